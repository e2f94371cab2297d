"""The voice activity detector in this process, which uses the recognition worker's model file."""

from functools import cache
from typing import Final

import numpy as np

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    WINDOW,
    Probabilities,
    windows,
)
from mock_interviewer.audio.recognition.endpointing.voice_detector import OnnxRun, StreamingDetector
from mock_interviewer.audio.samples import Pcm

_SILENCE: Final = windows(1.0)
_UNLIKELY: Final = 0.2
"""A probability below this is nothing like speech."""


class ResettingDetector:
    """A StreamingDetector that is reset after each second without anything like speech.

    Silero's state adapts to silence: with an utterance every 5 s in minutes of silence, speech was
    detected 175 ms after it began (median), and after 103 ms with resets.
    """

    def __init__(self, detector: StreamingDetector) -> None:
        self._detector = detector
        self._unlikely = 0
        """Consecutive windows that are unlikely to be speech."""

    def feed(self, pcm: Pcm) -> Probabilities:
        """Process sound; return the probability of speech in each window that it completes."""
        # Window by window, so that resets do not depend on how the sound is divided into blocks.
        parts = [self._next(pcm[at : at + WINDOW]) for at in range(0, len(pcm), WINDOW)]
        return np.concatenate([np.zeros(0, dtype=np.float32), *parts])

    def _next(self, pcm: Pcm) -> Probabilities:
        """Process at most one window."""
        chances = self._detector.feed(pcm)
        for chance in chances:
            self._unlikely = self._unlikely + 1 if chance < _UNLIKELY else 0
        if self._unlikely >= _SILENCE:
            self._unlikely = 0
            self._detector.forget()
        return chances


def load_detector() -> ResettingDetector:
    """Return a detector for one stretch of sound; the first call takes some 0.2 s.

    Any thread. Raises ModelError if the detector is missing or damaged.
    """
    return ResettingDetector(StreamingDetector(load_network()))


@cache
def load_network() -> OnnxRun:
    """Return a function that runs the network on one thread, in 0.2 ms a window."""
    from mock_interviewer.audio.packaged_models import INSTALL_AGAIN
    from mock_interviewer.audio.recognition.models.store import speech_detector_file

    path = speech_detector_file()
    try:
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        # The library's own errors have no common base class, and its dependencies may be missing.
        raise ModelError(
            f"The speech detector can't be loaded: {error}.", f"{INSTALL_AGAIN}."
        ) from error
    run: OnnxRun = session.run
    return run
