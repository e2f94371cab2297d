"""Removal of the loudspeaker's sound from the microphone's, and suppression of residual echo."""

from collections import deque
from enum import Enum, auto
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.samples import SPEECH_RATE, Samples


class SoundOrigin(Enum):
    """Whose sound it can be."""

    NOT_OURS = auto()
    """Nothing was played that could be heard in it."""
    SOMEBODY = auto()
    """It is louder than our own voice can be in it."""
    MAYBE_OURS = auto()
    """It is what an echo canceller left, which now and then lets our own voice through."""


class HeardSound(NamedTuple):
    """A block of sound at 16 kHz."""

    samples: Samples
    whose: SoundOrigin = SoundOrigin.NOT_OURS


SampleFrames: TypeAlias = NDArray[np.float32]
"""Samples, shape (frames, samples of 10 ms)."""


_SMOOTHING: Final = 0.25
"""How far the power of the newest 10 ms moves the mean: a time constant of 40 ms."""


_REMOVED: Final = 16.0
"""Where the canceller took away all but a sixteenth (12 dB), what it left is what it missed."""


_AUDIBLE: Final = 1e-6
"""The power of a frame that teaches something of the path: -60 dBFS."""


_LEARNING: Final = 150
"""Audible frames after which the canceller knows the path: 1.5 s of speech."""


_LOST: Final = 300
"""Audible frames after which it is believed again in any case: it needs up to 2 s of speech."""


_FOUND_AGAIN: Final = 100
"""Audible frames in a row of which it takes almost all after which it has found it before."""


_COMES_BACK: Final = 40
"""Frames within which what was played comes back: delays that are not known, and the room."""


_LEAST_SEEN: Final = 50
"""Frames of nothing but our own sound after which it is known how loud that comes back."""


_NOTHING_CAME: Final = 100
"""Audible frames in a row without anything heard after which it is known that nothing comes back,
as with headphones: 1 s of speech, more than it can be under way."""


_FORGETTING: Final = 0.999
"""What is left after 10 ms of the loudest way back that was seen: 0.4 dB less in a second."""


_FADING: Final = 0.999
"""What is left after 10 ms of how loud the voice was: 0.4 dB less in a second."""


_GROWING: Final = 1.03
"""How far 10 ms may raise it once it is known: 13 dB in a second. The canceller takes who begins to
speak for our own sound, but not for long."""


_LOUDER: Final = 4.0
"""What is 6 dB louder than our own sound ever came back is somebody else's."""


_SOFT: Final = 0.01
"""What is left 20 dB below the loudest that our own sound came back is the end of its echo, which
lasts longer in a room than the canceller can know."""


_SOFT_AT_FIRST: Final = 0.1
"""The same while the canceller is believed already and still learns."""


_LEARNED: Final = 600
"""Audible frames after which it learns hardly any more: 6 s of speech."""


class SuppressedFrames(NamedTuple):
    """What is surely not the loudspeaker's sound, frame by frame, and zeros elsewhere."""

    frames: SampleFrames
    louder: NDArray[np.bool_]
    """Whether a frame is louder than the loudspeaker can be in it."""


