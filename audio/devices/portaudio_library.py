"""The PortAudio library: loading it, querying it, and calling it with a time limit.

PortAudio is not thread-safe, and a call into a stopped sound server may never return. So calls are
serialized, each on a thread that is abandoned if it gets stuck. Functions here may take seconds:
never call them on the GUI thread.
"""

import atexit
import sys
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

from mock_interviewer.audio.devices.device import Device
from mock_interviewer.audio.devices.portaudio_errors import (
    library_missing,
    not_answering,
    sound_system_stopped,
)
from mock_interviewer.audio.processes.bounded_call import CallTimeoutError, run_bounded

T = TypeVar("T")

CALL_TIMEOUT: Final = 5.0

_gate = threading.Lock()
_streams_lock = threading.Lock()
_streams: set[object] = set()


def query() -> tuple[Device, ...]:
    """Return the devices as PortAudio saw them when it was last initialized.

    Raises AudioLibraryMissing, or DeviceBusy if the sound system does not respond.
    """
    return _call_whole_system(_query, "portaudio-query")


def streams_open() -> bool:
    """Return whether one of our streams is open, or stuck while opening or closing."""
    with _streams_lock:
        return bool(_streams)


def reinitialize() -> bool:
    """Make PortAudio look for devices again; do nothing and return False while a stream is open.

    Raises AudioLibraryMissing. Device indexes obtained before are invalid afterwards.
    """
    return _call_whole_system(_reinitialize, "portaudio-reinitialize")


def register_stream(stream: object) -> None:
    """Count ``stream`` as open, from before it is opened."""
    with _streams_lock:
        _streams.add(stream)


def unregister_stream(stream: object) -> None:
    """Count ``stream`` as closed."""
    with _streams_lock:
        _streams.discard(stream)


def load_sounddevice() -> Any:
    """Import sounddevice; raises AudioLibraryMissing if PortAudio is missing or does not start."""
    try:
        import sounddevice
    except OSError as error:
        raise library_missing(str(error)) from error
    except Exception as error:
        if type(error).__name__ != "PortAudioError":
            raise
        raise sound_system_stopped(error) from error
    return sounddevice


def _query() -> tuple[Device, ...]:
    library = load_sounddevice()
    try:
        return _devices(library)
    except library.PortAudioError as error:
        raise sound_system_stopped(error) from error


def _devices(library: Any) -> tuple[Device, ...]:
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


def _reinitialize() -> bool:
    with _streams_lock:
        if _streams:
            return False
    library = load_sounddevice()
    while library._initialized:  # noqa: SLF001 - sounddevice has no other name for these
        library._terminate()  # noqa: SLF001
    try:
        library._initialize()  # noqa: SLF001
    except library.PortAudioError as error:
        raise sound_system_stopped(error) from error
    return True


def _call_whole_system(work: Callable[[], T], name: str) -> T:
    try:
        return call_portaudio(work, CALL_TIMEOUT, name)
    except CallTimeoutError as error:
        skip_exit_handler()
        raise not_answering("The sound system") from error


def call_portaudio(
    work: Callable[[], T],
    timeout: float,
    name: str,
    discard: Callable[[T], None] | None = None,
) -> T:
    """Make one call at a time; raises CallTimeoutError if it does not return in time."""
    with _gate:
        return run_bounded(work, timeout=timeout, name=name, discard=discard)


def skip_exit_handler() -> None:
    """Do not close PortAudio at exit: with a stuck call in it, that would hang too."""
    handler = getattr(sys.modules.get("sounddevice"), "_exit_handler", None)
    if handler is not None:
        atexit.unregister(handler)
