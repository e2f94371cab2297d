"""The voice activity detector of this process, from the file that the recognition worker uses."""

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
"""A chance below this is nothing like speech."""


class ResettingDetector:
    """A StreamingDetector that forgets each second without anything like speech.

    Silero's memory fills with silence: in minutes of it with somebody who speaks every 5 s, these
    were noticed 175 ms after they began (median), and 103 ms when it forgets.
    """

    def __init__(self, detector: StreamingDetector) -> None:
        self._detector = detector
        self._unlikely = 0
        """Windows in a row that are hardly speech."""

    def feed(self, pcm: Pcm) -> Probabilities:
        """Take sound; return the chance of speech in each window that it completed."""
        # Window by window, so that it forgets at the same place however the sound is cut.
        parts = [self._next(pcm[at : at + WINDOW]) for at in range(0, len(pcm), WINDOW)]
        return np.concatenate([np.zeros(0, dtype=np.float32), *parts])

    def _next(self, pcm: Pcm) -> Probabilities:
        """Take at most a window."""
        chances = self._detector.feed(pcm)
        for chance in chances:
            self._unlikely = self._unlikely + 1 if chance < _UNLIKELY else 0
        if self._unlikely >= _SILENCE:
            self._unlikely = 0
            self._detector.forget()
        return chances


def load_detector() -> ResettingDetector:
    """Return a detector for one stretch of sound; the first takes some 0.2 s to load.

    Any thread. Raises ModelError where the detector is missing or damaged.
    """
    return ResettingDetector(StreamingDetector(_loaded()))


@cache
def _loaded() -> OnnxRun:
    """Return what runs the network on one thread: a window is done in a fifth of a millisecond."""
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
        # The library's own errors have no base of theirs, and it may lack what it is linked with.
        raise ModelError(
            f"The speech detector cannot be loaded: {error}.", f"{INSTALL_AGAIN}."
        ) from error
    run: OnnxRun = session.run
    return run
