"""When somebody begins to speak and stops, told window by window while sound arrives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mock_interviewer.audio.recognition.silence import (
    BRIDGE,
    NEAR,
    OFFSET,
    ONSET,
    SURE,
    SURE_WINDOWS,
    WINDOW,
)
from mock_interviewer.audio.types import SPEECH_RATE

_BRIDGE = round(BRIDGE * SPEECH_RATE / WINDOW)
_NEAR = round(NEAR * SPEECH_RATE / WINDOW)


@dataclass(frozen=True)
class Change:
    """Somebody speaks, or nobody does any more, since ``at`` seconds of the recording."""

    speaking: bool
    at: float


class VoiceActivity:
    """Tells speech from sound as ``speech_stretches`` does, as far as it can be told at once.

    A sound is speech once it is surely so, or was begun within NEAR of sure speech: a mumble that
    only later speech makes believable is told with that. The end of speech is known BRIDGE
    seconds after it. One thread, one recording.
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
        self.speaking = False
        """Whether somebody was told to speak, and not to have stopped."""

    def feed(self, chances: Iterable[float]) -> Iterator[Change]:
        """Take the chances of speech in the next windows; yield the changes in order."""
        for chance in chances:
            change = self._next(chance)
            if change is not None:
                yield change

    def _next(self, chance: float) -> Change | None:
        here = self._windows
        self._windows += 1
        if chance >= (ONSET if self._start is None else OFFSET):
            self._start = here if self._start is None else self._start
            self._last = here + 1
            self._sure += chance >= SURE
            return self._begun(self._start)
        if self._start is None or here - self._last < _BRIDGE:
            return None
        return self._ended()

    def _begun(self, start: int) -> Change | None:
        if self.speaking:
            return None
        near = self._sure_end is not None and start - self._sure_end <= _NEAR
        self.speaking = near or self._sure >= SURE_WINDOWS
        return Change(True, _seconds(start)) if self.speaking else None

    def _ended(self) -> Change | None:
        if self._sure >= SURE_WINDOWS:
            self._sure_end = self._last
        told, self.speaking = self.speaking, False
        self._start, self._sure = None, 0
        return Change(False, _seconds(self._last)) if told else None


def _seconds(window: int) -> float:
    return window * WINDOW / SPEECH_RATE
