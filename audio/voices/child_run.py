"""Running of a voice's child process until its end, its time limit, or its cancellation."""

import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from mock_interviewer.audio.processes.child import child_environment
from mock_interviewer.audio.voices.voice import SynthesisCancelled

T = TypeVar("T")

_CANCEL_POLL: Final = 0.02
"""Seconds within which a cancellation is noticed."""


class VoiceTimeoutError(Exception):
    """A child process did not respond in time."""


@dataclass(frozen=True)
class FinishedChild:
    """The result of a child process: exit status, standard output, and standard error."""

    status: int
    output: bytes
    stderr: str


def run_child(
    command: Sequence[str], text: bytes, *, limit: float, cancel: threading.Event | None = None
) -> FinishedChild:
    """Run ``command`` with ``text`` on its standard input and return its result.

    The child is gone when this returns or raises. Raises VoiceTimeoutError after ``limit`` seconds,
    SynthesisCancelled soon after ``cancel`` is set, and OSError if the child cannot be started.
    """
    answers: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=child_environment(),
    ) as process:

        def talk() -> None:
            answers.put(process.communicate(text))

        talker = threading.Thread(target=talk, name="voice-child")
        talker.start()
        try:
            output, stderr = next_answer(answers, time.monotonic() + limit, cancel)
        except BaseException:
            process.kill()
            raise
        finally:
            talker.join()
    return FinishedChild(process.returncode, output, stderr.decode("utf-8", "replace"))


def next_answer(
    answers: "queue.SimpleQueue[T]", deadline: float, cancel: threading.Event | None
) -> T:
    """Return the next of ``answers``.

    Raises SynthesisCancelled, or VoiceTimeoutError at ``deadline`` (of the monotonic clock).
    """
    while True:
        if cancel is not None and cancel.is_set():
            raise SynthesisCancelled
        left = deadline - time.monotonic()
        if left <= 0:
            raise VoiceTimeoutError
        try:
            return answers.get(timeout=min(left, _CANCEL_POLL) if cancel else left)
        except queue.Empty:
            continue
