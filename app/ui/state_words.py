"""Where a session stands, in a word and a few more; what the page says beside the question."""

from math import ceil

from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.app.ui.phrases import spoken_length
from mock_interviewer.app.ui.progress import Progress

_WORDS = {
    State.OPENING: "Getting ready",
    State.ASKING: "Speaking",
    State.THINKING: "Think",
    State.LISTENING: "Listening",
    State.CONFIRMING: "Yes or no?",
    State.SAVING: "Saving",
    State.SAVED: "Saved",
    State.TRANSCRIBED: "Saved",
    State.PAUSED: "Paused",
    State.CLOSING: "Speaking",
    State.FINISHED: "Finished",
}
_OVER = {State.CLOSING, State.FINISHED}


def word_for(state: State) -> str:
    """Return the word for a state."""
    return _WORDS[state]


def detail_for(snapshot: Snapshot, progress: Progress) -> str:
    """Return what is added to the word in a muted voice; "" for nothing."""
    match snapshot.state:
        case State.THINKING if progress.thinking_left is not None:
            left = _seconds(progress.thinking_left)
            return f"{left}, or start speaking" if snapshot.hands_free else left
        case State.LISTENING:
            return _of_listening(snapshot, progress)
        case State.SAVED | State.TRANSCRIBED:
            writing = "Writing it down" if snapshot.state is State.SAVED else ""
            parts = (spoken_length(snapshot.recorded), writing, _going_on(snapshot, progress))
            return " · ".join(part for part in parts if part)
        case State.PAUSED if _hears_resume(snapshot):
            # "Resume" does so too, and is heard as "Brazil" and "renew" by the small models.
            return "Say “continue” to go on"
        case _:
            return ""


def place_of(snapshot: Snapshot) -> str:
    """Return which question it is and of which section; "" once all were asked."""
    if snapshot.state in _OVER:
        return ""
    place = f"{snapshot.position} of {snapshot.total}"
    question = snapshot.question
    if question is None:
        return place
    asked_back = "Follow-up · " if question.follow_up is not None else ""
    return f"{asked_back}{place} · {question.section}"


def headline_of(snapshot: Snapshot) -> str:
    """Return the question, or what stands in its place at the end."""
    if snapshot.state in _OVER:
        return "That is the end of this session."
    return snapshot.question.text if snapshot.question is not None else ""


def _of_listening(snapshot: Snapshot, progress: Progress) -> str:
    if snapshot.finishing:
        return "Finish your sentence"
    if progress.answer_over_in is not None:
        return f"Done in {_seconds(progress.answer_over_in)} · keep talking to go on"
    return f"try {snapshot.attempt}" if snapshot.attempt > 1 else ""


def _hears_resume(snapshot: Snapshot) -> bool:
    deaf = any(notice.about == "microphone" for notice in snapshot.notices)
    return snapshot.hands_free and snapshot.resumable and not deaf


def _going_on(snapshot: Snapshot, progress: Progress) -> str:
    if snapshot.goes_on:
        return "Going on in a moment"
    if progress.going_on_in is None:
        return ""
    what = "Finishing" if snapshot.position >= snapshot.total else "Next question"
    if snapshot.looks_back:
        what = "Back to the question"
    return f"{what} in {_seconds(progress.going_on_in)}"


def _seconds(left: float) -> str:
    return f"{max(1, ceil(left))} s"
