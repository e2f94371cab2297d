"""A neural voice (Piper), in a resident child process that is started at its first use."""

import importlib.util
import itertools
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from mock_interviewer.audio.child import child_command
from mock_interviewer.audio.complaints import without_quotes
from mock_interviewer.audio.errors import MachineError, ModelError, VoiceError
from mock_interviewer.audio.packaged_models import find_files, verified_files
from mock_interviewer.audio.types import Samples, Sound
from mock_interviewer.audio.voices.child_run import TimeLimitError
from mock_interviewer.audio.voices.neural_child import VOICE
from mock_interviewer.audio.voices.neural_process import (
    ChildDiedError,
    ModelRefusedError,
    NeuralProcess,
)
from mock_interviewer.audio.voices.protocol import Cancelled, VoiceInfo
from mock_interviewer.audio.voices.sayable import nothing_said, sayable

_log = logging.getLogger(__name__)

JOE: Final = VoiceInfo(f"neural:{VOICE.name}", "Joe (neural)", "neural", "en-us")

_MODULE: Final = "mock_interviewer.audio.voices.neural_child"
_OWN_PACE: Final = 170.0
"""Words a minute at which Joe speaks when nothing is stretched."""
_LEAST_LIMIT: Final = 30.0
_MOST_LIMIT: Final = 600.0
_CHARACTERS_A_SECOND: Final = 20
_REMEDY: Final = "Try again, or choose another voice."


def neural_model() -> Path | None:
    """Return the file of the neural voice's model, unread, or None where it is not installed."""
    if importlib.util.find_spec("piper") is None:
        return None
    try:
        return find_files(VOICE)[f"{VOICE.name}.onnx"]
    except ModelError:
        return None


def neural_problem() -> VoiceError | None:
    """Return what is wrong with the installed model, of which every byte is read: some 0.1 s.

    None where it is sound; the child that loads it reads it once more.
    """
    try:
        verified_files(VOICE)
    except ModelError as error:
        return _unusable(error)
    return None


class NeuralVoice:
    """Joe, an American voice; a StreamingVoice.

    ``command`` stands in for the child's command line. A child that dies is started once more for
    the same text; one that hangs is ended at the time limit.
    """

    info = JOE

    def __init__(self, *, command: Sequence[str] | None = None) -> None:
        self._command = command
        self._turn = threading.Lock()
        self._jobs = itertools.count(1)
        self._process: NeuralProcess | None = None
        self._closed = threading.Event()

    def synthesise(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        """Return ``text`` as speech; see Voice. A second call waits for the first one's end."""
        stretches = list(self.stream(text, rate=rate, cancel=cancel))
        if not stretches:
            return nothing_said()
        samples = np.concatenate([stretch.samples for stretch in stretches])
        return Sound(samples, stretches[0].rate)

    def stream(
        self, text: str, *, rate: int, cancel: threading.Event | None = None
    ) -> Iterator[Sound]:
        """Yield ``text`` as speech while it is made; see StreamingVoice."""
        said = sayable(text)
        if not said:
            return
        limit = min(_LEAST_LIMIT + len(said) / _CHARACTERS_A_SECOND, _MOST_LIMIT)
        deadline = time.monotonic() + limit
        with self._turn:
            try:
                yield from self._spoken(said, _OWN_PACE / rate, deadline, cancel)
            except TimeLimitError as error:
                self._end_process()
                raise VoiceError(
                    f"The neural voice did not answer within {limit:.0f} seconds.", _REMEDY
                ) from error
            except ModelRefusedError as error:
                self._end_process()
                raise _unusable(error) from error

    def close(self) -> None:
        """End the child process; a ``synthesise`` under way raises Cancelled."""
        self._closed.set()
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._end_process()

    def _spoken(
        self, text: str, length_scale: float, deadline: float, cancel: threading.Event | None
    ) -> Iterator[Sound]:
        told = 0
        for last_try in (False, True):
            # A second child says the text again, with the same timing but for some hundredths.
            skip = told
            try:
                for stretch, rate in self._tried(text, length_scale, deadline, cancel):
                    rest = stretch[skip:]
                    skip -= len(stretch) - len(rest)
                    if len(rest):
                        told += len(rest)
                        yield Sound(rest, rate)
            except ChildDiedError as error:
                self._end_process()
                if self._closed.is_set():
                    raise Cancelled from error
                _log.warning("The neural voice's process ended: %s", without_quotes(str(error)))
                if last_try:
                    raise VoiceError("The neural voice stopped twice.", _REMEDY) from error
            else:
                break
        if not told:
            raise VoiceError("The neural voice spoke nothing.", _REMEDY)

    def _tried(
        self, text: str, length_scale: float, deadline: float, cancel: threading.Event | None
    ) -> Iterator[tuple[Samples, int]]:
        process = self._running()
        # Looked at only now: close() ends the process that it sees.
        if self._closed.is_set():
            raise Cancelled
        for stretch in process.speak(next(self._jobs), text, length_scale, deadline, cancel):
            yield stretch, process.rate

    def _running(self) -> NeuralProcess:
        if self._process is None:
            self._process = NeuralProcess(self._command or self._own_command())
        return self._process

    def _own_command(self) -> list[str]:
        model = neural_model()
        if model is None:
            raise VoiceError(
                "The neural voice is not installed.",
                "Install Mock Interviewer again, or choose another voice.",
            )
        return child_command(_MODULE, str(model))

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.close()


def _unusable(error: MachineError) -> VoiceError:
    return VoiceError(error.what, f"{error.remedy.removesuffix('.')}, or choose another voice.")
