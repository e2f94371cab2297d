"""Tell by the exit status whether a window can be shown here: 0 yes, 1 no, with the reason.

Asks the screen itself, since DISPLAY often outlives the screen that it names. Pure standard
library.
"""

import ctypes
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path


def x_answers() -> bool:
    """Tell whether the X server that DISPLAY names lets us in."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def wayland_answers(name: str, runtime: str) -> bool:
    """Tell whether the Wayland compositor called ``name`` takes connections."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(Path(runtime, name)))
        except OSError:
            return False
    return True


def why_no_screen(environment: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """Return why no window can be shown, or None where one can."""
    if platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return None
    wayland = environment.get("WAYLAND_DISPLAY")
    if wayland and wayland_answers(wayland, environment.get("XDG_RUNTIME_DIR", "")):
        return None
    display = environment.get("DISPLAY")
    if display:
        return None if x_answers() else f"the screen that DISPLAY names ({display}) does not answer"
    if wayland:
        return f"the screen that WAYLAND_DISPLAY names ({wayland}) does not answer"
    return "neither DISPLAY nor WAYLAND_DISPLAY is set"


if __name__ == "__main__":
    reason = why_no_screen(os.environ)
    if reason:
        print(f"There is no screen here: {reason}.")
    sys.exit(1 if reason else 0)
