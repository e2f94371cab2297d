"""The program's own voice, taken out of what the microphone hears."""

from typing import Final

from mock_interviewer.audio.ear.block_clock import BlockClock, sample
from mock_interviewer.audio.ear.echo import Echo
from mock_interviewer.audio.ear.heard import Heard
from mock_interviewer.audio.ear.played_sound import PlayedSound
from mock_interviewer.audio.player import PlayedBlock
from mock_interviewer.audio.types import SPEECH_RATE, Samples

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


class OwnVoice:
    """Takes the program's own voice out of a microphone's sound, for a detector of speech.

    ``played`` is for ``SoundPlayer.tap``; ``clean`` belongs to one thread. Until about 1.5 s of
    speech were played, the first time, only what is 6 dB louder than that speech is left. What
    ``clean`` gives is for finding speech, not for recordings.
    """

    def __init__(self) -> None:
        self._played = PlayedSound()
        self._clock = BlockClock()
        self._echo: Echo | None = None
        self._lead = _LEAD
        self._heard = 0
        """The sample of the microphone that comes next."""
        self._read = 0
        """The sample of what was played that is read next."""
        self._under_way = False

    def played(self, block: PlayedBlock) -> None:
        """Take note of what a speaker was given; for the device's callback."""
        self._played.keep(block)

    def clean(self, block: Samples, at: float) -> Heard:
        """Return as many samples of the microphone, 16 kHz, without the program's own voice.

        The first was recorded at about ``at``, in seconds of the monotonic clock; blocks come in
        order. The very same samples where nothing was played in the last half second; else they
        are up to 20 ms late. Raises MachineError where the echo canceller cannot be loaded, at the
        first block with something to take out.
        """
        doubtful = self._take_in()
        start, follows = self._clock.place(len(block) / SPEECH_RATE, at)
        first = self._heard if follows else sample(start)
        self._heard = first + len(block)
        far = self._played.read(first + self._lead, len(block))
        self._read = first + self._lead + len(block)
        if first >= self._played.audible_until + _AFTER:
            self._under_way = False
            return Heard(block)
        echo = self._echo = self._echo or Echo()
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
