"""Words for a session: its state, the times that run, and the position of the question."""

from dataclasses import dataclass
from math import ceil

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.text.formatting import spoken_length


@dataclass(frozen=True)
class LiveReadings:
    """Readings that change many times a second.

    Times are in seconds, and None while they don't run.
    """

    level: float | None = None
    """The latest peak in dBFS; None while no microphone is open."""
    recorded: float = 0.0
    """Length of the current recording."""
    think_time_left: float | None = None
    answer_ends_in: float | None = None
    """Time until the answer ends; None until its last two seconds."""
    next_question_in: float | None = None
    """Time until the next question is asked automatically."""


_LABELS = {
    SessionState.OPENING: "Getting ready",
    SessionState.ASKING: "Interviewer speaking",
    SessionState.THINKING: "Time to think",
    SessionState.LISTENING: "Listening",
    SessionState.CONFIRMING: "Yes or no?",
    SessionState.SAVING: "Saving",
    SessionState.SAVED: "Saved",
    SessionState.TRANSCRIBED: "Saved",
    SessionState.PAUSED: "Paused",
    SessionState.CLOSING: "Interviewer speaking",
    SessionState.FINISHED: "Finished",
}


_OVER = {SessionState.CLOSING, SessionState.FINISHED}


def state_label(state: SessionState) -> str:
    """Return the label of a state."""
    return _LABELS[state]


def state_detail(snapshot: SessionSnapshot, progress: LiveReadings) -> str:
    """Return the detail shown next to the label of a state; "" for none."""
    match snapshot.state:
        case SessionState.THINKING if progress.think_time_left is not None:
            left = _seconds(progress.think_time_left)
            return f"{left} · or start speaking" if snapshot.hands_free else left
        case SessionState.LISTENING:
            return _listening_detail(snapshot, progress)
        case SessionState.SAVED | SessionState.TRANSCRIBED:
            transcribing = "Transcribing" if snapshot.state is SessionState.SAVED else ""
            parts = (spoken_length(snapshot.recorded), transcribing, _next_step(snapshot, progress))
            return " · ".join(part for part in parts if part)
        case SessionState.PAUSED if _hears_resume(snapshot):
            # "Resume" works too, but the small models hear it as "Brazil" or "renew".
            return "Say “continue” to resume"
        case _:
            return ""


def question_position(snapshot: SessionSnapshot) -> str:
    """Return the number and the section of the question; "" after the last."""
    if snapshot.state in _OVER:
        return ""
    position = f"{snapshot.position} of {snapshot.total}"
    question = snapshot.question
    if question is None:
        return position
    follow_up = "Follow-up · " if question.follow_up is not None else ""
    return f"{follow_up}{position} · {question.section}"


def can_continue_later(snapshot: SessionSnapshot) -> bool:
    """Return whether the session certainly can be continued if the window closes now.

    A follow-up to the last question may not be asked again.
    """
    question = snapshot.question
    main = question is not None and question.follow_up is None
    return snapshot.answers > 0 and (main or snapshot.position < snapshot.total)


def headline_of(snapshot: SessionSnapshot) -> str:
    """Return the question, or the headline that replaces it at the end."""
    if snapshot.state in _OVER:
        return "That's the end of this session."
    return snapshot.question.text if snapshot.question is not None else ""


def _listening_detail(snapshot: SessionSnapshot, progress: LiveReadings) -> str:
    if snapshot.finishing:
        return "Finish your sentence"
    if progress.answer_ends_in is not None:
        return f"Ending in {_seconds(progress.answer_ends_in)} · keep talking to continue"
    return f"Attempt {snapshot.attempt}" if snapshot.attempt > 1 else ""


def _hears_resume(snapshot: SessionSnapshot) -> bool:
    deaf = any(notice.about == "microphone" for notice in snapshot.notices)
    return snapshot.hands_free and snapshot.resumable and not deaf


def _next_step(snapshot: SessionSnapshot, progress: LiveReadings) -> str:
    if snapshot.continuing:
        return "Continuing in a moment"
    if progress.next_question_in is None:
        # Without keys, nothing else says how to continue.
        return "Say “next” to continue" if snapshot.awaits_next and snapshot.hands_free else ""
    if snapshot.asks_follow_up:
        what = "Follow-up"
    else:
        what = "Finishing" if snapshot.position >= snapshot.total else "Next question"
    return f"{what} in {_seconds(progress.next_question_in)}"


def _seconds(left: float) -> str:
    return f"{max(1, ceil(left))} s"
