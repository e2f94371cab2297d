"""What is known of what comes after an answer."""

from mock_interviewer.app.interview.course.standing import Standing
from mock_interviewer.app.interview.plan import Mode, PlannedQuestion
from mock_interviewer.app.store.records import LEFT


def is_silence(at: Standing) -> bool:
    """Tell whether a question was passed over with nothing said, as far as anybody listened."""
    return LEFT in at.take.flags and not at.answering and not at.snapshot.transcript_failed


def may_ask_back(at: Standing) -> bool:
    """Tell whether something may be asked about the present answer, which is not judged yet."""
    most = at.plan.follow_ups.most
    waits = at.take.judged is None and not at.take.waited_enough
    lasts = at.answered and not at.snapshot.transcript_failed
    return waits and lasts and (most is None or len(at.asked_back) < most)


def is_last(at: Standing) -> bool:
    """Tell whether the session ends after this answer and what is asked back about it."""
    return at.snapshot.position >= at.snapshot.total and at.passed_over is None


def follow_up_of(at: Standing) -> PlannedQuestion | None:
    """Return what is to be asked about the present answer; None as long as it is not judged."""
    return None if at.take.judged is None else at.take.judged.follow_up


def goes_on_by_itself(at: Standing) -> bool:
    """Tell whether no key is waited for."""
    return at.manner.hands_free or at.plan.mode is Mode.EXAM


def is_judged_first(at: Standing) -> bool:
    """Tell whether what comes next depends on what became of an answer."""
    return at.plan.follow_ups.most != 0 or at.plan.mode is Mode.PRACTICE
