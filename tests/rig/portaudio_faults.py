"""Faults that no virtual device shows, raised where PortAudio would raise them.

The errors have the shape of sounddevice's own, as tests/audio/devices/test_portaudio.py checks.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest

INVALID_SAMPLE_RATE = -9997
DEVICE_UNAVAILABLE = -9985
UNANTICIPATED_HOST_ERROR = -9999


def error(code: int, host: tuple[int, str] | None = None) -> Exception:
    """Return the error that sounddevice raises for a PortAudio code, and a host API's own."""
    import sounddevice

    text = sounddevice._ffi_string(sounddevice._lib.Pa_GetErrorText(code)).decode()
    sentence = f"Error opening RawInputStream: {text}"
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
    """Let opening a microphone raise ``fault`` at those rates; the rest is the real PortAudio."""
    import sounddevice

    real = sounddevice.RawInputStream

    def opened(**options: Any) -> Any:
        if when(options["samplerate"]):
            raise fault
        return real(**options)

    monkeypatch.setattr(sounddevice, "RawInputStream", opened)


def overflow_input(monkeypatch: pytest.MonkeyPatch, overflowing: threading.Event) -> None:
    """Let every block that comes while ``overflowing`` is set carry PortAudio's overflow flag."""
    import sounddevice

    real = sounddevice.RawInputStream
    overflow = sounddevice.CallbackFlags(sounddevice._lib.paInputOverflow)

    def opened(*, callback: Callable[..., None], **options: Any) -> Any:
        def with_overflow(data: Any, frames: int, times: Any, status: Any) -> None:
            callback(data, frames, times, overflow if overflowing.is_set() else status)

        return real(callback=with_overflow, **options)

    monkeypatch.setattr(sounddevice, "RawInputStream", opened)
