"""How long to wait for somebody who has fallen silent: by what was said last, and by a setting."""

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise

from mock_interviewer.audio.recognition.ending_chance import odds_of_end
from mock_interviewer.audio.recognition.endings import Ending, ending_of
from mock_interviewer.audio.recognition.languages import ENGLISH
from mock_interviewer.audio.recognition.sentence_words import words_of


class Patience(StrEnum):
    """How much time people have to think."""

    PATIENT = "patient"
    NORMAL = "normal"
    BRISK = "brisk"
    KEY_ONLY = "key_only"
    """An answer is over when a key says so, never by itself."""


BEGINNING = 4.0
"""Seconds of speech up to which an answer has hardly begun."""

_BY_ODDS = ((-6.0, 6.0), (-3.0, 4.8), (-0.1, 4.5), (0.0, 2.4), (2.0, 1.8))
"""Seconds after whole sentences by the log-odds of an end; between two, in proportion.

Steep about 0: between 2.5 and 4 s a wait would cut in on people and save hardly any. Of the pause
set's development half, heard live, 35 of 52 ends are above 0 (31 of the 32 that say so, 4 of the
20 others), and 1 of 102 pauses up to 4 s. Of sentences of other answers, not learned from, 16 % of
the last ones are and 6 % of those before; of endings that were written to be heard, 66 %."""
_BY_ENDING: Mapping[Ending, float] = {
    Ending.ANNOUNCED: 7.0,
    Ending.OPEN: 7.0,
    Ending.THINKING: 10.0,
}
"""Seconds after what is surely no end, whatever the odds."""
_UNKNOWN = 4.6
_HARDLY_BEGUN = _BY_ENDING[Ending.ANNOUNCED]
_SHARE: Mapping[Patience, float] = {
    Patience.PATIENT: 1.6,
    Patience.NORMAL: 1.0,
    Patience.BRISK: 0.6,
}
_LEAST = _BY_ODDS[-1][1]
_LONGEST = max(_BY_ENDING.values())


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
    return _normal(text, spoken, language) * _SHARE[patience]


def least_wait(patience: Patience) -> float | None:
    """Return the shortest of all waits in seconds; None where a key decides."""
    return None if patience is Patience.KEY_ONLY else _LEAST * _SHARE[patience]


def longest_wait(patience: Patience) -> float | None:
    """Return the longest of all waits in seconds; None where a key decides."""
    return None if patience is Patience.KEY_ONLY else _LONGEST * _SHARE[patience]


def _normal(text: str, spoken: float, language: str) -> float:
    if language != ENGLISH or not words_of(text):
        return _UNKNOWN
    ending = ending_of(text)
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if spoken < BEGINNING and ending is not Ending.CLOSED:
        return _HARDLY_BEGUN
    return _by_odds(odds_of_end(text))


def _by_odds(odds: float) -> float:
    if odds <= _BY_ODDS[0][0]:
        return _BY_ODDS[0][1]
    for (low, longer), (high, shorter) in pairwise(_BY_ODDS):
        if odds < high:
            return longer + (shorter - longer) * (odds - low) / (high - low)
    return _LEAST
