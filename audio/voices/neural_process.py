"""The host's side of the neural voice's child process."""

import contextlib
import json
import queue
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from mock_interviewer.audio.child import child_environment
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.types import Samples
from mock_interviewer.audio.voices.child_pipes import read_frame, write_frame
from mock_interviewer.audio.voices.child_run import TimeLimitError, next_answer
from mock_interviewer.audio.voices.neural_child import END, FAILED, HEAD, READY, REFUSED, SOUND
from mock_interviewer.audio.voices.protocol import Cancelled

_COMPLAINTS_KEPT: Final = 2_000


class ChildDiedError(Exception):
    """The child ended, could not be started or failed; the text is what it complained of."""


class ModelRefusedError(MachineError):
    """The child found the voice's model missing or damaged, and loaded nothing."""


class NeuralProcess:
    """One child process with a voice in it. Used by one thread; ``kill`` by any.

    Raises ChildDiedError where the child cannot be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        # A file and no pipe: nobody would read a pipe, and a full one blocks the child.
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        try:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env=child_environment(),
            )
        except OSError as error:
            self._complaints.close()
            raise ChildDiedError(str(error)) from error
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
        """Yield the sound of ``text``, stretch by stretch as they are made.

        Raises ChildDiedError, ModelRefusedError, TimeLimitError at ``deadline`` (of the monotonic
        clock), and Cancelled; after Cancelled the process may be used for the next job.
        """
        try:
            self._send({"job": job, "text": text, "length_scale": length_scale})
            yield from self._stretches(job, deadline, cancel)
        except (Cancelled, GeneratorExit):
            with contextlib.suppress(ChildDiedError):
                self._send({"cancel": job})
            raise
        except TimeLimitError:
            self.kill()
            raise

    def kill(self) -> None:
        """End the child at once."""
        self._child.kill()

    def close(self) -> None:
        """End the child and let go of everything."""
        self.kill()
        self._reader.join()
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                # A frame that the child never took may still be in the buffer.
                with contextlib.suppress(OSError):
                    stream.close()
        self._child.wait()
        self._complaints.close()

    def _stretches(
        self, job: int, deadline: float, cancel: threading.Event | None
    ) -> Iterator[Samples]:
        while (frame := next_answer(self._frames, deadline, cancel)) is not None:
            kind, of_job = HEAD.unpack_from(frame)
            payload = frame[HEAD.size :]
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
        raise ChildDiedError(self._complaint())

    def _send(self, request: dict[str, object]) -> None:
        stdin = self._child.stdin
        if stdin is None:
            raise ChildDiedError(self._complaint())
        try:
            write_frame(stdin, json.dumps(request).encode())
        except OSError as error:
            raise ChildDiedError(self._complaint()) from error

    def _read(self) -> None:
        stdout = self._child.stdout
        while stdout is not None and (frame := read_frame(stdout)) is not None:
            self._frames.put(frame)
        self._frames.put(None)

    def _complaint(self) -> str:
        self._complaints.seek(0)
        return self._complaints.read().decode("utf-8", "replace")[-_COMPLAINTS_KEPT:]
