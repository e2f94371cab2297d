"""The Silero voice detector, run window by window as sound arrives."""

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from mock_interviewer.audio.recognition.endpointing.voice_activity import WINDOW, Probabilities
from mock_interviewer.audio.samples import Pcm, to_samples

_CONTEXT = 64
"""Samples before a window that the detector gets with it."""
_STATE = (1, 1, 128)
_SILENT_PEAK = 4
"""A window with lower peaks is digital silence, whatever the detector returns."""

OnnxRun = Callable[[Any, dict[str, Any]], list[Any]]
"""The signature of an ONNX session's ``run``."""


class VoiceDetector(Protocol):
    """Estimates the probability of speech in 16 kHz sound; one thread, one recording."""

    def feed(self, pcm: Pcm) -> Probabilities:
        """Add sound; return the probability of speech in each window that it completed."""
        ...

    def finish(self) -> Probabilities:
        """Return the probability of speech in the rest, filled up with silence to a window."""
        ...


class StreamingDetector:
    """Silero's detector with its state between calls; one thread, one recording.

    A window has 512 samples at 16 kHz; samples that do not fill one wait for the next call.
    """

    def __init__(self, run: OnnxRun) -> None:
        self._run = run
        self.forget()
        self._context = np.zeros(_CONTEXT, dtype=np.float32)
        self._rest = np.zeros(0, dtype=np.int16)

    def feed(self, pcm: Pcm) -> Probabilities:
        """Add sound; return the probability of speech in each window that it completed."""
        waiting = np.concatenate([self._rest, pcm])
        count = len(waiting) // WINDOW
        self._rest = waiting[count * WINDOW :]
        return self._windows(waiting[: count * WINDOW].reshape(count, WINDOW))

    def forget(self) -> None:
        """Reset the detector's state; samples that wait are kept."""
        self._h = np.zeros(_STATE, dtype=np.float32)
        self._c = np.zeros(_STATE, dtype=np.float32)

    def finish(self) -> Probabilities:
        """Return the probability of speech in the rest, filled up with silence to a window."""
        if not len(self._rest):
            return np.zeros(0, dtype=np.float32)
        last = np.pad(self._rest, (0, WINDOW - len(self._rest)))
        self._rest = self._rest[:0]
        return self._windows(last.reshape(1, WINDOW))

    def _windows(self, windows: Pcm) -> Probabilities:
        if not len(windows):
            return np.zeros(0, dtype=np.float32)
        samples = to_samples(windows)
        before = np.vstack([self._context[np.newaxis], samples[:-1, -_CONTEXT:]])
        probabilities, self._h, self._c = self._run(
            None,
            {"input": np.concatenate([before, samples], axis=1), "h": self._h, "c": self._c},
        )
        self._context = samples[-1, -_CONTEXT:]
        silent = np.abs(windows.astype(np.int32)).max(axis=1) < _SILENT_PEAK
        return np.where(silent, np.float32(0), probabilities.reshape(-1)).astype(np.float32)
