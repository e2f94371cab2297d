import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rig.word_scorer import WordScorer

from mock_interviewer.app import cli
from mock_interviewer.app.commands.shared import answer_feedback
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageScorer,
    ExpectedPoint,
)
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.questions.bank_loader import load_bank

ENTRY: dict[str, Any] = {
    "id": "a-1",
    "question": "What is RAG?",
    "key_points": ["It retrieves.", "It generates."],
    "answer": "Well. It retrieves. That is all.",
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def scorer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_feedback, "load_key_point_scorer", WordScorer)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Score a file of these lines; values other than text are written as JSON."""

    def call(*lines: object) -> tuple[int, str, str]:
        path = tmp_path / "answers.jsonl"
        path.write_bytes(b"".join(written(line) + b"\n" for line in lines))
        status = cli.main(["coverage", "--batch", str(path)])
        told = capsys.readouterr()
        return status, told.out, told.err

    return call


def written(line: object) -> bytes:
    if isinstance(line, bytes):
        return line
    return (line if isinstance(line, str) else json.dumps(line)).encode()


def judged(run: Run, *lines: object) -> list[dict[str, Any]]:
    status, out, err = run(*lines)
    assert (status, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def test_each_answer_is_scored_on_its_own_line(run: Run) -> None:
    assert judged(run, ENTRY) == [
        {
            "id": "a-1",
            "score": 0.5,
            "points": [
                {"covered": "made", "score": 0.75, "evidence": [6, 19]},
                {"covered": "not", "score": 0.25, "evidence": None},
            ],
        }
    ]


def test_the_score_is_the_weighted_mean(run: Run) -> None:
    points = [{"point": "It retrieves.", "weight": 3}, "It generates."]
    (answer,) = judged(run, {**ENTRY, "key_points": points})
    assert answer["score"] == pytest.approx((3 * 0.75 + 0.25) / 4)


@pytest.mark.parametrize("ident", ["", "ü", 7, 1.5, None, [1, {"a": "b"}], True, "\ud800"])
def test_the_id_is_echoed_unchanged(run: Run, ident: object) -> None:
    assert [answer["id"] for answer in judged(run, {**ENTRY, "id": ident})] == [ident]


def test_results_keep_the_order_of_the_lines_and_empty_lines_are_skipped(run: Run) -> None:
    lines = [{**ENTRY, "id": at} for at in range(5)]
    assert [answer["id"] for answer in judged(run, *lines[:3], "", "  ", *lines[3:])] == [*range(5)]


def test_a_byte_order_mark_is_accepted(run: Run) -> None:
    assert len(judged(run, b"\xef\xbb\xbf" + json.dumps(ENTRY).encode() + b"\r")) == 1


def test_empty_input_gives_empty_output(run: Run) -> None:
    assert judged(run) == []


def test_an_entry_without_key_points_has_no_score(run: Run) -> None:
    (answer,) = judged(run, {**ENTRY, "key_points": []})
    assert (answer["score"], answer["points"]) == (None, [])


def test_evidence_offsets_count_characters(run: Run) -> None:
    answer = "Größe 面试 😀 \ud83d It retrieves."
    (found,) = judged(run, {**ENTRY, "answer": answer})
    start, end = found["points"][0]["evidence"]
    assert answer[start:end] == "It retrieves."


def test_lone_surrogates_do_not_reach_the_scorer(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Encoding(WordScorer):
        def cover(self, asked: CoverageQuestion, answer: str) -> Coverage:
            for text in (asked.text, asked.points[0].point, asked.points[0].said[0], answer):
                text.encode("utf-8")
            return super().cover(asked, answer)

    monkeypatch.setattr(answer_feedback, "load_key_point_scorer", Encoding)
    half = "It is \ud83d."
    point = {"point": half, "said": [half]}
    judged(run, {**ENTRY, "question": half, "key_points": [point], "answer": half})


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[CoverageQuestion]:
    """Return the requests to the scorer."""
    asked: list[CoverageQuestion] = []

    class Noting(WordScorer):
        def cover(self, question: CoverageQuestion, answer: str) -> Coverage:
            asked.append(question)
            return super().cover(question, answer)

    monkeypatch.setattr(answer_feedback, "load_key_point_scorer", Noting)
    return asked


def test_the_scorer_gets_every_field_of_a_key_point(run: Run, seen: list[CoverageQuestion]) -> None:
    point = {
        "point": "It retrieves.",
        "weight": 2,
        "essential": True,
        "said": ["It looks things up."],
    }
    judged(run, {**ENTRY, "key_points": [point]})
    assert seen == [
        CoverageQuestion(
            "What is RAG?",
            (
                ExpectedPoint(
                    "1",
                    "It retrieves.",
                    essential=True,
                    weight=2.0,
                    said=("It looks things up.",),
                ),
            ),
        )
    ]


def test_a_key_point_worded_as_in_a_bank_is_scored_with_its_example_sentences(
    run: Run, seen: list[CoverageQuestion]
) -> None:
    known = load_bank("llm").questions[0].key_points[0]
    same = f"  {known.point.upper()} "
    own = {"point": known.point, "said": ["In other words."]}
    judged(run, {**ENTRY, "key_points": [known.point, {"point": same}, own, "It retrieves."]})
    (asked,) = seen
    assert known.said
    assert [point.said for point in asked.points] == [
        known.said,
        known.said,
        ("In other words.",),
        (),
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "it is not JSON."),
        (b"\xff\xfe", "it is not JSON."),
        ("[" * 100_000, "it is not JSON."),
        ("[]", "it is not a JSON object."),
        ("{}", "it has no id and no question and no key_points and no answer."),
        ({**ENTRY, "answer": None}, "its answer is not a string."),
        ({**ENTRY, "question": 3}, "its question is not a string."),
        ({**ENTRY, "key_points": "one"}, "its key_points are not a list."),
        ({**ENTRY, "key_points": [3]}, "one of its key points is neither"),
        ({**ENTRY, "key_points": [{}]}, "its point is not a string."),
        (
            {**ENTRY, "key_points": [{"point": "a", "said": "b"}]},
            "its said are not a list",
        ),
        (
            {**ENTRY, "key_points": [{"point": "a", "said": [1]}]},
            "its said are not a list",
        ),
        (
            {**ENTRY, "key_points": [{"point": "a", "weight": 0}]},
            "one of its weights",
        ),
        (
            {**ENTRY, "key_points": [{"point": "a", "weight": "2"}]},
            "one of its weights",
        ),
        ({**ENTRY, "key_points": [{"point": "a", "weight": 10**400}]}, "one of its weights"),
        ({**ENTRY, "key_points": [{"point": "a", "weight": float("nan")}]}, "it is not JSON."),
        ({**ENTRY, "key_points": [{"point": "a", "essential": 1}]}, "essential is neither true"),
    ],
)
def test_an_invalid_line_is_reported_by_number_after_the_earlier_results(
    run: Run, tmp_path: Path, line: object, sentence: str
) -> None:
    status, out, err = run(ENTRY, "", line, ENTRY)
    assert status == 2
    assert len(out.splitlines()) == 1
    assert len(err.splitlines()) == 1
    assert f"Line 3 of {tmp_path / 'answers.jsonl'} is invalid: {sentence}" in err


def test_an_unreadable_file_is_one_error_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (tmp_path / "lost.jsonl", tmp_path):
        assert cli.main(["coverage", "--batch", str(path)]) == 2
        told = capsys.readouterr()
        assert f"{path} can't be read: " in told.err
        assert len(told.err.splitlines()) == 1


def test_a_missing_model_is_one_error_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> CoverageScorer:
        raise ModelError("The judge of key points is damaged.", "Reinstall the program.")

    monkeypatch.setattr(answer_feedback, "load_key_point_scorer", missing)
    status, out, err = run(ENTRY)
    assert (status, out) == (2, "")
    assert err == "mock-interviewer: The judge of key points is damaged. Reinstall the program.\n"


class Typed(io.BytesIO):
    """Standard input that gets each line once the previous result was printed."""

    def __init__(self, lines: list[bytes], printed: Callable[[], str]) -> None:
        super().__init__()
        self._lines = lines
        self._printed = printed
        self.seen: list[int] = []

    def __next__(self) -> bytes:
        self.seen.append(self._printed().count("\n"))
        if not self._lines:
            raise StopIteration
        return self._lines.pop(0)


def test_standard_input_is_answered_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    line = json.dumps(ENTRY).encode() + b"\n"

    def printed() -> str:
        assert isinstance(out.buffer, io.BytesIO)
        return out.buffer.getvalue().decode()

    typed = Typed([line, line], printed)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(typed))
    assert cli.main(["coverage", "--batch", "-"]) == 0
    assert typed.seen == [0, 1, 2]
