"""Faults that no virtual device can produce, raised where PortAudio would raise them.

The errors look like those of sounddevice; tests/audio/devices/test_portaudio.py checks this.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest

INVALID_SAMPLE_RATE = -9997
DEVICE_UNAVAILABLE = -9985
UNANTICIPATED_HOST_ERROR = -9999
_TEXTS = {
    INVALID_SAMPLE_RATE: "Invalid sample rate",
    DEVICE_UNAVAILABLE: "Device unavailable",
    UNANTICIPATED_HOST_ERROR: "Unanticipated host error",
    -9998: "Invalid number of channels",
    -9996: "Invalid device",
    -9986: "Internal PortAudio error",
}
"""The texts of Pa_GetErrorText."""
_INPUT_OVERFLOW = 0x2
"""paInputOverflow."""


def error(code: int, host: tuple[int, str] | None = None) -> Exception:
    """Return the error that sounddevice raises for a PortAudio code and an error of a host API."""
    import sounddevice

    sentence = f"Error opening RawInputStream: {_TEXTS[code]}"
    if host is None:
        plain: Exception = sounddevice.PortAudioError(sentence, code)
        return plain
    of_host: Exception = sounddevice.PortAudioError(sentence, code, (0, *host))
    return of_host


def refuse_input(
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
    when: Callable[[int], bool] = lambda rate: True,
) -> None:
    """Make opening a microphone raise ``fault`` at the rates that ``when`` accepts."""
    import sounddevice

    real = sounddevice.RawInputStream

    def opened(**options: Any) -> Any:
        if when(options["samplerate"]):
            raise fault
        return real(**options)

    monkeypatch.setattr(sounddevice, "RawInputStream", opened)


def overflow_input(monkeypatch: pytest.MonkeyPatch, overflowing: threading.Event) -> None:
    """Set the overflow flag of PortAudio on every block while ``overflowing`` is set."""
    import sounddevice

    real = sounddevice.RawInputStream
    overflow = sounddevice.CallbackFlags(_INPUT_OVERFLOW)

    def opened(*, callback: Callable[..., None], **options: Any) -> Any:
        def with_overflow(data: Any, frames: int, times: Any, status: Any) -> None:
            callback(data, frames, times, overflow if overflowing.is_set() else status)

        return real(callback=with_overflow, **options)

    monkeypatch.setattr(sounddevice, "RawInputStream", opened)
