"""Answers as a session leaves them: a take of a question, its transcript, and feedback on it."""

from mock_interviewer.app.feedback.coverage import Coverage, Covered, PointCoverage
from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.feedback.feedback import VERSION, Feedback
from mock_interviewer.app.interview.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import Segment, Transcript
from mock_interviewer.questions.schedule import Grade

HEARD = Transcript((Segment("It is so.", 0.0, 1.0),), 1.0, "base")
SILENT = Feedback(VERSION, Delivery(1.0, 0), coverage_untold="Nothing was said.")
_MADE = {Grade.AGAIN: 0, Grade.HARD: 2, Grade.GOOD: 3, Grade.EASY: 4}


def asked(name: str, *, section: str = "Things", follow_up: int | None = None) -> PlannedQuestion:
    """Return a question of the bank "b"."""
    return PlannedQuestion("b", name, f"What is {name}?", "", section, follow_up=follow_up)


def feedback_for(grade: Grade) -> Feedback:
    """Return feedback that speaks for a grade: it tells how many of 4 key points were made."""
    points = tuple(
        PointCoverage(str(at), "It is so.", Covered.MADE if at < _MADE[grade] else Covered.NOT, 0.5)
        for at in range(4)
    )
    return Feedback(VERSION, Delivery(60.0, 120), Coverage(points))


def begin(library: Library, question: PlannedQuestion, *, style: str = "") -> str:
    """Save a take of ``question``, in a session of its own; return its id."""
    session = library.create_session(Plan((question,), style=style))
    take = library.create_take(session.id, question, 1, 1)
    library.close_take(take.id, 60.0)
    library.save_transcript(take.id, HEARD)
    return take.id


def answer(
    library: Library,
    name: str,
    said: Grade | Feedback,
    *,
    style: str = "",
    follow_up: int | None = None,
) -> str:
    """Save a take of a question and the feedback on it; return the take's id."""
    take = begin(library, asked(name, follow_up=follow_up), style=style)
    feedback = feedback_for(said) if isinstance(said, Grade) else said
    assert library.save_feedback(take, HEARD, feedback)
    return take
