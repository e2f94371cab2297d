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
from benchmarks.coverage.blind_set import BlindAnswer
from benchmarks.coverage.judged import coverage_question
from benchmarks.coverage.parts import Run
from benchmarks.delivery.known_answers import joined
from benchmarks.delivery.speed import repeated
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.timed_speech import CLAUSE

from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.client import AnalysisClient, AnalysisDone, AnalysisEvent
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

MOST_BATCH = 5.0
MOST_TAKE = 3.0
_PAIRS = 100
_TIMES = 5
_PATIENCE = 60.0
_TELLING = {"strong", "solid", "middling"}
"""People whose answers make several points."""


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


def _lines(answers: Sequence[BlindAnswer]) -> list[str]:
    pairs = ((point, answer) for answer in answers for point in answer.points[:4])
    return [
        json.dumps(
            {
                "id": f"{answer.id}-{point.id}",
                "question": answer.asked,
                "key_points": [point.point],
                "answer": answer.text.split(". ")[0],
            }
        )
        for _, (point, answer) in zip(range(_PAIRS), pairs, strict=False)
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
    answers: dict[str, list[BlindAnswer]] = {}
    for each in run.answers:
        if each.person in _TELLING:
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


def _take(run: Run, answers: Sequence[BlindAnswer], recording: Path) -> AnalysisRequest:
    """Return a take of two minutes in which answers to one question are given, one by one."""

    def say(clause: str) -> Samples:
        return run.bench.voices.say(clause, "system", 165)

    spoken = repeated(
        [joined("a", CLAUSE.split(each.text), say, at) for at, each in enumerate(answers)], 120.0
    )
    soundfile.write(recording, spoken.samples, SPEECH_RATE)
    return AnalysisRequest(spoken.transcript(0), recording, coverage_question(answers[0]))
