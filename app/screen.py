"""Whether a window can be shown here at all."""

import os
import sys

from mock_interviewer.audio.errors import MachineError

_OTHER_WAY = "Use `mock-interviewer demo` here, or start it from a desktop."


class ScreenMissing(MachineError):
    """There is no screen for a window."""


def screen_problem() -> ScreenMissing | None:
    """Return why no window can be shown, or None where one can.

    Qt would end the whole process instead of raising, so this is asked before it is started.
    """
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    return ScreenMissing("There is no screen here, so no window can be shown.", _OTHER_WAY)
