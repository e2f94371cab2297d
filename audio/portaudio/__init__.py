"""The one door to PortAudio: every other module asks here, and no other imports sounddevice.

Everything here may take seconds: never call it on the GUI's thread.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.device import Device
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.portaudio.errors import RateRefused, permission_remedy
from mock_interviewer.audio.portaudio.library import query, reinitialise, streams_open
from mock_interviewer.audio.portaudio.streams import InputStream, OutputStream
from mock_interviewer.audio.types import Samples

__all__ = [
    "InputStream",
    "OutputStream",
    "RateRefused",
    "open_input",
    "open_output",
    "permission_remedy",
    "query",
    "reinitialise",
    "streams_open",
]


def open_input(
    device: Device,
    rate: int,
    deliver: Callable[[Samples, bool], None],
    ended: Callable[[], None] | None = None,
) -> InputStream:
    """Open a microphone, mono; ``start()`` lets the samples flow.

    ``deliver(block, overflowed)`` is called in PortAudio's callback with a copy that it may keep;
    it must not block. If it raises, the error is kept in ``stream.error`` and the stream ends.
    ``ended()`` is called on a thread of PortAudio's whenever the stream has stopped.
    Raises RateRefused, NoDevice, DeviceBusy, DevicePermission, AudioLibraryMissing.
    """
    stream = InputStream(device, deliver, ended)
    stream.open(rate)
    return stream


def open_output(
    device: Device | None,
    rate: int,
    fill: Callable[[NDArray[np.float32], bool], bool],
    ended: Callable[[], None] | None = None,
) -> OutputStream:
    """Open a speaker (None: the system's default), mono.

    ``fill(out, underflowed)`` is called in PortAudio's callback, writes the next samples into all
    of ``out``, shape (frames,), and returns False to end the stream. That may drop what is still
    buffered: go on with silence for ``stream.latency`` and a little more first. ``underflowed``
    tells that the speaker had nothing to play just before. ``ended()`` is called on a
    thread of PortAudio's whenever the stream has stopped. An error in ``fill`` is kept in
    ``stream.error`` and ends the stream. Raises as ``open_input`` does.
    """
    if device is None:
        device = next((found for found in query() if found.default_output), None)
    if device is None:
        raise NoDevice("No speaker or headphones were found.", "Plug one in, then choose Rescan.")
    stream = OutputStream(device, fill, ended)
    stream.open(rate)
    return stream
