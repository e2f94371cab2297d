"""When somebody begins to speak and stops, told window by window while sound arrives."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from mock_interviewer.audio.recognition.silence import (
    BRIDGE,
    NEAR,
    OFFSET,
    ONSET,
    SURE,
    SURE_WINDOWS,
    WINDOW,
    windows,
)
from mock_interviewer.audio.types import SPEECH_RATE

_BRIDGE = windows(BRIDGE)
_NEAR = windows(NEAR)
_AGAIN = 8
"""Windows after which silence that goes on is told again: a quarter of a second."""


class Bar(NamedTuple):
    """The chances from which on a sound is surely speech."""

    sure: float
    """In SURE_WINDOWS windows of it."""
    at_once: float = math.inf
    """In a single one."""


ORDINARY: Final = Bar(SURE)


@dataclass(frozen=True)
class Presence:
    """Somebody speaks, or nobody does, since ``at`` seconds of the recording.

    ``heard`` seconds of it were listened to.
    """

    speaking: bool
    at: float
    heard: float


class VoiceActivity:
    """Tells speech from sound as ``speech_stretches`` does, as far as it can be told at once.

    A sound is speech once it is surely so, or was begun within NEAR of sure speech: a mumble that
    only later speech makes believable is told with that. The end of speech is known BRIDGE
    seconds after it, and told again while silence goes on, so that whoever waits knows how far that
    is sure. One thread, one recording.
    """

    def __init__(self) -> None:
        self._windows = 0
        """Windows that were fed."""
        self._start: int | None = None
        """The window at which the present sound began; None where there is none."""
        self._last = 0
        """The window after the last one that may be speech."""
        self._sure = 0
        """Windows of the present sound that are surely speech."""
        self._sure_end: int | None = None
        """The window after the last sound that was surely speech."""
        self._silent = 0
        """The window from which on nobody was told to speak."""
        self._told = 0
        """Windows that were fed when something was told last."""
        self.speaking = False
        """Whether somebody was told to speak, and not to have stopped."""

    def feed(self, chances: Iterable[float], *, bar: Bar = ORDINARY) -> Iterator[Presence]:
        """Take the chances of speech in the next windows; yield what is to be told, in order."""
        for chance in chances:
            found = self._next(chance, bar)
            if found is not None:
                self._told = self._windows
                yield found

    def _next(self, chance: float, bar: Bar) -> Presence | None:
        found = self._changed(chance, bar)
        if found is None and not self.speaking and self._windows - self._told >= _AGAIN:
            return self._found(self._silent)
        return found

    def _changed(self, chance: float, bar: Bar) -> Presence | None:
        here = self._windows
        self._windows += 1
        if chance >= (ONSET if self._start is None else OFFSET):
            self._start = here if self._start is None else self._start
            self._last = here + 1
            self._sure += SURE_WINDOWS if chance >= bar.at_once else chance >= bar.sure
            return self._begun(self._start)
        if self._start is None or here - self._last < _BRIDGE:
            return None
        return self._ended()

    def _begun(self, start: int) -> Presence | None:
        if self.speaking:
            return None
        near = self._sure_end is not None and start - self._sure_end <= _NEAR
        self.speaking = near or self._sure >= SURE_WINDOWS
        return self._found(start) if self.speaking else None

    def _ended(self) -> Presence | None:
        if self._sure >= SURE_WINDOWS:
            self._sure_end = self._last
        told, self.speaking = self.speaking, False
        self._start, self._sure = None, 0
        if not told:
            return None
        self._silent = self._last
        return self._found(self._silent)

    def _found(self, window: int) -> Presence:
        return Presence(self.speaking, _seconds(window), _seconds(self._windows))


def _seconds(window: int) -> float:
    return window * WINDOW / SPEECH_RATE
