"""Players of one sound at a time: on a speaker, or silent."""

import logging
import threading
import time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.devices import portaudio, portaudio_errors
from mock_interviewer.audio.devices.device import Device, DeviceName, find_output
from mock_interviewer.audio.devices.device_list import list_devices
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.playback.sound_player import BlockListener, PlayedBlock
from mock_interviewer.audio.playback.threaded_player import (
    PlaybackRequest,
    PlaybackStream,
    ThreadedPlayer,
)
from mock_interviewer.audio.playback.track import PlaybackTrack

_log = logging.getLogger(__name__)


_SILENT_BLOCK: Final = 0.02


class DevicePlayer(ThreadedPlayer):
    """A SoundPlayer that plays on a speaker of this machine.

    ``device`` None is the system's default. The device is looked up for each sound; if it cannot be
    found or opened, the sound ends with a MachineError.
    """

    silent = False

    def __init__(self, device: DeviceName | None = None) -> None:
        self._device = device
        super().__init__("player")

    def _prepare(self) -> None:
        try:
            list_devices()
        except MachineError as error:
            _log.info("There is no device to play on yet: %s", error)

    def _open(self, request: PlaybackRequest) -> PlaybackStream:
        device = find_output(list_devices(), self._device)
        try:
            return self._opened(device, request)
        except portaudio_errors.RateRefused:
            request.track.convert(round(device.default_rate))
            return self._opened(device, request)

    def _opened(self, device: Device, request: PlaybackRequest) -> PlaybackStream:
        track = request.track

        def fill(out: NDArray[np.float32], underflowed: bool) -> bool:
            begins = underflowed or not track.begun
            track.fill(out)
            if (listener := self._listener) is not None:
                at = track.heard_at()
                self._tell(listener, PlayedBlock(out.copy(), track.rate, at, begins))
            # Play silence after the end until the last sample has been heard: a stream that ends by
            # itself drops the rest of its buffer.
            return True

        return portaudio.open_output(device, track.rate, fill, request.note_device_end)

    def _tell(self, listener: BlockListener, block: PlayedBlock) -> None:
        try:
            listener(block)
        except Exception as error:  # noqa: BLE001 - the sound must still be played
            self._listener = None
            self._listener_error = error


class SilentPlayer(ThreadedPlayer):
    """A SoundPlayer for machines without a speaker: it takes the time of a sound in silence."""

    silent = True

    def __init__(self) -> None:
        super().__init__("silent-player")

    def _open(self, request: PlaybackRequest) -> PlaybackStream:
        return _NoStream(request.track)

    def _prepare(self) -> None:
        """Do nothing: nothing has to be loaded."""


class _NoStream:
    """A stream that takes a track's samples in real time on a thread of its own."""

    latency = 0.0
    error: Exception | None = None

    def __init__(self, track: PlaybackTrack) -> None:
        self._track = track
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="silent-stream", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        begun = time.monotonic()
        taken = 0
        while True:
            due = round((time.monotonic() - begun + _SILENT_BLOCK) * self._track.rate)
            self._track.fill(np.empty(due - taken, dtype=np.float32))
            taken = due
            if self._closing.wait(_SILENT_BLOCK):
                return


def open_player(device: DeviceName | None = None) -> DevicePlayer | SilentPlayer:
    """Return a DevicePlayer if ``device`` can be opened now, otherwise a SilentPlayer. Blocks."""
    try:
        found = find_output(list_devices(), device)
        portaudio.open_output(found, round(found.default_rate), _silence).close()
    except MachineError as error:
        _log.info("No sound can be played: %s", error)
        return SilentPlayer()
    return DevicePlayer(device)


def _silence(out: NDArray[np.float32], _underflowed: bool) -> bool:
    out.fill(0.0)
    return True
