"""The recognition worker: a process that holds one model and does jobs until its input ends.

Requests come on standard input, reports leave on standard output (see ``messages``). The end of
the input, which is also what a killed parent leaves, ends the process at once, whatever it does.
"""

import os
import queue
import signal
import sys
import threading
import traceback
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, cast

from mock_interviewer.audio.child import OFFLINE
from mock_interviewer.audio.recognition.messages import (
    Cancel,
    ProtocolError,
    Request,
    read_message,
)

if TYPE_CHECKING:
    pass

from mock_interviewer.audio.recognition.working import Inbox, Worker


def _receive(stream: BinaryIO, inbox: Inbox, cancelled: set[int]) -> None:
    """Pass requests on until the input ends, then end the process, even in the middle of a job."""
    status = 1
    try:
        while (message := read_message(stream)) is not None:
            if isinstance(message, Cancel):
                cancelled.add(message.job)
            inbox.put(cast("Request", message))
        status = 0
    except (ProtocolError, OSError) as error:
        _report_bug(type(error), error, error.__traceback__)
    finally:
        os._exit(status)


def _report_bug(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Print where a bug is; its message may quote what was said, and this goes into the log."""
    sys.stderr.write("".join(traceback.format_tb(trace)) + f"{kind.__qualname__}\n")
    sys.stderr.flush()


def take_output() -> BinaryIO:
    """Return standard output for ourselves alone; whoever prints now prints to standard error.

    Native libraries print as they please, and would get between our frames.
    """
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def main() -> int:
    """Run the worker on standard input and output."""
    # Ctrl-C in a terminal goes to every process there; ours ends when its parent does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.excepthook = _report_bug
    os.environ.update(OFFLINE)
    out = take_output()
    inbox: Inbox = queue.SimpleQueue()
    cancelled: set[int] = set()
    stream = os.fdopen(os.dup(0), "rb")
    threading.Thread(target=_receive, args=(stream, inbox, cancelled), daemon=True).start()
    with suppress(BrokenPipeError):
        Worker(inbox, out, cancelled).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
