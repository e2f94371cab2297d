"""The program's own voice, aligned with the microphone's sound and removed from it."""

from collections import deque
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mock_interviewer.audio.listening.echo_cancellation import HeardSound, WebRtcEchoCanceller
from mock_interviewer.audio.listening.stream_clocks import BlockClock, sample_at
from mock_interviewer.audio.playback.sound_player import PlayedBlock
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, ToSpeechRate

_KEPT: Final = 16 * SPEECH_RATE
"""Samples that are remembered, including those ahead of the microphone."""


_MOST_WAITING: Final = 1_000
"""Blocks that may wait, about 20 s, so that memory does not fill up if nobody flushes them."""


_AUDIBLE: Final = 1e-4
"""A sample above this (-80 dBFS) is sound."""


_CONTINUES: Final = SPEECH_RATE // 2
"""Samples after its last audible one for which a sound still counts as going on."""


@dataclass(frozen=True)
class PlayedSoundUpdate:
    """Newly placed sound: its first sample, and whether it continues at an unexpected place."""

    first: int
    moved: bool


class PlayedSoundBuffer:
    """The loudspeaker's recent sound at 16 kHz; sample n is heard at n / 16 000 s.

    Times are of the monotonic clock, as exact as the player knows them. ``push`` may be called in a
    device's callback; everything else is for one other thread.
    """

    def __init__(self) -> None:
        self._waiting: deque[PlayedBlock] = deque(maxlen=_MOST_WAITING)
        self._clock = BlockClock()
        self._resampler = ToSpeechRate(SPEECH_RATE)
        self._rate = SPEECH_RATE
        self._kept = np.zeros(_KEPT, dtype=np.float32)
        self.audible_until = 0
        """The sample after the last audible one that is known."""
        self._begin = 0
        """The place of the next samples."""
        self._end = 0
        """The sample after the last one that is remembered."""

    def push(self, block: PlayedBlock) -> None:
        """Queue a block for ``flush``."""
        self._waiting.append(block)

    def flush(self) -> PlayedSoundUpdate | None:
        """Place the queued blocks; return where they begin, or None if there were none."""
        first: int | None = None
        moved = False
        for block in self._queued():
            seconds = len(block.samples) / block.rate
            start, follows = self._clock.place(seconds, block.at, begins=block.begins)
            if not follows or block.rate != self._rate:
                self._rate = block.rate
                self._resampler = ToSpeechRate(block.rate)
                self._begin = sample_at(start)
                moved = moved or self._begin < self.audible_until + _CONTINUES
            first = self._begin if first is None else min(first, self._begin)
            self._write(self._resampler.take(block.samples))
        return None if first is None else PlayedSoundUpdate(first, moved)

    def read(self, start: int, count: int) -> Samples:
        """Return ``count`` samples from ``start`` on; silence if nothing is known."""
        places = np.arange(start, start + count)
        known = (places < self._end) & (places >= self._end - _KEPT)
        return np.where(known, self._kept[places % _KEPT], np.float32(0))

    def _queued(self) -> list[PlayedBlock]:
        """Return the queued blocks in order, with corrected times.

        A stream that starts requests several blocks at once, so the time of a block is often known
        better from the blocks after it.
        """
        blocks = [self._waiting.popleft() for _ in range(len(self._waiting))]
        for place in range(len(blocks) - 2, -1, -1):
            block, after = blocks[place], blocks[place + 1]
            implied = after.at - len(block.samples) / block.rate
            if not after.begins and implied < block.at:
                blocks[place] = replace(block, at=implied)
        return blocks

    def _write(self, samples: Samples) -> None:
        samples = samples[-_KEPT:]
        start, end = self._begin, self._begin + len(samples)
        if start > self._end:
            unknown = np.arange(max(self._end, start - _KEPT), start)
            self._kept[unknown % _KEPT] = 0
        self._kept[np.arange(start, end) % _KEPT] = samples
        if (audible := np.flatnonzero(np.abs(samples) > _AUDIBLE)).size:
            self.audible_until = start + int(audible[-1]) + 1
        self._begin = end
        self._end = max(self._end, end) if start > self._end - _KEPT else end


_LEAD: Final = SPEECH_RATE // 5
"""The most samples by which the played sound may run ahead of the microphone's.

The reported times of both devices may be off by this much, and the canceller does not find an echo
that precedes its sound.
"""


_RESERVE: Final = SPEECH_RATE * 3 // 100
"""Extra samples by which the lead is reduced, so that it seldom changes: the canceller has to adapt
to each change.
"""


_AFTER: Final = SPEECH_RATE // 2
"""Samples after a sound during which a room and a sound server may still return it."""


class OwnVoiceFilter:
    """Removes the program's own voice from a microphone's sound, for a speech detector.

    ``played`` is for ``SoundPlayer.tap``; ``clean`` is for one thread. Until about 1.5 s of speech
    have been played for the first time, only sound 6 dB louder than that speech passes. The output
    of ``clean`` is for detecting speech, not for recordings.
    """

    def __init__(self) -> None:
        self._played = PlayedSoundBuffer()
        self._clock = BlockClock()
        self._echo: WebRtcEchoCanceller | None = None
        self._lead = _LEAD
        self._heard = 0
        """The microphone's next sample."""
        self._read = 0
        """The next sample of the played sound to read."""
        self._under_way = False

    @property
    def lead(self) -> int:
        """The samples by which the played sound runs ahead of the microphone's."""
        return self._lead

    @property
    def trusts_canceller(self) -> bool:
        """Whether the echo path counts as learned."""
        return self._echo is not None and self._echo.trusted

    def played(self, block: PlayedBlock) -> None:
        """Record a block that a speaker was given; for the device's callback."""
        self._played.push(block)

    def clean(self, block: Samples, at: float) -> HeardSound:
        """Return a block of the microphone's 16 kHz sound without the program's own voice.

        Its first sample was recorded at about ``at``, in seconds of the monotonic clock; blocks are
        in order. If nothing was played in the last half second, the same samples are returned;
        otherwise just as many, which are up to 20 ms late. Raises MachineError at the first block
        with something to remove, if the echo canceller cannot be loaded.
        """
        realigned = self._flush_played()
        start, follows = self._clock.place(len(block) / SPEECH_RATE, at)
        first = self._heard if follows else sample_at(start)
        self._heard = first + len(block)
        far = self._played.read(first + self._lead, len(block))
        self._read = first + self._lead + len(block)
        if first >= self._played.audible_until + _AFTER:
            self._under_way = False
            return HeardSound(block)
        echo = self._echo = self._echo or WebRtcEchoCanceller()
        if not self._under_way:
            self._under_way = True
            echo.start_stretch()
        elif realigned or not follows:
            echo.distrust()
        return echo.remove_echo(block, far)

    def _flush_played(self) -> bool:
        """Place the played blocks; reduce the lead if one came too late to be read in its place.

        Returns whether the played sound has moved against the microphone's.
        """
        update = self._played.flush()
        if update is None:
            return False
        late = self._read - update.first
        if late > 0:
            self._lead = max(0, self._lead - late - _RESERVE)
        return late > 0 or update.moved
