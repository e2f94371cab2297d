"""The end of an answer, decided from silence, the words before it, and a setting for patience.

Times are seconds of the recording, and the caller brings the clock.
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
    """How much time a person has to think."""

    PATIENT = "patient"
    NORMAL = "normal"
    BRISK = "brisk"
    KEY_ONLY = "key_only"
    """Only a key ends an answer."""


BEGINNING = 4.0
"""Seconds of speech up to which an answer has only begun."""
_BY_ODDS = ((-6.0, 6.0), (-3.0, 4.8), (-0.1, 4.5), (0.0, 2.4), (2.0, 1.8))
"""Pairs of log odds of an end and the wait in seconds after a sentence; interpolated between.

Steep around 0: a wait of 2.5 to 4 s would interrupt people and save hardly any time. In the
development half of the pause set, recognized live, 35 of 52 ends are above 0 (31 of the 32 that say
so, 4 of the 20 others), and 1 of 102 pauses of up to 4 s. In other answers, not used for training,
16 % of the last sentences are and 6 % of those before; of endings written to be heard, 66 %."""
_BY_ENDING: Mapping[UtteranceEnding, float] = {
    UtteranceEnding.ANNOUNCED: 7.0,
    UtteranceEnding.OPEN: 7.0,
    UtteranceEnding.THINKING: 10.0,
}
"""Wait in seconds after what is surely not the end, whatever the odds."""
_UNKNOWN = 4.6
_BARELY_BEGUN = _BY_ENDING[UtteranceEnding.ANNOUNCED]
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
    """Return the seconds of silence after which an answer counts as complete.

    ``text`` is what was recognized in ``spoken`` seconds of speech. In languages other than
    English, and without text, silence alone decides. None: never, because a key decides or
    nothing was said yet.
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
        return _BARELY_BEGUN
    return _by_odds(odds_of_end(text))


def _by_odds(odds: float) -> float:
    if odds <= _BY_ODDS[0][0]:
        return _BY_ODDS[0][1]
    for (low, longer), (high, shorter) in pairwise(_BY_ODDS):
        if odds < high:
            return longer + (shorter - longer) * (odds - low) / (high - low)
    return _LEAST


COUNTDOWN = 2.0
"""The last seconds of a wait, which are counted down."""
BEFORE_COUNTDOWN = 0.8
"""Seconds of silence before a countdown: a breath, and the time that captions need."""
BEHIND = 0.6
"""Seconds at the end of a wait whose silence need not be reported yet: reports come four times a
second."""


@dataclass(frozen=True)
class AnswerOpen:
    """The answer continues, or probably will."""


@dataclass(frozen=True)
class EndCountdown:
    """The answer is over in ``left`` seconds of a countdown of ``of``, unless speech continues.

    ``left`` is 0 while the last silence is not reported yet.
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

    Events may come late, twice and in any order: their times count.
    """

    def __init__(self, patience: Patience, language: str = ENGLISH) -> None:
        self._patience = patience
        self._language = language
        self._events: list[tuple[float, bool]] = []
        """When speech (True) or silence (False) began, in order of time."""
        self._text = ""
        self._current = False
        """Whether the text changed after the last speech began."""
        self._begun: float | None = None
        """When the last stretch of speech began."""
        self._silent_since: float | None = None
        """When it ended; None while it goes on."""
        self._spoken = 0.0
        self._heard: float | None = None
        """How many seconds were analyzed; None if that was never reported."""
        self._wait: float | None = None
        """Seconds of silence after which the answer is over; None for never."""

    def speech_began(self, at: float) -> None:
        """Note that there is speech at ``at`` seconds of the recording."""
        self._add(at, speaking=True)

    def speech_ended(self, at: float, heard: float | None = None) -> None:
        """Note that there is silence from ``at`` seconds of the recording.

        ``heard`` is how many seconds were analyzed. With it, an answer is not over while analysis
        lags behind, except after the longest wait of the setting.
        """
        if heard is not None:
            self._heard = max(heard, self._heard or 0.0)
        self._add(at, speaking=False)

    def text_changed(self, text: str) -> None:
        """Note all text that was recognized so far, final or not."""
        self._text = text
        self._current = True
        self._consider()

    def state_at(self, now: float) -> EndpointState:
        """Return the state at ``now``; changes nothing, and may be called at any time."""
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
        # Text from before the last speech says nothing about how that ends.
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
        """Find the last stretch of speech; of events at the same time, speech counts."""
        self._begun, self._silent_since, self._spoken = None, None, 0.0
        speaking = False
        for at, speech in self._events:
            if speech and not speaking:
                self._begun, self._silent_since = at, None
            elif speaking and not speech and self._begun is not None:
                self._silent_since = at
                self._spoken += at - self._begun
            speaking = speech
