"""Asking a window manager to close a window, as the button in a title bar does (EWMH)."""

import ctypes
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_long, c_ulong, c_void_p

_CLIENT_MESSAGE = 33
_TO_THE_MANAGER = (1 << 19) | (1 << 20)
"""SubstructureNotifyMask and SubstructureRedirectMask."""


class _Message(Structure):
    """XClientMessageEvent of 32 bits, as long as an XEvent."""

    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
        ("rest", c_long * 12),
    )


def ask_to_close(display: str, window: int) -> None:
    """Send _NET_CLOSE_WINDOW for a window of an X display; raises OSError without one."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = c_void_p
    x.XOpenDisplay.argtypes = (c_char_p,)
    x.XInternAtom.restype = c_ulong
    x.XInternAtom.argtypes = (c_void_p, c_char_p, c_int)
    x.XDefaultRootWindow.restype = c_ulong
    x.XDefaultRootWindow.argtypes = (c_void_p,)
    x.XSendEvent.argtypes = (c_void_p, c_ulong, c_int, c_long, POINTER(_Message))
    x.XCloseDisplay.argtypes = (c_void_p,)
    connection = x.XOpenDisplay(display.encode())
    if not connection:
        raise OSError(f"there is no display {display}")
    close = x.XInternAtom(connection, b"_NET_CLOSE_WINDOW", 0)
    message = _Message(type=_CLIENT_MESSAGE, window=window, message_type=close, format=32)
    message.data[1] = 2
    root = x.XDefaultRootWindow(connection)
    x.XSendEvent(connection, root, 0, _TO_THE_MANAGER, byref(message))
    x.XCloseDisplay(connection)
