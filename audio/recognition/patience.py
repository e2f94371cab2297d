"""How long to wait for somebody who has fallen silent: by what was said last, and by a setting."""

from collections.abc import Mapping
from enum import StrEnum

from mock_interviewer.audio.recognition.endings import Ending, ending_of
from mock_interviewer.audio.recognition.languages import ENGLISH


class Patience(StrEnum):
    """How much time people have to think."""

    PATIENT = "patient"
    NORMAL = "normal"
    BRISK = "brisk"
    KEY_ONLY = "key_only"
    """An answer is over when a key says so, never by itself."""


BEGINNING = 4.0
"""Seconds of speech up to which an answer has hardly begun."""

_NORMAL: Mapping[Ending, float] = {
    Ending.CLOSED: 1.8,
    Ending.SUMMED_UP: 2.3,
    Ending.WHOLE: 4.6,
    Ending.ANNOUNCED: 7.0,
    Ending.OPEN: 7.0,
    Ending.THINKING: 10.0,
}
"""Seconds. Nobody is cut in on who thinks for 4 s, unless the words say that nothing follows."""
_SHARE: Mapping[Patience, float] = {
    Patience.PATIENT: 1.6,
    Patience.NORMAL: 1.0,
    Patience.BRISK: 0.6,
}
_UNKNOWN = Ending.WHOLE
_HARDLY_BEGUN = Ending.ANNOUNCED


def wait_after(
    text: str, spoken: float, patience: Patience, language: str = ENGLISH
) -> float | None:
    """Return the seconds of silence after which what was said counts as a whole answer.

    ``text`` is what was understood of ``spoken`` seconds of speech. In another language than
    English, and where nothing was understood, silence alone decides. None: never, because a key
    decides or nothing was said yet.
    """
    if patience is Patience.KEY_ONLY or (spoken <= 0 and not text.strip()):
        return None
    return _NORMAL[_ending(text, spoken, language)] * _SHARE[patience]


def least_wait(patience: Patience) -> float | None:
    """Return the shortest of all waits in seconds; None where a key decides."""
    return None if patience is Patience.KEY_ONLY else min(_NORMAL.values()) * _SHARE[patience]


def longest_wait(patience: Patience) -> float | None:
    """Return the longest of all waits in seconds; None where a key decides."""
    return None if patience is Patience.KEY_ONLY else max(_NORMAL.values()) * _SHARE[patience]


def _ending(text: str, spoken: float, language: str) -> Ending:
    if language != ENGLISH or not text.strip():
        return _UNKNOWN
    ending = ending_of(text)
    if spoken < BEGINNING and ending in (Ending.WHOLE, Ending.SUMMED_UP):
        return _HARDLY_BEGUN
    return ending
