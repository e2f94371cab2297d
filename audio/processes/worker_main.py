"""The main loop of a worker process: it serves requests until its standard input ends."""

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
    """Run ``work``, which takes requests and writes the frames of reports; return the exit status.

    ``work`` runs on the calling thread. ``notice`` is called with each request as it arrives, on
    another thread, before ``work`` can take it.

    When the input ends, as it also does if the parent is killed, the process ends at once, even in
    the middle of work; so it does if the input is out of step. An error raised by ``work`` is a bug
    and ends the process too.
    """
    # Ctrl-C in a terminal goes to every process in it; this one ends when its parent does.
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
    """Return standard output for our own use; anything else printed goes to standard error.

    Native libraries print whatever they like, which would corrupt our frames.
    """
    sys.stdout.flush()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _report_bug(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Print where a bug is, without its message, which may quote an answer in the log."""
    sys.stderr.write("".join(traceback.format_tb(trace)) + f"{kind.__qualname__}\n")
    sys.stderr.flush()
