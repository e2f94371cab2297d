"""A session in words: its state, what runs beside it, and which question it is."""

from dataclasses import dataclass
from math import ceil

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.text.formatting import spoken_length


@dataclass(frozen=True)
class LiveReadings:
    """Times are in seconds, None where that time does not run."""

    level: float | None = None
    """The latest peak in dBFS; None where no microphone is open."""
    recorded: float = 0.0
    """Kept so far of the present take."""
    thinking_left: float | None = None
    answer_over_in: float | None = None
    """Until the answer counts as over, of the wait's last two; None while that is not near."""
    next_question_in: float | None = None
    """Until the next question comes by itself."""


_WORDS = {
    SessionState.OPENING: "Getting ready",
    SessionState.ASKING: "Speaking",
    SessionState.THINKING: "Think",
    SessionState.LISTENING: "Listening",
    SessionState.CONFIRMING: "Yes or no?",
    SessionState.SAVING: "Saving",
    SessionState.SAVED: "Saved",
    SessionState.TRANSCRIBED: "Saved",
    SessionState.PAUSED: "Paused",
    SessionState.CLOSING: "Speaking",
    SessionState.FINISHED: "Finished",
}


_OVER = {SessionState.CLOSING, SessionState.FINISHED}


def state_word(state: SessionState) -> str:
    """Return the word for a state."""
    return _WORDS[state]


def state_detail(snapshot: SessionSnapshot, progress: LiveReadings) -> str:
    """Return what is added to the word in a muted voice; "" for nothing."""
    match snapshot.state:
        case SessionState.THINKING if progress.thinking_left is not None:
            left = _seconds(progress.thinking_left)
            return f"{left}, or start speaking" if snapshot.hands_free else left
        case SessionState.LISTENING:
            return _of_listening(snapshot, progress)
        case SessionState.SAVED | SessionState.TRANSCRIBED:
            writing = "Writing it down" if snapshot.state is SessionState.SAVED else ""
            parts = (spoken_length(snapshot.recorded), writing, _going_on(snapshot, progress))
            return " · ".join(part for part in parts if part)
        case SessionState.PAUSED if _hears_resume(snapshot):
            # "Resume" does so too, and is heard as "Brazil" and "renew" by the small models.
            return "Say “continue” to go on"
        case _:
            return ""


def question_position(snapshot: SessionSnapshot) -> str:
    """Return which question it is and of which section; "" once all were asked."""
    if snapshot.state in _OVER:
        return ""
    place = f"{snapshot.position} of {snapshot.total}"
    question = snapshot.question
    if question is None:
        return place
    asked_back = "Follow-up · " if question.follow_up is not None else ""
    return f"{asked_back}{place} · {question.section}"


def headline_of(snapshot: SessionSnapshot) -> str:
    """Return the question, or what stands in its place at the end."""
    if snapshot.state in _OVER:
        return "That is the end of this session."
    return snapshot.question.text if snapshot.question is not None else ""


def _of_listening(snapshot: SessionSnapshot, progress: LiveReadings) -> str:
    if snapshot.finishing:
        return "Finish your sentence"
    if progress.answer_over_in is not None:
        return f"Done in {_seconds(progress.answer_over_in)} · keep talking to go on"
    return f"try {snapshot.attempt}" if snapshot.attempt > 1 else ""


def _hears_resume(snapshot: SessionSnapshot) -> bool:
    deaf = any(notice.about == "microphone" for notice in snapshot.notices)
    return snapshot.hands_free and snapshot.resumable and not deaf


def _going_on(snapshot: SessionSnapshot, progress: LiveReadings) -> str:
    if snapshot.continuing:
        return "Going on in a moment"
    if progress.next_question_in is None:
        return ""
    what = "Finishing" if snapshot.position >= snapshot.total else "Next question"
    if snapshot.in_follow_up:
        what = "Back to the question"
    return f"{what} in {_seconds(progress.next_question_in)}"


def _seconds(left: float) -> str:
    return f"{max(1, ceil(left))} s"
