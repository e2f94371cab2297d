"""When an answer is over: decided from silence and from what was said before it.

Times are seconds of the recording, and whoever asks brings the clock. Nothing here waits, hears or
shows anything.
"""

from bisect import bisect_left
from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.audio.recognition.languages import ENGLISH
from mock_interviewer.audio.recognition.patience import Patience, longest_wait, wait_after

__all__ = ["CountingDown", "Endpointing", "Listening", "Over", "Patience", "State", "wait_after"]

SHOWN = 2.0
"""Seconds of a wait that are counted down, its last ones."""
UNSHOWN = 0.8
"""Seconds of silence that are a breath, and that captions need to arrive."""
BEHIND = 0.6
"""Seconds of silence that need not be sure yet when a wait ends: they are told four times a
second."""


@dataclass(frozen=True)
class Listening:
    """The answer goes on, or may well do so."""


@dataclass(frozen=True)
class CountingDown:
    """The answer is over in ``left`` seconds, of ``of`` that are counted, unless speech goes on.

    None are left where it is not sure yet that nobody spoke meanwhile.
    """

    left: float
    of: float


@dataclass(frozen=True)
class Over:
    """The answer is over; its last word ended at ``since`` seconds of the recording."""

    since: float


State: TypeAlias = Listening | CountingDown | Over


class Endpointing:
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

    def at(self, now: float) -> State:
        """Return how it stands ``now``: changes nothing, and may be asked for any time."""
        since, wait = self._silent_since, self._wait
        if since is None or wait is None:
            return Listening()
        left = since + wait - now
        counted = min(SHOWN, wait - UNSHOWN)
        if left <= 0 and self._is_sure(since, wait, now):
            return Over(since)
        return CountingDown(max(0.0, left), counted) if left <= counted else Listening()

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
