"""Texts about a take's recording and transcript: labels for lists, sentences for its page."""

from mock_interviewer.app.feedback.words import made_range
from mock_interviewer.app.store.database.records import (
    CUT_SHORT,
    DAMAGED,
    RECORDING_REMOVED,
    RECOVERED,
    UNREADABLE,
    TakeStatus,
)
from mock_interviewer.app.store.search.list_rows import TakeListRow
from mock_interviewer.app.text.formatting import clock_time, counted
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.audio.recognition.transcript import Transcript

_MARKS = {
    UNREADABLE: "Data damaged",
    DAMAGED: "Damaged",
    RECOVERED: "Recovered",
    CUT_SHORT: "Cut short",
    "interrupted": "Interrupted",
    "asleep": "Interrupted",
    "stalled": "Interrupted",
    "no-signal": "No signal",
    "gaps": "Has gaps",
}
_SENTENCES = {
    UNREADABLE: "Part of this answer's data is damaged. It will be repaired the next time you open "
    "Mock Interviewer.",
    DAMAGED: "The recording is damaged and may not play to its end.",
    RECOVERED: "Recovered after an interruption; its last second may be missing.",
    CUT_SHORT: "Mock Interviewer was closed during this answer.",
    "interrupted": "The microphone disconnected during this answer.",
    "asleep": "Your computer was asleep for a while during this answer.",
    "stalled": "Mock Interviewer stopped responding for a while during this answer.",
    "no-signal": "The microphone sent no signal during part of this recording.",
    "gaps": "This recording has gaps because the computer couldn't keep up with the microphone.",
    "cleaned": "The microphone sent faulty samples, which were silenced.",
    "limit": "This answer ended at the time limit.",
}

NO_WORDS_TRANSCRIBED = "The speech couldn't be transcribed."
"""About a recording with speech whose transcript has no words."""

_MISSES = "A passage is missing here. You can hear it in the recording."
_AGAIN = "Transcribe it again with a larger model, if you have one."
# The keys are the flags of audio.recognition.heard, which a window need not load.
_LEFT_OUT = {
    "repetition": "The speech model started repeating itself here. The repeated text was left out.",
    "cut-off": "A passage took too long to transcribe and is missing here. You can hear it in "
    "the recording.",
}

_UNBREAKABLE = "\N{NO-BREAK SPACE}"
_MAX_LISTED_FILLERS = 12


def recording_labels(listed: ListedTake) -> tuple[str, ...]:
    """Return short labels for problems with a recording; none for an ordinary or skipped take."""
    if listed.take.status is not TakeStatus.SAVED:
        return ()
    if not listed.has_sound:
        return ("No recording",)
    return tuple(word for flag, word in _MARKS.items() if flag in listed.take.flags)


def recording_note(listed: ListedTake) -> str:
    """Return sentences about problems with an existing recording; "" if it has none."""
    if listed.take.status is not TakeStatus.SAVED or not listed.has_sound:
        return ""
    found = (text for flag, text in _SENTENCES.items() if flag in listed.take.flags)
    return " ".join(found)


def points_made(line: TakeListRow) -> str:
    """Return how many of a take's key points were made, as in "3 of 6" or "3 to 5 of 6".

    Return "" if they were not analyzed.
    """
    if line.coverage is None:
        return ""
    made = made_range(line.points_made or 0, line.points_unsure or 0)
    return f"{made} of {line.points_total}"


def transcript_note(transcript: Transcript) -> str:
    """Return what is missing from a transcript and what helps; "" if it is complete."""
    found = [text for flag, text in _LEFT_OUT.items() if flag in transcript.flags]
    return " ".join([*found, _AGAIN]) if found else ""


def missing_passage(transcript: Transcript) -> str:
    """Return a short note that a passage is missing from a transcript; "" if it is complete."""
    return _MISSES if any(flag in transcript.flags for flag in _LEFT_OUT) else ""


def fillers_note(transcript: Transcript) -> str:
    """Return how many fillers were found, and where; "" if they were not searched for."""
    if transcript.fillers is None:
        return ""
    if not transcript.fillers:
        return "No fillers found."
    named = ", ".join(
        f"{one.text}{_UNBREAKABLE}{clock_time(one.start)}"
        for one in transcript.fillers[:_MAX_LISTED_FILLERS]
    )
    more = " …" if len(transcript.fillers) > _MAX_LISTED_FILLERS else ""
    return f"At least {counted(len(transcript.fillers), 'filler')}: {named}{more}"


def missing_recording(listed: ListedTake) -> str:
    """Return a sentence about a missing recording; "" if it is there or none was expected."""
    if listed.take.status is not TakeStatus.SAVED or listed.has_sound:
        return ""
    if RECORDING_REMOVED in listed.take.flags:
        return (
            "The recording of this answer was removed because you chose to keep recordings for a "
            "limited time. Its transcript is still here."
        )
    kept = "; its transcript is still here" if listed.take.transcript is not None else ""
    return f"The recording of this answer is missing or empty{kept}."
