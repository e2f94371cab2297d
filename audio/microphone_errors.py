"""What a person reads when a microphone that worked does not any more."""

import platform

from mock_interviewer.audio.errors import DeviceLost
from mock_interviewer.audio.portaudio import permission_remedy


def gone(name: str) -> DeviceLost:
    """Return the error for a stream that ended by itself."""
    return DeviceLost(
        f"{name} was disconnected, or the sound system ended.",
        "What was recorded is kept. Plug it in, then choose Resume.",
    )


def stalled(name: str) -> DeviceLost:
    """Return the error for a stream that gives nothing although it says that it is active."""
    return DeviceLost(
        f"{name} has stopped giving sound.",
        "What was recorded is kept. Unplug it and plug it in again, then choose Resume.",
    )


def no_signal(name: str) -> str:
    """Return the warning for a microphone that gives exact zeros."""
    text = f"There is no signal from {name}. Check that it is switched on and not muted."
    if platform.system() in {"Darwin", "Windows"}:
        # These two give zeros, and no error, to a program that may not use the microphone.
        return f"{text} {permission_remedy()}"
    return text
