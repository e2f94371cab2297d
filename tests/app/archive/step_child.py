"""A program that moves data folders, one for each line, and is killed before a given step.

A line is a JSON list: a data folder, where it is to be moved, and a step. A step is each change of
a folder. It answers with a line: whether it was killed.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mock_interviewer.app.archive.moving import move_data_folder

_CHANGES = ("open", "replace", "rename", "unlink", "mkdir", "rmdir")
_WRITES = os.O_WRONLY | os.O_RDWR


def kill_before(step: int) -> None:
    """End this process with its n-th change of a folder."""
    left = step
    # It is no power cut, and waits for all other disks.
    for name in ("sync", "fsync"):
        setattr(os, name, lambda *_: None)

    def counting(change: Callable[..., Any]) -> Callable[..., Any]:
        def changed(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            if change is not _open or arguments[1] & _WRITES:
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
            return change(*arguments, **named)

        return changed

    for name in _CHANGES:
        setattr(os, name, counting(getattr(os, name)))


_open = os.open

if __name__ == "__main__":
    for line in sys.stdin:
        data, target, step = json.loads(line)
        child = os.fork()
        if not child:
            kill_before(step)
            move_data_folder(Path(data), Path(target))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{json.dumps(os.WIFSIGNALED(status))}\n")
        sys.stdout.flush()
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
            sys.exit(1)
