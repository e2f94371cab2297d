"""PortAudio itself: loading it, asking it, and calling it without being held up by it.

PortAudio is not thread-safe and a call into a stopped sound server may never come back. So calls
go one at a time, each on a thread that is left behind when it is stuck. Functions here may
take seconds: never call them on the GUI's thread.
"""

import atexit
import sys
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

from mock_interviewer.audio.bounded import StuckError, run_bounded
from mock_interviewer.audio.device import Device
from mock_interviewer.audio.portaudio.errors import library_missing, not_answering

T = TypeVar("T")

CALL_TIMEOUT: Final = 5.0

_gate = threading.Lock()
_streams_lock = threading.Lock()
_streams: set[object] = set()


def query() -> tuple[Device, ...]:
    """Return the devices as PortAudio saw them when it was last initialised.

    Raises AudioLibraryMissing, or DeviceBusy when the sound system does not answer.
    """
    return _call_whole_system(_query, "portaudio-query")


def streams_open() -> bool:
    """Tell whether a stream of ours is open, or stuck in being opened or closed."""
    with _streams_lock:
        return bool(_streams)


def reinitialise() -> bool:
    """Let PortAudio look at the devices anew; False, with nothing done, while a stream is open.

    Raises AudioLibraryMissing. All Device indexes got before are void afterwards.
    """
    return _call_whole_system(_reinitialise, "portaudio-reinitialise")


def hold(stream: object) -> None:
    """Count ``stream`` as open, from before it is opened."""
    with _streams_lock:
        _streams.add(stream)


def release(stream: object) -> None:
    """Count ``stream`` as closed."""
    with _streams_lock:
        _streams.discard(stream)


def load() -> Any:
    """Import sounddevice, whose import fails where PortAudio is missing or does not start."""
    try:
        import sounddevice
    except OSError as error:
        raise library_missing(str(error)) from error
    except Exception as error:
        if type(error).__name__ != "PortAudioError":
            raise
        raise library_missing(str(error)) from error
    return sounddevice


def _query() -> tuple[Device, ...]:
    library = load()
    apis = library.query_hostapis()
    system = apis[library.default.hostapi]
    return tuple(
        Device(
            index=index,
            name=found["name"],
            host_api=apis[found["hostapi"]]["name"],
            inputs=found["max_input_channels"],
            outputs=found["max_output_channels"],
            default_rate=found["default_samplerate"],
            default_input=index == system["default_input_device"],
            default_output=index == system["default_output_device"],
        )
        for index, found in enumerate(library.query_devices())
    )


def _reinitialise() -> bool:
    with _streams_lock:
        if _streams:
            return False
    library = load()
    while library._initialized:  # noqa: SLF001 - sounddevice has no other name for these
        library._terminate()  # noqa: SLF001
    try:
        library._initialize()  # noqa: SLF001
    except library.PortAudioError as error:
        raise library_missing(str(error)) from error
    return True


def _call_whole_system(work: Callable[[], T], name: str) -> T:
    try:
        return call(work, CALL_TIMEOUT, name)
    except StuckError as error:
        leave_exit_to_the_system()
        raise not_answering("The sound system") from error


def call(
    work: Callable[[], T],
    timeout: float,
    name: str,
    discard: Callable[[T], None] | None = None,
) -> T:
    """Do one call at a time; raises StuckError when it does not come back."""
    with _gate:
        return run_bounded(work, timeout=timeout, name=name, discard=discard)


def leave_exit_to_the_system() -> None:
    """Do not close PortAudio at exit: with a stuck call in it, that would hang as well."""
    handler = getattr(sys.modules.get("sounddevice"), "_exit_handler", None)
    if handler is not None:
        atexit.unregister(handler)
