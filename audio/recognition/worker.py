"""The recognition worker: a process that holds one model and does jobs until its input ends.

Requests come on standard input, reports leave on standard output (see ``messages``).
"""

import sys
from typing import BinaryIO

from mock_interviewer.audio.recognition.messages import Cancel, Request, read_request
from mock_interviewer.audio.recognition.working import Inbox, Worker
from mock_interviewer.audio.worker.program import serve


def main() -> int:
    """Run the worker on standard input and output."""
    cancelled: set[int] = set()

    def notice(request: Request) -> None:
        if isinstance(request, Cancel):
            cancelled.add(request.job)

    def work(inbox: Inbox, out: BinaryIO) -> None:
        Worker(inbox, out, cancelled).run()

    return serve(read_request, work, notice=notice)


if __name__ == "__main__":
    sys.exit(main())
