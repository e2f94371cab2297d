"""The benchmark of second opinions, with a judge that is always unsure and a small server."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from benchmarks.coverage import second_opinion
from benchmarks.coverage.blind_set import Label, PointLabel, Share, blind_answers
from benchmarks.coverage.second_opinion import (
    Outcome,
    Result,
    UnsurePoint,
    main,
    outcome,
    table,
    unsure_points,
)
from rig.reviewer_server import ModelServer, Vanish, openai

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    PointCoverage,
)
from mock_interviewer.app.feedback.reviewer.servers import ServerDialect

SAID = "It is the exponential of the loss."
MADE, OPPOSITE, NOT = CoverageVerdict.MADE, CoverageVerdict.OPPOSITE, CoverageVerdict.NOT


class UnsureScorer:
    """A judge that is unsure of the first point and sure of all others."""

    def cover(self, asked: CoverageQuestion, answer: str) -> Coverage:
        """Return the verdicts."""
        first, *others = asked.points
        unsure = PointCoverage(
            first.id, first.point, CoverageVerdict.UNSURE, 0.5, Evidence(0, len(answer))
        )
        return Coverage((unsure, *(PointCoverage(each.id, each.point, NOT, 0) for each in others)))


def _model(verdict: str) -> Callable[[str], str]:
    quote = "" if verdict == "neither" else SAID
    return lambda _prompt: json.dumps({"verdict": verdict, "quote": quote})


@pytest.mark.parametrize(
    ("label", "verdict", "covered", "result"),
    [
        (PointLabel.MADE, "made", MADE, Result.RIGHT),
        (PointLabel.PARTLY, "made", MADE, Result.WRONG),
        (PointLabel.OPPOSITE, "opposite", OPPOSITE, Result.RIGHT),
        (PointLabel.NOT, "opposite", OPPOSITE, Result.WRONG),
        (PointLabel.NOT, "neither", NOT, Result.RIGHT),
        (PointLabel.PARTLY, "neither", NOT, Result.RIGHT),
        (PointLabel.OPPOSITE, "neither", NOT, Result.WRONG),
        (PointLabel.MADE, "perhaps", None, Result.OPEN),
    ],
)
def test_an_opinion_is_compared_with_the_label(
    label: PointLabel, verdict: str, covered: CoverageVerdict | None, result: Result
) -> None:
    point = UnsurePoint("What is perplexity?", SAID, "It is exp of the loss.", label)
    assert outcome(point, _model(verdict)) == Outcome(label, result, covered)


def test_a_point_without_an_answer_is_counted_apart() -> None:
    def fail(_prompt: str) -> str:
        raise ReviewerError("It doesn't answer.")

    point = UnsurePoint("", SAID, "", PointLabel.MADE)
    assert outcome(point, fail) == Outcome(PointLabel.MADE, Result.NO_ANSWER)


def test_the_points_of_which_the_judge_is_unsure_are_asked_about() -> None:
    answers = blind_answers(Share.DEVELOPMENT)[:20]
    found = list(unsure_points(UnsureScorer(), answers))
    assert [point.point for point in found] == [answer.points[0].point for answer in answers]
    assert [point.answer for point in found] == [answer.text for answer in answers]


def test_a_point_that_no_label_decides_is_left_out() -> None:
    answer = blind_answers(Share.DEVELOPMENT)[0]
    first, *others = answer.points
    labels = (Label(PointLabel.MADE, ()), Label(PointLabel.NOT, ()))
    open_answer = replace(answer, points=(replace(first, labels=labels), *others))
    assert list(unsure_points(UnsureScorer(), [open_answer])) == []


def test_the_table_counts_results_verdicts_and_labels() -> None:
    lines = table(
        [
            Outcome(PointLabel.MADE, Result.RIGHT, MADE),
            Outcome(PointLabel.MADE, Result.RIGHT, MADE),
            Outcome(PointLabel.NOT, Result.WRONG, MADE),
            Outcome(PointLabel.OPPOSITE, Result.OPEN),
        ]
    ).splitlines()
    assert [line.split(maxsplit=1) for line in lines[:4]] == [
        ["2", "right"],
        ["1", "wrong"],
        ["1", "still to check"],
        ["0", "no answer"],
    ]
    assert lines[5].split() == ["verdict", "made", "partly", "opposite", "not"]
    assert lines[6].split() == ["made", "2", "0", "0", "1"]
    assert lines[9].split() == ["none", "0", "0", "1", "0"]


@pytest.mark.rig
def test_a_server_given_by_its_address_is_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_opinion, "load_scorer", UnsureScorer)
    chat = openai('{"verdict": "neither", "quote": ""}')
    with ModelServer(ServerDialect.OPENAI, models=("small",), chat=chat) as server:
        assert main([f"http://{server.address}", "--model", "small", "--few", "3"]) == 0
        assert sum(asked.method == "POST" for asked in server.asked) == 6
        results = capsys.readouterr().out.splitlines()
        assert sum(int(line.split()[0]) for line in results[:2]) == 3
        server.chat = [Vanish()]
        assert main([f"http://{server.address}", "--few", "1"]) == 0
    assert "    1 no answer\n" in capsys.readouterr().out


def test_without_a_server_the_reason_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["https://127.0.0.1"]) == 1
    assert "https" in capsys.readouterr().err
