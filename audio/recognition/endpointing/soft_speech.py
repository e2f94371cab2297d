"""Soft speech after a pause, heard by the level of the person's own speech.

Who resumes after a pause for thought often begins softly, and the voice detector, whose
probabilities fall with the level, then hears nobody. After some silence, a second detector
therefore hears the same sound amplified, so that speech SOFTER dB below the person's own level is
as loud for it as ordinary speech for the first one.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    SURE,
    WINDOW,
    Probabilities,
    windows,
)
from mock_interviewer.audio.recognition.endpointing.voice_detector import VoiceDetector
from mock_interviewer.audio.samples import Pcm, to_pcm, to_samples

SOFTER: Final = 24.0
"""Decibels. Of 100 restarts of human speech after 1.9 s, softened by 12 to 24 dB, over real and
white noise at -70 and -60 dBFS, the plain detector missed 27 and this one 3; in 12 minutes of real
noise after speech, neither took a sound for speech."""
PAUSE: Final = 0.5
"""Seconds without sure speech after which soft speech counts."""
_ORDINARY: Final = -26.0
"""The level in dBFS at which the voice detector is used to hear speech."""
_SURELY: Final = 0.9
"""The probability from which a window shows the person's level."""
_ENOUGH: Final = windows(1.0)
"""Windows of sure speech after which the level is known."""
_AVERAGED: Final = windows(3.0)
"""Windows of sure speech over which the level is averaged."""
_MOST: Final = 36.0
"""The highest gain in decibels: even a very low microphone is not amplified more."""
_DOUBTFUL: Final = 0.6
"""Amplified noise reaches lower probabilities; they do not count."""


class SoftSpeechDetector:
    """Two voice detectors as one; one thread, one recording.

    ``plain`` and ``sensitive`` are new ones. The probabilities are those of ``plain``, and after a
    pause in the speech of a person whose level is known, the higher of both. They depend only on
    the sound before, not on the blocks in which it comes.
    """

    def __init__(self, plain: VoiceDetector, sensitive: VoiceDetector) -> None:
        self._plain = plain
        self._sensitive = sensitive
        self._rest = np.zeros(0, dtype=np.int16)
        self._level = 0.0
        """The mean level of sure speech in dBFS."""
        self._sure = 0
        """Windows of sure speech."""
        self._silent = 0
        """Windows since one that is surely speech."""

    def feed(self, pcm: Pcm) -> Probabilities:
        """Add 16 kHz sound; return the probability of speech in each window it completed."""
        sound = np.concatenate([self._rest, pcm])
        count = len(sound) // WINDOW
        self._rest = sound[count * WINDOW :]
        return self._both(self._plain.feed(pcm), sound[: count * WINDOW])

    def finish(self) -> Probabilities:
        """Return the probability of speech in the rest, filled up with silence to a window."""
        rest, self._rest = self._rest, self._rest[:0]
        if not len(rest):
            return np.zeros(0, dtype=np.float32)
        return self._both(self._plain.finish(), np.pad(rest, (0, WINDOW - len(rest))))

    def _both(self, plain: Probabilities, sound: Pcm) -> Probabilities:
        samples = to_samples(sound).reshape(-1, WINDOW)
        gains, counts = self._gains(plain, _levels(samples))
        amplified = np.clip(samples * gains[:, np.newaxis], -1.0, 1.0)
        sensitive = self._sensitive.feed(to_pcm(amplified.reshape(-1)))
        heard = counts & (sensitive >= _DOUBTFUL)
        return np.where(heard, np.maximum(plain, sensitive), plain)

    def _gains(
        self, plain: Probabilities, levels: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return the factor for each window, and whether soft speech counts in it."""
        gains = np.ones(len(plain), dtype=np.float32)
        counts = np.zeros(len(plain), dtype=np.bool_)
        for number, (probability, level) in enumerate(
            zip(plain.tolist(), levels.tolist(), strict=True)
        ):
            if probability >= _SURELY:
                self._sure += 1
                self._level += (level - self._level) / min(self._sure, _AVERAGED)
            self._silent = 0 if probability >= SURE else self._silent + 1
            if self._sure >= _ENOUGH:
                gain = min(max(_ORDINARY + SOFTER - self._level, 0.0), _MOST)
                gains[number] = 10 ** (gain / 20)
                counts[number] = self._silent > windows(PAUSE)
        return gains, counts


def _levels(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the level of each window in dBFS."""
    power = np.mean(np.square(samples), axis=1)
    found: NDArray[np.float32] = 10 * np.log10(np.maximum(power, 1e-12))
    return found
