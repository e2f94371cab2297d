"""The real analysis worker with parts controlled by a test, and the client that tests use.

As a program it takes one argument, a folder. Of a request, the recording's name says what to do;
each analysis leaves a line in a file of that name and BEGUN beside it.
"""

import os
import queue
import sys
import time
from pathlib import Path
from typing import TypeVar

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import FeedbackAdvice
from mock_interviewer.app.feedback.story.story import Story
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest, AnalysisSteps
from mock_interviewer.app.feedback.worker.client import AnalysisEvent
from mock_interviewer.app.feedback.worker.worker import run
from mock_interviewer.audio.errors import BadAudioFile, ModelError
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

WAITS = "waits"
"""The analysis goes on as long as the recording is there."""
DIES = "dies"
HAS_A_BUG = "has-a-bug"
IS_REFUSED = "is-refused"
NEEDS_MEMORY = "needs-memory"
IS_NOT_FINITE = "is-not-finite"
BEGUN = ".begun"
NO_MODEL = "no-model"
"""As long as a file of this name is in the program's folder, the scorer cannot be loaded."""
DEATH = 9

PATIENCE = 900.0
"""Seconds that a test waits for one event: the worker comes after all else on the machine."""

QUESTION = CoverageQuestion(
    "What is perplexity?", (ExpectedPoint("a", "It is a measure of surprise."),)
)

Event = TypeVar("Event", bound=AnalysisEvent)


def said(text: str) -> Transcript:
    """Return a transcript with words of half a second each."""
    words = tuple(
        TranscriptWord(word, at / 2, at / 2 + 0.5, 0.9) for at, word in enumerate(text.split())
    )
    end = len(words) / 2
    segments = (TranscriptSegment(text, 0.0, end, words),) if words else ()
    return Transcript(segments, end, "base", speech_detected=bool(words))


def request(recording: Path | None = None) -> AnalysisRequest:
    """Return a request for an ordinary answer."""
    return AnalysisRequest(said("It tells how surprised a model is."), recording, QUESTION)


def begun(recording: Path) -> int:
    """Return how often an analysis of this recording was started."""
    trace = recording.with_name(recording.name + BEGUN)
    return len(trace.read_text().splitlines()) if trace.exists() else 0


class Told:
    """A listener that keeps events for the test's thread."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[AnalysisEvent] = queue.SimpleQueue()

    def __call__(self, event: AnalysisEvent) -> None:
        self._events.put(event)

    def next(self, kind: type[Event]) -> Event:
        """Return the next event, which must have this type."""
        event = self._events.get(timeout=PATIENCE)
        assert isinstance(event, kind), f"{event} instead of {kind.__name__}"
        return event

    def nothing_more(self) -> bool:
        """Return whether all events were taken."""
        return self._events.empty()


def measure(transcript: Transcript, recording: Path | None) -> Delivery:
    """Do what the name of the recording says; return the length and the words."""
    if recording is not None:
        with recording.with_name(recording.name + BEGUN).open("a") as trace:
            trace.write("begun\n")
        _behave(recording, transcript.text)
    duration = float("nan") if recording and recording.name == IS_NOT_FINITE else 0.0
    return Delivery(transcript.duration + duration, len(transcript.words))


def _behave(recording: Path, text: str) -> None:
    match recording.name:
        case name if name.startswith(WAITS):
            while recording.exists():
                time.sleep(0.01)
        case name if name.startswith(DIES):
            os._exit(DEATH)
        case name if name == HAS_A_BUG:
            raise LookupError(text)
        case name if name == IS_REFUSED:
            raise BadAudioFile("The recording is not sound.", "Record it again.")
        case name if name == NEEDS_MEMORY:
            raise MemoryError


class FirstWord:
    """A scorer that finds every point in the first word of the answer."""

    def cover(self, asked: CoverageQuestion, answer: str) -> Coverage:
        evidence = Evidence(0, len(answer.split(maxsplit=1)[0]))
        return Coverage(
            tuple(
                PointCoverage(point.id, point.point, CoverageVerdict.MADE, 1.0, evidence)
                for point in asked.points
            )
        )


def load_scorer() -> FirstWord:
    if Path(sys.argv[1], NO_MODEL).exists():
        raise ModelError("The judge of key points is damaged.", "Install it again.")
    return FirstWord()


def no_story(asked: CoverageQuestion, answer: str, coverage: Coverage | None) -> Story | None:
    return None


def no_advice(*findings: object) -> tuple[FeedbackAdvice, ...]:
    return ()


def parts() -> AnalysisSteps:
    return AnalysisSteps(measure, no_story, no_advice)


def command(folder: Path) -> list[str]:
    """Return the command of the worker with these parts."""
    return [sys.executable, "-P", __file__, str(folder)]


if __name__ == "__main__":
    sys.exit(run(load_scorer, parts))
