"""The check that a window can be shown on this machine."""

import ctypes
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from mock_interviewer.audio.errors import MachineError

_REMEDY = "Use `mock-interviewer demo` here, or start it from a desktop."


class ScreenMissing(MachineError):
    """There is no screen to show a window on."""


def screen_problem(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> ScreenMissing | None:
    """Return why no window can be shown, or None if one can.

    Qt would end the whole process instead of raising, so this is checked before Qt starts. It also
    connects to the screen, since DISPLAY often outlives the screen that it names.
    """
    if platform in {"win32", "darwin"} or environment.get("QT_QPA_PLATFORM"):
        return None
    wayland = environment.get("WAYLAND_DISPLAY")
    if wayland and _wayland_answers(wayland, environment.get("XDG_RUNTIME_DIR", "")):
        return None
    display = environment.get("DISPLAY")
    if display and _x_answers(display):
        return None
    named = display or wayland
    if named:
        return ScreenMissing(
            f"The screen {named} isn't responding, so no window can be shown.", _REMEDY
        )
    return ScreenMissing("There is no screen here, so no window can be shown.", _REMEDY)


def _x_answers(display: str) -> bool:
    """Return whether an X server accepts connections; True if libxcb is not installed."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _wayland_answers(name: str, runtime: str) -> bool:
    """Return whether the Wayland compositor ``name`` accepts connections."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(Path(runtime, name)))
        except OSError:
            return False
    return True
