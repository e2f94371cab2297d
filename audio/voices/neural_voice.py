"""The neural voice (Piper), in a resident child process that is started at first use."""

import contextlib
import importlib.util
import itertools
import json
import logging
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from mock_interviewer.audio.errors import MachineError, ModelError, VoiceError
from mock_interviewer.audio.packaged_models import find_files, verified_files
from mock_interviewer.audio.processes.child import child_command, child_environment
from mock_interviewer.audio.processes.child_errors import redact_stderr
from mock_interviewer.audio.samples import Samples, Sound
from mock_interviewer.audio.voices.child_run import VoiceTimeoutError, next_answer
from mock_interviewer.audio.voices.neural_voice_frames import (
    ANSWER_HEAD,
    END,
    FAILED,
    NEURAL_MODEL,
    READY,
    REFUSED,
    SOUND,
    read_frame,
    write_frame,
)
from mock_interviewer.audio.voices.text_pieces import printable_line
from mock_interviewer.audio.voices.voice import SynthesisCancelled, VoiceInfo, empty_speech

_STDERR_TAIL: Final = 2_000


class NeuralChildError(Exception):
    """The child ended, failed, or could not be started; the text is its standard error."""


class ModelRefusedError(MachineError):
    """The child found the model of the voice missing or damaged and did not load it."""


class NeuralProcess:
    """A child process with a loaded voice; for one thread, except ``kill``.

    The constructor raises NeuralChildError if the child cannot be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        # A file, not a pipe: nobody would read a pipe, and a full one blocks the child.
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        try:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                env=child_environment(),
            )
        except OSError as error:
            self._stderr.close()
            raise NeuralChildError(str(error)) from error
        self._frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="neural-voice")
        self._reader.start()
        self.rate = 0

    def speak(
        self,
        job: int,
        text: str,
        length_scale: float,
        deadline: float,
        cancel: threading.Event | None,
    ) -> Iterator[Samples]:
        """Yield the sound of ``text`` in stretches, as they are synthesized.

        Raises NeuralChildError, ModelRefusedError, VoiceTimeoutError at ``deadline`` (of the
        monotonic clock), and SynthesisCancelled, after which the process can be used again.
        """
        try:
            self._send({"job": job, "text": text, "length_scale": length_scale})
            yield from self._stretches(job, deadline, cancel)
        except (SynthesisCancelled, GeneratorExit):
            with contextlib.suppress(NeuralChildError):
                self._send({"cancel": job})
            raise
        except VoiceTimeoutError:
            self.kill()
            raise

    def kill(self) -> None:
        """End the child at once."""
        self._child.kill()

    def close(self) -> None:
        """End the child and release all resources."""
        self.kill()
        self._reader.join()
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                # A frame that the child never read may still be in the buffer.
                with contextlib.suppress(OSError):
                    stream.close()
        self._child.wait()
        self._stderr.close()

    def _stretches(
        self, job: int, deadline: float, cancel: threading.Event | None
    ) -> Iterator[Samples]:
        while (frame := next_answer(self._frames, deadline, cancel)) is not None:
            kind, of_job = ANSWER_HEAD.unpack_from(frame)
            payload = frame[ANSWER_HEAD.size :]
            if kind == READY:
                self.rate = int(payload)
            elif kind == REFUSED:
                raise ModelRefusedError(*json.loads(payload))
            elif of_job != job:
                continue
            elif kind == SOUND:
                yield np.frombuffer(payload, dtype="<f4").astype(np.float32)
            elif kind == END:
                return
            elif kind == FAILED:
                break
        raise NeuralChildError(self._stderr_tail())

    def _send(self, request: dict[str, object]) -> None:
        stdin = self._child.stdin
        if stdin is None:
            raise NeuralChildError(self._stderr_tail())
        try:
            write_frame(stdin, json.dumps(request).encode())
        except OSError as error:
            raise NeuralChildError(self._stderr_tail()) from error

    def _read(self) -> None:
        stdout = self._child.stdout
        while stdout is not None and (frame := read_frame(stdout)) is not None:
            self._frames.put(frame)
        self._frames.put(None)

    def _stderr_tail(self) -> str:
        self._stderr.seek(0)
        return self._stderr.read().decode("utf-8", "replace")[-_STDERR_TAIL:]


_log = logging.getLogger(__name__)


JOE: Final = VoiceInfo(f"neural:{NEURAL_MODEL.name}", "Joe (neural)", "neural", "en-us")


_MODULE: Final = "mock_interviewer.audio.voices.neural_voice_child"


_OWN_PACE: Final = 170.0
"""Joe's speed in words a minute without stretching."""


