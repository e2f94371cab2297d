"""Answers that suggest a grade: takes in sessions of their own, with feedback."""

from rig.kept_takes import feedback_of, keep, new_session, question

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment
from mock_interviewer.questions.schedule import RecallGrade

HEARD = Transcript((TranscriptSegment("It is so.", 0.0, 1.0),), 1.0, "base")
SILENT = Feedback(FEEDBACK_VERSION, Delivery(1.0, 0), coverage_untold="Nothing was said.")
_MADE = {RecallGrade.AGAIN: 0, RecallGrade.HARD: 2, RecallGrade.GOOD: 3, RecallGrade.EASY: 4}


def asked(name: str, *, section: str = "Things", follow_up: int | None = None) -> PlannedQuestion:
    """Return a question of the bank "b"."""
    return question(name, section, f"What is {name}?", bank="b", follow_up=follow_up)


def feedback_for(grade: RecallGrade) -> Feedback:
    """Return feedback that suggests a grade by how many of 4 key points were made."""
    return feedback_of(_MADE[grade], 4, Delivery(60.0, 120))


def begin(library: Library, wanted: PlannedQuestion, *, style: str = "") -> str:
    """Save a take of a question in a session of its own; return its id."""
    session = new_session(library, wanted, style=style)
    return keep(library, session, HEARD, asked=wanted, seconds=60.0)


def answer(
    library: Library,
    name: str,
    said: RecallGrade | Feedback,
    *,
    style: str = "",
    follow_up: int | None = None,
) -> str:
    """Save a take of a question and the feedback on it; return the take's id."""
    take = begin(library, asked(name, follow_up=follow_up), style=style)
    feedback = feedback_for(said) if isinstance(said, RecallGrade) else said
    assert library.save_feedback(take, HEARD, feedback)
    return take
