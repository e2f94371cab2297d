"""Takes kept in a library in one call, for tests of what is read from it."""

from mock_interviewer.app.feedback.coverage import Coverage, Covered, Evidence, PointCoverage
from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.feedback.feedback import VERSION, Feedback
from mock_interviewer.app.interview.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import Segment, Transcript, Word


def question(ident: str = "q", section: str = "Basics", text: str = "Why?") -> PlannedQuestion:
    """Return a question of the bank ``llm``."""
    return PlannedQuestion(bank="llm", id=ident, text=text, spoken=text, section=section)


def transcript_of(text: str) -> Transcript:
    """Return ``text`` with one word a second."""
    words = tuple(
        Word(f" {word}", float(at), at + 0.5, 0.9) for at, word in enumerate(text.split())
    )
    segments = (Segment(text, 0.0, float(len(words)), words),) if words else ()
    return Transcript(segments, float(len(words)), "base")


def new_session(library: Library) -> str:
    """Begin a session; returns its id."""
    return library.create_session(Plan((question(),))).id


def keep(
    library: Library,
    session: str,
    said: str | None = None,
    *,
    asked: PlannedQuestion | None = None,
    made: int | None = None,
) -> str:
    """Keep a take in which ``said`` was heard and ``made`` of two key points; returns its id."""
    take = library.create_take(session, asked or question(), 1, 1)
    library.close_take(take.id, 2.5)
    if said is not None:
        heard = transcript_of(said)
        library.save_transcript(take.id, heard)
        if made is not None:
            assert library.save_feedback(take.id, heard, _feedback(made))
    return take.id


def _feedback(made: int) -> Feedback:
    points = tuple(
        PointCoverage(
            f"p{at}",
            "It is so.",
            Covered.MADE if at < made else Covered.NOT,
            0.5,
            Evidence(0, 1) if at < made else None,
        )
        for at in range(2)
    )
    return Feedback(VERSION, Delivery(1.0, 1), Coverage(points))
