from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition import endpointing
from mock_interviewer.audio.recognition.endpointing.end_probability import (
    WEIGHTS,
    ending_features,
    odds_of_end,
)

BEFORE = (
    "The service was slow and nobody wanted to touch it. We moved it to four small machines. The "
    "hard part was the data, since two teams had the same table, and we did it in small steps."
)


@pytest.mark.parametrize(
    "said",
    [
        "So yeah, that's how I'd go about it.",
        "And it's been running fine since then.",
        "And that's what I'd bring to the team.",
        "I hope that makes sense.",
    ],
)
def test_a_conclusion_in_any_words_is_likelier_the_end(said: str) -> None:
    assert odds_of_end(f"{BEFORE} {said}") > 0


@pytest.mark.parametrize(
    "said",
    [
        "The question was how to split it.",
        "At first nobody noticed.",
        "So the model takes the first token.",
        "You read one token after another.",
    ],
)
def test_the_middle_of_an_answer_is_likelier_not_the_end(said: str) -> None:
    assert odds_of_end(f"{BEFORE} {said}") < 0


def test_the_same_sentence_is_less_likely_to_be_the_end_of_a_few_words() -> None:
    said = "It has been running ever since."
    assert odds_of_end(f"We moved it. {said}") < odds_of_end(f"{BEFORE} {said}")


def test_a_sentence_without_any_known_word_is_not_the_end() -> None:
    assert odds_of_end(f"{BEFORE} Qwx zvb xxq wvz.") < 0


def test_every_weight_belongs_to_a_feature() -> None:
    lines = resources.files(endpointing).joinpath(WEIGHTS).read_text("utf-8").splitlines()
    kinds = {name.split(" ")[0] for name in ending_features(f"{BEFORE} So yeah, it runs fine.")}
    assert {line.split(" ")[0].split("\t")[0] for line in lines} <= kinds
    assert len({line.partition("\t")[0] for line in lines}) == len(lines) > 0


@given(st.text(), st.text(alphabet="abcdef '.,?!-…\n"))
def test_every_text_has_odds_of_a_sensible_size(text: str, more: str) -> None:
    assert -40 < odds_of_end(f"{text} {more}") < 40
