"""The worker's own side: a program that serves requests from standard input until it ends."""

import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, TypeAlias, TypeVar

from mock_interviewer.audio.processes.child import OFFLINE
from mock_interviewer.audio.processes.frames import FrameError

Request = TypeVar("Request")


Inbox: TypeAlias = queue.SimpleQueue[Request]
"""Requests as they arrive."""


def serve(
    read: Callable[[BinaryIO], Request | None],
    work: Callable[[Inbox[Request], BinaryIO], None],
    *,
    notice: Callable[[Request], None] = lambda _: None,
) -> int:
    """Let ``work`` take requests and write its reports' frames; return the program's exit status.

    ``work`` runs on the calling thread. ``notice`` hears of each request as it arrives, on another
    thread, before ``work`` can take it.

    The end of the input, which is also what a killed parent leaves, ends the process at once,
    whatever it does; so does input that is out of step. An error that ``work`` raises is a bug and
    ends it too.
    """
    # Ctrl-C in a terminal goes to every process there; ours ends when its parent does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.excepthook = _report_bug
    os.environ.update(OFFLINE)
    out = take_output()
    inbox: Inbox[Request] = queue.SimpleQueue()
    stream = os.fdopen(os.dup(0), "rb")

    def receive() -> None:
        status = 1
        try:
            while (request := read(stream)) is not None:
                notice(request)
                inbox.put(request)
            status = 0
        except (FrameError, OSError) as error:
            _report_bug(type(error), error, error.__traceback__)
        finally:
            os._exit(status)

    threading.Thread(target=receive, daemon=True).start()
    with suppress(BrokenPipeError):
        work(inbox, out)
    return 0


def take_output() -> BinaryIO:
    """Return standard output for ourselves alone; whoever prints now prints to standard error.

    Native libraries print as they please, and would get between our frames.
    """
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _report_bug(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Print where a bug is; its message may quote what was said, and this goes into the log."""
    sys.stderr.write("".join(traceback.format_tb(trace)) + f"{kind.__qualname__}\n")
    sys.stderr.flush()


def take_stdout() -> BinaryIO:
    """Return this process's standard output for frames alone.

    Whatever else prints, native libraries included, goes to standard error from now on.
    """
    sys.stdout.flush()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers
