"""Cancellation of the loudspeaker's echo in the microphone's sound, with residual suppression."""

from collections import deque
from enum import Enum, auto
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.samples import SPEECH_RATE, Samples


class SoundOrigin(Enum):
    """Where a sound may come from."""

    CLEAN = auto()
    """Nothing audible was played, so our own voice cannot be in it."""
    PERSON = auto()
    """It is louder than our own voice can be, so it is a person's."""
    MAYBE_OWN_VOICE = auto()
    """It is what an echo canceller left, through which our own voice may leak now and then."""


class HeardSound(NamedTuple):
    """A block of 16 kHz sound, and its possible origin."""

    samples: Samples
    origin: SoundOrigin = SoundOrigin.CLEAN


SampleFrames: TypeAlias = NDArray[np.float32]
"""Samples, shape (frames, samples of 10 ms)."""


_SMOOTHING: Final = 0.25
"""Weight of the newest 10 ms in the mean power: a time constant of 40 ms."""


_REMOVED: Final = 16.0
"""Where the canceller removed all but a sixteenth (12 dB), the rest is echo that it missed."""


_AUDIBLE: Final = 1e-6
"""The power from which on a frame tells something about the echo path: -60 dBFS."""


_LEARNING: Final = 150
"""Audible frames after which the canceller knows the echo path: 1.5 s of speech."""


_LOST: Final = 300
"""Audible frames after which it is trusted again in any case: it needs up to 2 s of speech."""


_FOUND_AGAIN: Final = 100
"""Consecutive audible frames of which it removes almost all: then it has found the path sooner."""


_ECHO_DELAY: Final = 40
"""Frames within which played sound returns: unknown delays, and the room."""


_LEAST_SEEN: Final = 50
"""Frames of nothing but our own sound after which the loudness of its echo is known."""


_NO_ECHO: Final = 100
"""Consecutive audible frames with nothing in the microphone after which it is known that there is
no echo, as with headphones: 1 s of speech, more than any delay."""


_GAIN_DECAY: Final = 0.999
"""Factor on the greatest echo gain seen, for each 10 ms: 0.4 dB a second."""


_VOICE_DECAY: Final = 0.999
"""Factor on the loudness of the voice, for each 10 ms: 0.4 dB a second."""


_GAIN_GROWTH: Final = 1.03
"""The most by which 10 ms may raise the echo gain once it is known: 13 dB a second. The canceller
mistakes a person who begins to speak for our own sound, but not for long."""


_LOUDER: Final = 4.0
"""Sound 6 dB louder than our own echo ever was comes from somebody else."""


_SOFT: Final = 0.01
"""A rest 20 dB below the loudest echo of our own sound is the end of that echo, which lasts longer
in a room than the canceller can model."""


_SOFT_AT_FIRST: Final = 0.1
"""The same while the canceller is trusted already but still learning."""


_LEARNED: Final = 600
"""Audible frames after which it hardly learns any more: 6 s of speech."""


class SuppressedFrames(NamedTuple):
    """Frames that are certainly not the loudspeaker's sound, and zeros for all others."""

    frames: SampleFrames
    louder: NDArray[np.bool_]
    """For each frame, whether it is louder than the loudspeaker can be in it."""