class ResidualEchoSuppressor:
    """Chooses, for each frame of 10 ms, what is surely not the loudspeaker's sound.

    Before anything is known of the path from the loudspeaker to the microphone, only what is far
    louder than the voice is let through. Later a frame is silenced of which the canceller took
    almost all or left hardly anything, and left as it was heard where it is louder than the
    loudspeaker can be: a canceller also takes from who speaks over it, most at the first words. In
    ``doubt`` it is for a while as at the beginning. One thread.
    """

    def __init__(self) -> None:
        self._heard = 0.0
        self._left = 0.0
        self._sent = 0.0
        self._lately: deque[float] = deque([0.0], maxlen=_COMES_BACK)
        self._to_learn = _LEARNING
        """Audible frames until the canceller is believed, at most."""
        self._doubted = False
        self._to_know_well = _LEARNED
        """Audible frames until it learns hardly any more."""
        self._found = 0
        """Frames in a row as in _FOUND_AGAIN."""
        self._voice = 0.0
        """How loud the voice is where it is loud."""
        self._seen = 0
        self._unheard = 0
        """Frames in a row as in _NOTHING_CAME."""
        self._way_back = 0.0
        """The greatest ratio seen of our own sound's power as heard and as played."""

    def doubt(self) -> None:
        """Believe the canceller no more until it takes what is played away again for a second.

        It was shown that at the wrong time. It is also believed after 3 s of speech, and all the
        time where nothing ever came back, as with headphones: it has nothing to take away.
        """
        if self._seen >= (1 if self._to_learn else _LEAST_SEEN):
            self._to_learn, self._found, self._doubted = _LOST, 0, True
            self._to_know_well = _LEARNED

    def chosen(
        self, heard: SampleFrames, played: SampleFrames, left: SampleFrames
    ) -> SuppressedFrames:
        """Return for each frame that of ``heard``, of ``left``, or zeros.

        ``heard``, ``played`` and ``left`` are frames of the microphone, the loudspeaker and the
        canceller, all of one shape (frames, samples).
        """
        powers = [np.mean(np.square(each), axis=1).tolist() for each in (heard, played, left)]
        found, louder = np.zeros_like(left), np.zeros(len(left), dtype=np.bool_)
        for place, frame in enumerate(zip(*powers, strict=True)):
            self._take(*frame)
            if self._louder():
                found[place], louder[place] = heard[place], True
            elif self._believable():
                found[place] = left[place]
        return SuppressedFrames(found, louder)

    def _take(self, heard: float, played: float, left: float) -> None:
        self._heard += _SMOOTHING * (heard - self._heard)
        self._left += _SMOOTHING * (left - self._left)
        self._sent += _SMOOTHING * (played - self._sent)
        self._lately.append(self._sent)
        self._voice = max(self._voice * _FADING, self._sent)
        self._to_learn -= self._to_learn > 0 and played > _AUDIBLE
        self._to_know_well -= self._to_know_well > 0 and played > _AUDIBLE
        self._way_back *= _FORGETTING
        self._nothing_came(heard, played)
        loudest = max(self._lately)
        taken = self._left * _REMOVED < self._heard
        if loudest > _AUDIBLE and self._heard > _AUDIBLE:
            self._found = self._found + 1 if taken else 0
            if self._doubted and self._found >= _FOUND_AGAIN:
                self._to_learn = 0
        if loudest > _AUDIBLE and taken:
            self._seen += 1
            ratio = self._heard / loudest
            if self._seen > _LEAST_SEEN:
                ratio = min(ratio, _GROWING * self._way_back)
            self._way_back = max(self._way_back, ratio)

    def _nothing_came(self, heard: float, played: float) -> None:
        """Learn of the way back where nothing is heard: it is less than can be heard."""
        if heard > _AUDIBLE:
            self._unheard = 0
        self._unheard += heard <= _AUDIBLE < played
        if self._unheard >= _NOTHING_CAME:
            self._seen = max(self._seen, _LEAST_SEEN)
            self._way_back = max(self._way_back, _AUDIBLE / self._voice)

    def _louder(self) -> bool:
        """Tell whether it is louder than our own sound can be."""
        if self._to_learn:
            return self._heard > _LOUDER * self._voice
        known = self._seen >= _LEAST_SEEN
        return self._heard > _LOUDER * max(self._lately) * (self._way_back if known else 1.0)

    def _believable(self) -> bool:
        """Tell whether what is left can be somebody else's sound."""
        if self._to_learn or self._left * _REMOVED <= self._heard:
            return False
        soft = _SOFT_AT_FIRST if self._to_know_well else _SOFT
        return self._left > soft * self._way_back * self._voice


FRAME: Final = SPEECH_RATE // 100
"""Samples that the canceller takes at a time."""


_INSIDE: Final = 128
"""Samples by which what the canceller gives is late."""


class WebRtcEchoCanceller:
    """WebRTC's third echo canceller (AEC3) on blocks of any length; 16 kHz; one thread.

    What it gives is up to 20 ms late: up to a frame that waits to be full, and 8 ms inside. It
    finds a delay from 0 to about 0.5 s between the two by itself, and the path within a second or
    two of sound. ``MachineError`` where the library cannot be loaded.
    """

    def __init__(self) -> None:
        try:
            from pywebrtc_audio import EchoCanceller
        except (ImportError, OSError) as error:
            raise MachineError(
                f"What keeps the program from hearing itself cannot be loaded: {error}.",
                "Install Mock Interviewer again.",
            ) from error
        self._canceller: Any = EchoCanceller(SPEECH_RATE)
        self._residue = ResidualEchoSuppressor()
        self.forget_block()

    def forget_block(self) -> None:
        """Begin a new stretch, keeping what is known of the path."""
        self._near: Samples = np.zeros(0, dtype=np.float32)
        self._far: Samples = np.zeros(0, dtype=np.float32)
        self._late: Samples = np.zeros(_INSIDE, dtype=np.float32)
        self._clean: Samples = np.zeros(FRAME, dtype=np.float32)
        self._louder = np.zeros(FRAME, dtype=np.bool_)

    def doubt(self) -> None:
        """Let through what is far louder than ``far`` only, until the path may be found anew.

        For when ``near`` and ``far`` do not lie beside each other as before.
        """
        self._residue.doubt()

    def without(self, near: Samples, far: Samples) -> HeardSound:
        """Return as many samples of ``near``, the microphone's, without the sound of ``far``."""
        self._near = np.concatenate([self._near, near])
        self._far = np.concatenate([self._far, far])
        whole = len(self._near) // FRAME * FRAME
        if whole:
            heard, played = self._near[:whole], self._far[:whole]
            self._near, self._far = self._near[whole:], self._far[whole:]
            left = self._canceller.process(heard, played)
            late = np.concatenate([self._late, heard])
            late, self._late = late[:whole], late[whole:]
            chosen = self._residue.chosen(_frames(late), _frames(played), _frames(left))
            self._clean = np.concatenate([self._clean, chosen.frames.reshape(-1)])
            self._louder = np.concatenate([self._louder, np.repeat(chosen.louder, FRAME)])
        count = len(near)
        given, self._clean = self._clean[:count], self._clean[count:]
        louder, self._louder = self._louder[:count], self._louder[count:]
        somebody = 2 * np.count_nonzero(louder) > count
        return HeardSound(given, SoundOrigin.SOMEBODY if somebody else SoundOrigin.MAYBE_OURS)


def _frames(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    return samples.reshape(-1, FRAME)
