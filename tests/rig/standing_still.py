"""Functions that stop a program at a fixed point, so that it can be killed there."""

import signal
import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any


def stop() -> None:
    """Print that the point is reached, and sleep."""
    # Processes started by tests in the background may ignore Ctrl+C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdout.write("here\n")
    sys.stdout.flush()
    time.sleep(600)


def stop_after(call: Callable[..., Any], times: int = 1) -> Callable[..., Any]:
    """Return a function that does the same and stops after so many calls."""
    left = times

    def stopped(*arguments: Any) -> Any:
        nonlocal left
        result = call(*arguments)
        left -= 1
        if not left:
            stop()
        return result

    return stopped


def stand_still_in(module: ModuleType, name: str, times: int = 1) -> None:
    """Make a function of a module stop the program after so many calls."""
    setattr(module, name, stop_after(getattr(module, name), times))
