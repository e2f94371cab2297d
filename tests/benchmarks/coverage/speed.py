"""The speed of feedback: many short pairs, and one answer of two minutes."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

import soundfile
from benchmarks.coverage.judged import asked, questions
from benchmarks.coverage.labelled import Kind, LabelledAnswer
from benchmarks.coverage.parts import Run
from benchmarks.delivery.known_answers import joined
from benchmarks.delivery.speed import repeated
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.timed_speech import CLAUSE

from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.client import AnalysisClient, AnalysisDone, AnalysisEvent
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

MOST_BATCH = 5.0
MOST_TAKE = 2.0
_PAIRS = 100
_TIMES = 5
_PATIENCE = 60.0
_TELLING = {Kind.FULL, Kind.PARTIAL, Kind.PARAPHRASED}
"""Kinds of answers that say something, of which most readings are in doubt."""


def measure(run: Run) -> Outcome:
    """Time ``coverage --batch`` over 100 pairs, without loading, and feedback on a take."""
    lines = _lines(run.answers)
    whole, one = _batch(lines), _batch(lines[:1])
    waits = _feedback_on_two_minutes(run)
    return Outcome(
        "Speed",
        (
            Figure(
                f"coverage --batch, {len(lines)} pairs, after load",
                whole - one,
                "s",
                at_most=MOST_BATCH,
            ),
            Figure("coverage --batch, one pair, with load", one, "s"),
            Figure(
                "all feedback on a take of two minutes: median",
                sorted(waits)[len(waits) // 2],
                "s",
                f"{len(waits)} questions, by the analysis process",
                at_most=MOST_TAKE,
            ),
            Figure("all feedback on a take of two minutes: longest", max(waits), "s"),
        ),
    )


def _lines(answers: Sequence[LabelledAnswer]) -> list[str]:
    pairs = (
        (number, question, point, answer)
        for number, answer in enumerate(answers)
        for question in [questions(answer.bank)[answer.question]]
        for point in question.key_points[:4]
    )
    return [
        json.dumps(
            {
                "id": f"{number}-{point.id}",
                "question": question.text,
                "key_points": [point.point],
                "answer": answer.text.split(". ")[0],
            }
        )
        for _, (number, question, point, answer) in zip(range(_PAIRS), pairs, strict=False)
    ]


def _batch(lines: Sequence[str]) -> float:
    """Return the seconds that the command takes for these lines."""
    with tempfile.TemporaryDirectory(prefix="coverage-") as folder:
        path = Path(folder) / "pairs.jsonl"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        command = [sys.executable, "-P", "-m", "mock_interviewer.app", "--data-dir", folder]
        began = time.perf_counter()
        subprocess.run(
            [*command, "coverage", "--batch", str(path)], check=True, capture_output=True
        )
        return time.perf_counter() - began


def _feedback_on_two_minutes(run: Run) -> list[float]:
    """Return the seconds from each request to its feedback, by a process that has loaded."""
    answers: dict[str, list[LabelledAnswer]] = {}
    for each in run.answers:
        if each.kind in _TELLING:
            answers.setdefault(each.question, []).append(each)
    events: SimpleQueue[AnalysisEvent] = SimpleQueue()
    analyst = AnalysisClient(listener=events.put)
    waits = []
    with tempfile.TemporaryDirectory(prefix="coverage-") as folder:
        try:
            for number, said in enumerate([*answers.values()][: _TIMES + 1]):
                request = _take(run, said, Path(folder) / f"{number}.wav")
                began = time.perf_counter()
                analyst.analyze(str(number), request)
                event = events.get(timeout=_PATIENCE)
                waits.append(time.perf_counter() - began)
                if not isinstance(event, AnalysisDone):
                    raise SystemExit(f"no feedback: {event}")
        finally:
            analyst.close()
    # The first one waits for the process to load, unlike the answers of a session.
    return waits[1:]


def _take(run: Run, answers: Sequence[LabelledAnswer], recording: Path) -> AnalysisRequest:
    """Return a take of two minutes in which answers to one question are given, one by one."""

    def say(clause: str) -> Samples:
        return run.bench.voices.say(clause, "system", 165)

    spoken = repeated(
        [joined("a", CLAUSE.split(each.text), say, at) for at, each in enumerate(answers)], 120.0
    )
    soundfile.write(recording, spoken.samples, SPEECH_RATE)
    question = asked(questions(answers[0].bank)[answers[0].question])
    return AnalysisRequest(spoken.transcript(0), recording, question)
