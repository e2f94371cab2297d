"""Words about a take's recording and transcript: labels for lists, sentences for its page."""

from mock_interviewer.app.store.database.records import (
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
    "interrupted": "The microphone went away during this answer.",
    "asleep": "Your computer was asleep for a while during this answer.",
    "stalled": "The program stopped responding for a while during this answer.",
    "no-signal": "The microphone gave no signal for a part of this recording.",
    "gaps": "This recording has gaps: the computer could not keep up with the microphone.",
    "cleaned": "The microphone gave faulty samples, which were silenced.",
    "limit": "This answer ended at the time limit.",
}

NO_WORDS_TRANSCRIBED = "Nothing of what was said could be written down."
"""Said of a transcript without words, of a recording with speech in it."""

_MISSES = "A passage is missing here; the recording has it."
_AGAIN = "Transcribe it again, with a larger model if you have one."
# The keys are the flags of audio.recognition.heard, which a window need not load.
_LEFT_OUT = {
    "repetition": "The speech model began to repeat itself here, and what it made up was left out.",
    "cut-off": "A passage could not be understood within its time and is missing here; the "
    "recording has it.",
}

_UNBREAKABLE = "\N{NO-BREAK SPACE}"
_NAMED = 12
"""So many fillers are named with their times."""


def recording_labels(listed: ListedTake) -> tuple[str, ...]:
    """Return what is unusual, in a word or two each; nothing for an ordinary or a skipped take."""
    if listed.take.status is not TakeStatus.SAVED:
        return ()
    if not listed.has_sound:
        return ("No recording",)
    return tuple(word for flag, word in _MARKS.items() if flag in listed.take.flags)


def recording_note(listed: ListedTake) -> str:
    """Return the sentences about a recording that is there; empty for an ordinary one."""
    if listed.take.status is not TakeStatus.SAVED or not listed.has_sound:
        return ""
    found = (text for flag, text in _SENTENCES.items() if flag in listed.take.flags)
    return " ".join(found)


def points_made(line: TakeListRow) -> str:
    """Return how many of a take's key points were made; empty where nothing judged them."""
    return "" if line.coverage is None else f"{line.points_made} of {line.points_total}"


def transcript_note(transcript: Transcript) -> str:
    """Return what is missing of a transcript and what helps; empty for an ordinary one."""
    found = [text for flag, text in _LEFT_OUT.items() if flag in transcript.flags]
    return " ".join([*found, _AGAIN]) if found else ""


def missing_passage(transcript: Transcript) -> str:
    """Return in a few words that something is missing of a transcript; else an empty text."""
    return _MISSES if any(flag in transcript.flags for flag in _LEFT_OUT) else ""


def fillers_note(transcript: Transcript) -> str:
    """Return how many fillers were found, and where; empty where nobody looked for them."""
    if transcript.fillers is None:
        return ""
    if not transcript.fillers:
        return "No filler was found."
    named = ", ".join(
        f"{one.text}{_UNBREAKABLE}{clock_time(one.start)}" for one in transcript.fillers[:_NAMED]
    )
    more = " …" if len(transcript.fillers) > _NAMED else ""
    return f"At least {counted(len(transcript.fillers), 'filler')}: {named}{more}"


def missing_recording(listed: ListedTake) -> str:
    """Return the sentence about a recording that is not there; empty where none was to be."""
    if listed.take.status is not TakeStatus.SAVED or listed.has_sound:
        return ""
    if RECORDING_REMOVED in listed.take.flags:
        return (
            "The recording of this answer was removed after the time for which you keep them. "
            "What was written of it is still here."
        )
    kept = "; its transcript is still here" if listed.take.transcript is not None else ""
    return f"The recording of this take is missing or empty{kept}."
