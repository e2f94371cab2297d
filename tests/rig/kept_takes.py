"""Takes saved in a library in one call, as interviews save them.

``answers`` keeps those that speak for a grade, ``stored_library`` whole sessions behind a window.
"""

from pathlib import Path

import numpy as np

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageVerdict,
    Evidence,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.recording_file import RecordingWriter
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.audio.samples import SPEECH_RATE


def question(
    ident: str = "q",
    section: str = "Basics",
    text: str = "Why?",
    *,
    bank: str = "llm",
    follow_up: int | None = None,
) -> PlannedQuestion:
    """Return a planned question."""
    return PlannedQuestion(bank, ident, text, text, section, follow_up=follow_up)


def transcript_of(text: str, *, unsure: str = "") -> Transcript:
    """Return ``text`` with one word a second, each of which lasts 0.8 s."""
    words = tuple(
        TranscriptWord(f" {word}", float(at), at + 0.8, 0.3 if word == unsure else 0.9)
        for at, word in enumerate(text.split())
    )
    segments = (TranscriptSegment(text, 0.0, words[-1].end, words),) if words else ()
    return Transcript(segments, float(len(words)), "base", speech_detected=bool(words))


def feedback_of(
    made: int, points: int = 2, delivery: Delivery | None = None, *, first_weighs: float = 1.0
) -> Feedback:
    """Return feedback in which the first key points were made.

    All weigh 1 but for the first.
    """
    covered = tuple(
        PointCoverage(
            f"p{at}",
            "It is so.",
            CoverageVerdict.MADE if at < made else CoverageVerdict.NOT,
            0.5,
            Evidence(0, 1) if at < made else None,
            weight=1.0 if at else first_weighs,
        )
        for at in range(points)
    )
    return Feedback(FEEDBACK_VERSION, delivery or Delivery(1.0, 1), Coverage(covered))


def new_session(library: Library, *questions: PlannedQuestion, style: str = "") -> str:
    """Create a session and return its id."""
    return library.create_session(Plan(questions or (question(),), style=style)).id


def record(recording: Path | None, seconds: float = 0.5) -> None:
    """Write a tone as the recording of a take."""
    assert recording is not None
    times = np.arange(round(seconds * SPEECH_RATE)) / SPEECH_RATE
    writer = RecordingWriter(recording)
    writer.write((0.2 * np.sin(2 * np.pi * 220 * times)).astype(np.float32))
    writer.close()


def keep(
    library: Library,
    session: str,
    said: str | Transcript | None = None,
    *,
    asked: PlannedQuestion | None = None,
    made: int | Feedback | None = None,
    position: int = 1,
    seconds: float = 2.5,
    recorded: bool = False,
    flags: tuple[str, ...] = (),
) -> str:
    """Keep a take in which ``said`` was heard and ``made`` of two key points; returns its id.

    ``made`` may be the whole feedback. Where it is not ``recorded``, there is no file.
    """
    take = library.create_take(session, asked or question(), position, 1)
    if recorded:
        record(take.recording, seconds)
    library.close_take(take.id, seconds, flags)
    if said is not None:
        heard = transcript_of(said) if isinstance(said, str) else said
        library.save_transcript(take.id, heard)
        if made is not None:
            feedback = feedback_of(made) if isinstance(made, int) else made
            assert library.save_feedback(take.id, heard, feedback)
    return take.id


def keep_one(
    library: Library,
    said: Transcript | None = None,
    *,
    asked: PlannedQuestion,
    recorded: bool = False,
) -> TakeRecord:
    """Save a take as ``keep`` does, in a session of its own, and return it."""
    session = new_session(library, asked)
    return library.take(keep(library, session, said, asked=asked, recorded=recorded))