class ResidualEchoSuppressor:
    """Passes the 10 ms frames that are certainly not the loudspeaker's sound; for one thread.

    While the path from the loudspeaker to the microphone is unknown, only frames much louder than
    the voice pass. Later, a frame is silenced if the canceller removed almost all of it or left
    hardly anything. A frame louder than the loudspeaker can be passes as the microphone delivered
    it: a canceller also removes part of a person's voice that overlaps with ours, most of all the
    first words. After ``reset_learning`` it acts for a while as at the beginning.
    """

    def __init__(self) -> None:
        self._heard = 0.0
        self._left = 0.0
        self._sent = 0.0
        self._recently_sent: deque[float] = deque([0.0], maxlen=_ECHO_DELAY)
        self._to_learn = _LEARNING
        """The most audible frames until the canceller is trusted."""
        self._distrusted = False
        self._to_learn_well = _LEARNED
        """Audible frames until it hardly learns any more."""
        self._found = 0
        """Consecutive frames as in _FOUND_AGAIN."""
        self._voice = 0.0
        """The power of the loud parts of the voice."""
        self._seen = 0
        self._unheard = 0
        """Consecutive frames as in _NO_ECHO."""
        self._echo_gain = 0.0
        """The greatest ratio seen of our own sound's power as heard and as played."""

    @property
    def trusts_canceller(self) -> bool:
        """Whether the echo path counts as learned."""
        return not self._to_learn

    def reset_learning(self) -> None:
        """Distrust the canceller until it has removed the played sound again for a second.

        Call this when the timing of the played sound was wrong. The canceller is also trusted again
        after 3 s of speech, and all the time if there never was an echo, as with headphones: then
        it has nothing to remove.
        """
        if self._seen >= (1 if self._to_learn else _LEAST_SEEN):
            self._to_learn, self._found, self._distrusted = _LOST, 0, True
            self._to_learn_well = _LEARNED

    def suppress(
        self, heard: SampleFrames, played: SampleFrames, left: SampleFrames
    ) -> SuppressedFrames:
        """Return each frame as in ``heard`` or as in ``left``, or zeros for it.

        ``heard``, ``played``, and ``left`` are frames of the microphone, the loudspeaker, and the
        canceller, all of one shape (frames, samples).
        """
        powers = [np.mean(np.square(each), axis=1).tolist() for each in (heard, played, left)]
        found, louder = np.zeros_like(left), np.zeros(len(left), dtype=np.bool_)
        for place, frame in enumerate(zip(*powers, strict=True)):
            self._learn(*frame)
            if self._louder():
                found[place], louder[place] = heard[place], True
            elif self._is_a_person():
                found[place] = left[place]
        return SuppressedFrames(found, louder)

    def _learn(self, heard: float, played: float, left: float) -> None:
        self._heard += _SMOOTHING * (heard - self._heard)
        self._left += _SMOOTHING * (left - self._left)
        self._sent += _SMOOTHING * (played - self._sent)
        self._recently_sent.append(self._sent)
        self._voice = max(self._voice * _VOICE_DECAY, self._sent)
        self._to_learn -= self._to_learn > 0 and played > _AUDIBLE
        self._to_learn_well -= self._to_learn_well > 0 and played > _AUDIBLE
        self._echo_gain *= _GAIN_DECAY
        self._watch_for_no_echo(heard, played)
        loudest = max(self._recently_sent)
        taken = self._left * _REMOVED < self._heard
        if loudest > _AUDIBLE and self._heard > _AUDIBLE:
            self._found = self._found + 1 if taken else 0
            if self._distrusted and self._found >= _FOUND_AGAIN:
                self._to_learn = 0
        if loudest > _AUDIBLE and taken:
            self._seen += 1
            ratio = self._heard / loudest
            if self._seen > _LEAST_SEEN:
                ratio = min(ratio, _GAIN_GROWTH * self._echo_gain)
            self._echo_gain = max(self._echo_gain, ratio)

    def _watch_for_no_echo(self, heard: float, played: float) -> None:
        """Learn the echo gain where nothing is heard: it is below the audible."""
        if heard > _AUDIBLE:
            self._unheard = 0
        self._unheard += heard <= _AUDIBLE < played
        if self._unheard >= _NO_ECHO:
            self._seen = max(self._seen, _LEAST_SEEN)
            self._echo_gain = max(self._echo_gain, _AUDIBLE / self._voice)

    def _louder(self) -> bool:
        """Return whether the microphone is louder than our own sound can be."""
        if self._to_learn:
            return self._heard > _LOUDER * self._voice
        known = self._seen >= _LEAST_SEEN
        return self._heard > _LOUDER * max(self._recently_sent) * (
            self._echo_gain if known else 1.0
        )

    def _is_a_person(self) -> bool:
        """Return whether the canceller's rest can be somebody else's sound."""
        if self._to_learn or self._left * _REMOVED <= self._heard:
            return False
        soft = _SOFT_AT_FIRST if self._to_learn_well else _SOFT
        return self._left > soft * self._echo_gain * self._voice


FRAME: Final = SPEECH_RATE // 100
"""Samples that the canceller processes at a time."""


_INTERNAL_DELAY: Final = 128
"""Samples by which the canceller's output is late."""


class WebRtcEchoCanceller:
    """WebRTC's third echo canceller (AEC3) on 16 kHz blocks of any length; for one thread.

    Its output is up to 20 ms late: at most one frame that is still incomplete, and 8 ms of internal
    delay. By itself it finds a delay from 0 to about 0.5 s between loudspeaker and microphone, and
    learns the echo path within a second or two of sound. Raises MachineError if the library cannot
    be loaded.
    """

    def __init__(self) -> None:
        try:
            from pywebrtc_audio import EchoCanceller
        except (ImportError, OSError) as error:
            raise MachineError(
                f"Echo cancellation can't be loaded: {error}.",
                "Reinstall Mock Interviewer.",
            ) from error
        self._canceller: Any = EchoCanceller(SPEECH_RATE)
        self._residual = ResidualEchoSuppressor()
        self.start_stretch()

    def start_stretch(self) -> None:
        """Start a new stretch of sound, keeping what is known of the echo path."""
        self._near: Samples = np.zeros(0, dtype=np.float32)
        self._far: Samples = np.zeros(0, dtype=np.float32)
        self._late: Samples = np.zeros(_INTERNAL_DELAY, dtype=np.float32)
        self._clean: Samples = np.zeros(FRAME, dtype=np.float32)
        self._louder = np.zeros(FRAME, dtype=np.bool_)

    @property
    def trusted(self) -> bool:
        """Whether the echo path counts as learned."""
        return self._residual.trusts_canceller

    def distrust(self) -> None:
        """Pass only sound much louder than ``far`` until the echo path has been found again.

        Call this when the alignment of ``near`` and ``far`` has changed.
        """
        self._residual.reset_learning()

    def remove_echo(self, near: Samples, far: Samples) -> HeardSound:
        """Return as many samples as ``near``, the microphone's, without the echo of ``far``."""
        self._near = np.concatenate([self._near, near])
        self._far = np.concatenate([self._far, far])
        whole = len(self._near) // FRAME * FRAME
        if whole:
            heard, played = self._near[:whole], self._far[:whole]
            self._near, self._far = self._near[whole:], self._far[whole:]
            left = self._canceller.process(heard, played)
            late = np.concatenate([self._late, heard])
            late, self._late = late[:whole], late[whole:]
            passed = self._residual.suppress(_frames(late), _frames(played), _frames(left))
            self._clean = np.concatenate([self._clean, passed.frames.reshape(-1)])
            self._louder = np.concatenate([self._louder, np.repeat(passed.louder, FRAME)])
        count = len(near)
        clean, self._clean = self._clean[:count], self._clean[count:]
        louder, self._louder = self._louder[:count], self._louder[count:]
        person = 2 * np.count_nonzero(louder) > count
        return HeardSound(clean, SoundOrigin.PERSON if person else SoundOrigin.MAYBE_OWN_VOICE)


def _frames(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    return samples.reshape(-1, FRAME)
