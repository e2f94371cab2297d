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
"""Samples that are remembered, those ahead of the microphone included."""


_MOST_WAITING: Final = 1_000
"""Blocks that may wait, about 20 s: who forgets to ask shall not fill the memory."""


_AUDIBLE: Final = 1e-4
"""A sample above this (-80 dBFS) is sound."""


_CONTINUES: Final = SPEECH_RATE // 2
"""Samples after the last sound within which it still goes on."""


@dataclass(frozen=True)
class PlayedSoundUpdate:
    """What came: its first sample, and whether it goes on elsewhere than it would have."""

    first: int
    moved: bool


class PlayedSoundBuffer:
    """What the loudspeaker was given, at 16 kHz; sample n is heard at n / 16 000 s.

    That is of the monotonic clock, as well as the player can tell. ``keep`` may be called in a
    device's callback, all else belongs to one other thread.
    """

    def __init__(self) -> None:
        self._waiting: deque[PlayedBlock] = deque(maxlen=_MOST_WAITING)
        self._clock = BlockClock()
        self._resampler = ToSpeechRate(SPEECH_RATE)
        self._rate = SPEECH_RATE
        self._kept = np.zeros(_KEPT, dtype=np.float32)
        self.audible_until = 0
        """The sample after the last one that is known and can be heard."""
        self._begin = 0
        """Where the next samples belong."""
        self._end = 0
        """The sample after the last one that is remembered."""

    def keep(self, block: PlayedBlock) -> None:
        """Keep a block for ``take_in``."""
        self._waiting.append(block)

    def take_in(self) -> PlayedSoundUpdate | None:
        """Put the blocks that were kept in their places; return where, None where none were."""
        first: int | None = None
        moved = False
        for block in self._waited():
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
        """Return ``count`` samples from ``start`` on; silence where nothing is known."""
        places = np.arange(start, start + count)
        known = (places < self._end) & (places >= self._end - _KEPT)
        return np.where(known, self._kept[places % _KEPT], np.float32(0))

    def _waited(self) -> list[PlayedBlock]:
        """Return what waits in order.

        A stream that starts asks for several blocks at once, so that a block's time is often told
        better by those after it.
        """
        blocks = [self._waiting.popleft() for _ in range(len(self._waiting))]
        for place in range(len(blocks) - 2, -1, -1):
            block, after = blocks[place], blocks[place + 1]
            told = after.at - len(block.samples) / block.rate
            if not after.begins and told < block.at:
                blocks[place] = replace(block, at=told)
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
"""Samples by which what was played may run ahead of what is heard, at most.

The told times of both devices may be wrong by as much, and no echo is found that comes before its
sound.
"""


_RESERVE: Final = SPEECH_RATE * 3 // 100
"""Samples by which it runs ahead less than it could, so that it seldom changes: each change has to
be found anew.
"""


_AFTER: Final = SPEECH_RATE // 2
"""Samples after a sound in which a room and a sound server may still give it back."""


class OwnVoiceFilter:
    """Takes the program's own voice out of a microphone's sound, for a detector of speech.

    ``played`` is for ``SoundPlayer.tap``; ``clean`` belongs to one thread. Until about 1.5 s of
    speech were played, the first time, only what is 6 dB louder than that speech is left. What
    ``clean`` gives is for finding speech, not for recordings.
    """

    def __init__(self) -> None:
        self._played = PlayedSoundBuffer()
        self._clock = BlockClock()
        self._echo: WebRtcEchoCanceller | None = None
        self._lead = _LEAD
        self._heard = 0
        """The sample of the microphone that comes next."""
        self._read = 0
        """The sample of what was played that is read next."""
        self._under_way = False

    def played(self, block: PlayedBlock) -> None:
        """Take note of what a speaker was given; for the device's callback."""
        self._played.keep(block)

    def clean(self, block: Samples, at: float) -> HeardSound:
        """Return as many samples of the microphone, 16 kHz, without the program's own voice.

        The first was recorded at about ``at``, in seconds of the monotonic clock; blocks come in
        order. The very same samples where nothing was played in the last half second; else they
        are up to 20 ms late. Raises MachineError where the echo canceller cannot be loaded, at the
        first block with something to take out.
        """
        doubtful = self._take_in()
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
            echo.forget_block()
        elif doubtful or not follows:
            echo.doubt()
        return echo.without(block, far)

    def _take_in(self) -> bool:
        """Let less run ahead where something came too late to be read at its place.

        Tell whether what is played lies elsewhere than before, as seen from what is heard.
        """
        taken = self._played.take_in()
        if taken is None:
            return False
        late = self._read - taken.first
        if late > 0:
            self._lead = max(0, self._lead - late - _RESERVE)
        return late > 0 or taken.moved
