"""When an answer is over, decided from silence, the words before it, and a setting for patience.

Times are seconds of the recording, and the caller brings the clock. Nothing here waits, listens or
shows anything.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from mock_interviewer.audio.recognition.endpointing.end_probability import odds_of_end
from mock_interviewer.audio.recognition.endpointing.utterance_ending import (
    UtteranceEnding,
    ending_of,
    sentence_words,
)
from mock_interviewer.audio.recognition.models.languages import ENGLISH


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


_BY_ENDING: Mapping[UtteranceEnding, float] = {
    UtteranceEnding.ANNOUNCED: 7.0,
    UtteranceEnding.OPEN: 7.0,
    UtteranceEnding.THINKING: 10.0,
}
"""Seconds after what is surely no end, whatever the odds."""


_UNKNOWN = 4.6


_HARDLY_BEGUN = _BY_ENDING[UtteranceEnding.ANNOUNCED]


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
    if language != ENGLISH or not sentence_words(text):
        return _UNKNOWN
    ending = ending_of(text)
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if spoken < BEGINNING and ending is not UtteranceEnding.CLOSED:
        return _HARDLY_BEGUN
    return _by_odds(odds_of_end(text))


def _by_odds(odds: float) -> float:
    if odds <= _BY_ODDS[0][0]:
        return _BY_ODDS[0][1]
    for (low, longer), (high, shorter) in pairwise(_BY_ODDS):
        if odds < high:
            return longer + (shorter - longer) * (odds - low) / (high - low)
    return _LEAST


COUNTDOWN = 2.0
"""Seconds of a wait that are counted down, its last ones."""


BEFORE_COUNTDOWN = 0.8
"""Seconds of silence that are a breath, and that captions need to arrive."""


BEHIND = 0.6
"""Seconds of silence that need not be sure yet when a wait ends: they are told four times a
second."""


@dataclass(frozen=True)
class AnswerOpen:
    """The answer goes on, or may well do so."""


@dataclass(frozen=True)
class EndCountdown:
    """The answer is over in ``left`` seconds, of ``of`` that are counted, unless speech goes on.

    None are left where it is not sure yet that nobody spoke meanwhile.
    """

    left: float
    of: float


@dataclass(frozen=True)
class EndReached:
    """The answer is over; its last word ended at ``since`` seconds of the recording."""

    since: float


EndpointState: TypeAlias = AnswerOpen | EndCountdown | EndReached


class Endpointer:
    """One answer as it is spoken. One thread at a time.

    Events may come late, twice and in any order: the times that they bear count.
    """

    def __init__(self, patience: Patience, language: str = ENGLISH) -> None:
        self._patience = patience
        self._language = language
        self._events: list[tuple[float, bool]] = []
        """When silence (False) or speech (True) was found, in the order of time."""
        self._text = ""
        self._current = False
        """Whether the text was told since somebody spoke last."""
        self._begun: float | None = None
        """When the last stretch of speech began."""
        self._silent_since: float | None = None
        """When it ended; None while it goes on."""
        self._spoken = 0.0
        self._heard: float | None = None
        """How far was listened, where that was told."""
        self._wait: float | None = None
        """Seconds of silence after which it is over; None: it is not, however long."""

    def speech(self, at: float) -> None:
        """Somebody began to speak, or speaks, ``at`` seconds of the recording."""
        self._add(at, speaking=True)

    def silence(self, at: float, heard: float | None = None) -> None:
        """Speech ended, or nobody speaks, ``at`` seconds of the recording.

        ``heard`` is how far was listened. Where that is told, an answer is not over while the
        listener lags behind, except after the longest wait of the setting.
        """
        if heard is not None:
            self._heard = max(heard, self._heard or 0.0)
        self._add(at, speaking=False)

    def understood(self, text: str) -> None:
        """Take all that was understood so far, settled or not, each time that it changes."""
        self._text = text
        self._current = True
        self._consider()

    def at(self, now: float) -> EndpointState:
        """Return how it stands ``now``: changes nothing, and may be asked for any time."""
        since, wait = self._silent_since, self._wait
        if since is None or wait is None:
            return AnswerOpen()
        left = since + wait - now
        counted = min(COUNTDOWN, wait - BEFORE_COUNTDOWN)
        if left <= 0 and self._is_sure(since, wait, now):
            return EndReached(since)
        return EndCountdown(max(0.0, left), counted) if left <= counted else AnswerOpen()

    def _is_sure(self, since: float, wait: float, now: float) -> bool:
        if self._heard is None or self._heard >= since + wait - BEHIND:
            return True
        longest = longest_wait(self._patience)
        return longest is not None and now >= since + longest

    def _consider(self) -> None:
        # Words that are older than the last ones spoken tell nothing of how these end.
        text = self._text if self._current else ""
        self._wait = wait_after(text, self._spoken, self._patience, self._language)

    def _add(self, at: float, *, speaking: bool) -> None:
        event = at, speaking
        place = bisect_left(self._events, event)
        if self._events[place : place + 1] == [event]:
            return
        self._events.insert(place, event)
        before = self._begun
        self._look_back()
        if self._begun is not None and (before is None or self._begun > before):
            self._current = False
        self._consider()

    def _look_back(self) -> None:
        """Tell stretches of speech from silence; of the same time, speech counts."""
        self._begun, self._silent_since, self._spoken = None, None, 0.0
        speaking = False
        for at, speech in self._events:
            if speech and not speaking:
                self._begun, self._silent_since = at, None
            elif speaking and not speech and self._begun is not None:
                self._silent_since = at
                self._spoken += at - self._begun
            speaking = speech
