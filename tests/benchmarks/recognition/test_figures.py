import json

import pytest
from benchmarks.recognition.figures import Figure, Outcome, slowest_piece


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("rate", 0.5), None),
        (Figure("rate", 0.5, at_most=0.5), True),
        (Figure("rate", 0.51, at_most=0.5), False),
        (Figure("rate", 95.0, at_least=95), True),
        (Figure("rate", 94.9, at_least=95), False),
        (Figure("words", 0, at_most=0), True),
    ],
)
def test_a_figure_is_compared_with_its_target(figure: Figure, met: bool | None) -> None:
    assert figure.met is met


def test_the_table_shows_figure_target_and_notes() -> None:
    missed = Figure("words heard", 3, "words", "84 times", at_most=0)
    shown = Outcome("Silence", (missed,), ("Each lasts a while.",)).markdown
    assert "| words heard | 3 words | 84 times | at most 0 | missed |" in shown
    assert "- Each lasts a while." in shown


def test_saved_results_are_plain_json_with_rows() -> None:
    outcome = Outcome("Times", (Figure("near", 96.0, at_least=95),), (), ({"said": "so"},))
    kept = json.loads(json.dumps(outcome.to_dict()))
    assert kept["figures"][0]["met"] is True
    assert kept["rows"] == [{"said": "so"}]


def test_the_slowest_piece_is_named_and_compared_with_its_limit() -> None:
    figure = slowest_piece([("quick", 0.2), ("slow", 1.1), ("middling", 0.9)])
    assert (figure.value, figure.over, figure.met) == (1.1, "slow", False)
