"""A loudspeaker's sound taken out of a microphone's, frame by frame."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.ear.heard import Heard, Whose
from mock_interviewer.audio.ear.residue import Residue
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.types import SPEECH_RATE, Samples

FRAME: Final = SPEECH_RATE // 100
"""Samples that the canceller takes at a time."""

_INSIDE: Final = 128
"""Samples by which what the canceller gives is late."""


class Echo:
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
        self._residue = Residue()
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

    def without(self, near: Samples, far: Samples) -> Heard:
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
        return Heard(given, Whose.SOMEBODY if somebody else Whose.MAYBE_OURS)


def _frames(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    return samples.reshape(-1, FRAME)