_LEAST_LIMIT: Final = 30.0


_MOST_LIMIT: Final = 600.0


_CHARACTERS_A_SECOND: Final = 20


_REMEDY: Final = "Try again, or choose another voice."


def neural_model() -> Path | None:
    """Return the path of the neural voice's model, unread, or None if it is not installed."""
    if importlib.util.find_spec("piper") is None:
        return None
    try:
        return find_files(NEURAL_MODEL)[f"{NEURAL_MODEL.name}.onnx"]
    except ModelError:
        return None


def neural_problem() -> VoiceError | None:
    """Read every byte of the installed model, in some 0.1 s; return its fault, None if intact.

    The child process that loads the model checks it again.
    """
    try:
        verified_files(NEURAL_MODEL)
    except ModelError as error:
        return _unusable(error)
    return None


class NeuralVoice:
    """Joe, an American voice; a StreamingVoice.

    ``command`` replaces the child's command line. A child that dies is restarted once for the same
    text; one that hangs is ended at the time limit.
    """

    info = JOE

    def __init__(self, *, command: Sequence[str] | None = None) -> None:
        self._command = command
        self._turn = threading.Lock()
        self._jobs = itertools.count(1)
        self._process: NeuralProcess | None = None
        self._closed = threading.Event()

    def synthesize(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        """Return ``text`` as speech; see Voice. A second call waits until the first one ends."""
        stretches = list(self.stream(text, rate=rate, cancel=cancel))
        if not stretches:
            return empty_speech()
        samples = np.concatenate([stretch.samples for stretch in stretches])
        return Sound(samples, stretches[0].rate)

    def stream(
        self, text: str, *, rate: int, cancel: threading.Event | None = None
    ) -> Iterator[Sound]:
        """Yield ``text`` as speech while it is synthesized; see StreamingVoice."""
        said = printable_line(text)
        if not said:
            return
        limit = min(_LEAST_LIMIT + len(said) / _CHARACTERS_A_SECOND, _MOST_LIMIT)
        deadline = time.monotonic() + limit
        with self._turn:
            try:
                yield from self._spoken(said, _OWN_PACE / rate, deadline, cancel)
            except VoiceTimeoutError as error:
                self._end_process()
                raise VoiceError(
                    f"The neural voice didn't respond within {limit:.0f} seconds.", _REMEDY
                ) from error
            except ModelRefusedError as error:
                self._end_process()
                raise _unusable(error) from error

    def close(self) -> None:
        """End the child process; a running ``synthesize`` raises SynthesisCancelled."""
        self._closed.set()
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._end_process()

    def _spoken(
        self, text: str, length_scale: float, deadline: float, cancel: threading.Event | None
    ) -> Iterator[Sound]:
        yielded = 0
        for last_try in (False, True):
            # A second child speaks the text again, with the same timing to some hundredths.
            skip = yielded
            try:
                for stretch, rate in self._tried(text, length_scale, deadline, cancel):
                    rest = stretch[skip:]
                    skip -= len(stretch) - len(rest)
                    if len(rest):
                        yielded += len(rest)
                        yield Sound(rest, rate)
            except NeuralChildError as error:
                self._end_process()
                if self._closed.is_set():
                    raise SynthesisCancelled from error
                _log.warning("The neural voice's process ended: %s", redact_stderr(str(error)))
                if last_try:
                    raise VoiceError("The neural voice stopped twice.", _REMEDY) from error
            else:
                break
        if not yielded:
            raise VoiceError("The neural voice produced no sound.", _REMEDY)

    def _tried(
        self, text: str, length_scale: float, deadline: float, cancel: threading.Event | None
    ) -> Iterator[tuple[Samples, int]]:
        process = self._running()
        # Checked only now: close() ends the process that it sees.
        if self._closed.is_set():
            raise SynthesisCancelled
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
                "The neural voice isn't installed.",
                "Reinstall Mock Interviewer, or choose another voice.",
            )
        return child_command(_MODULE, str(model))

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.close()


def _unusable(error: MachineError) -> VoiceError:
    return VoiceError(error.what, f"{error.remedy.removesuffix('.')}, or choose another voice.")
