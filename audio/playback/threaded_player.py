"""The thread of a player: it opens, watches, and closes a stream for each sound."""

import logging
import queue
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Final, Protocol

import numpy as np

from mock_interviewer.audio.errors import DeviceLost, MachineError
from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound
from mock_interviewer.audio.playback.adjustable_track import AdjustableTrack
from mock_interviewer.audio.playback.sound_player import (
    BlockListener,
    Playable,
    PlaybackEnd,
    PlaybackEnding,
)
from mock_interviewer.audio.playback.streaming_sound import StreamingSound
from mock_interviewer.audio.playback.track import PlaybackTrack
from mock_interviewer.audio.samples import Sound

_log = logging.getLogger(__name__)

_LOOK: Final = 0.1
"""Seconds between two looks at whether the device still takes samples."""
_STARVED: Final = 1.0
"""Seconds without a callback after which the device counts as lost."""
_UNTOLD_LATENCY: Final = 0.02
"""Seconds of sound that a sound server holds and PortAudio knows nothing of."""
_CLOSE_TIMEOUT: Final = 2.0


class PlaybackStream(Protocol):
    """What takes a track's samples in real time; ``error`` is what its callback raised."""

    error: Exception | None

    @property
    def latency(self) -> float:
        """Return the seconds from the callback to the ear."""

    def start(self) -> None:
        """Begin to take samples; raises MachineError."""

    def close(self) -> None:
        """Stop at once and let go of the device."""


class PlaybackRequest:
    """One sound that was asked for, until its end has been told."""

    def __init__(
        self,
        sound: Playable,
        start: float,
        on_end: Callable[[PlaybackEnd], None],
        on_start: Callable[[], None] | None,
    ) -> None:
        self.wake = threading.Event()
        self._growing = sound if isinstance(sound, StreamingSound) else None
        self.track = self._track_of(sound, start)
        self.on_end = on_end
        self.on_start = on_start or (lambda: None)
        self.stopped = False
        self.ended = False
        self.device_ended = False

    def stop(self) -> None:
        """Be silent from the next block on, and end soon after."""
        self.stopped = True
        self.track.pause()
        self.wake.set()

    def take_in(self) -> None:
        """Let the track have what was added to a sound that grows, or what it plays next."""
        if isinstance(self.track, AdjustableTrack):
            self.track.take_in()
        elif self._growing is not None:
            parts, finished = self._growing.take()
            if parts or finished:
                self.track.extend(parts, complete=finished)

    def _track_of(self, sound: Playable, start: float) -> PlaybackTrack:
        match sound:
            case Sound():
                return PlaybackTrack(sound, start, self.wake.set)
            case AdjustableSound():
                return AdjustableTrack(sound, start, self.wake.set)
            case StreamingSound():
                return self._begun_track(sound, start)

    def _begun_track(self, growing: StreamingSound, start: float) -> PlaybackTrack:
        growing.follow(self.wake.set)
        parts, finished = growing.take()
        so_far = np.concatenate([np.zeros(0, dtype=np.float32), *parts])
        return PlaybackTrack(
            Sound(so_far, growing.rate),
            start,
            self.wake.set,
            complete=finished,
            volume=lambda: growing.volume,
        )

    def note_device_end(self) -> None:
        """Take note that the device takes no more samples."""
        self.device_ended = True
        self.wake.set()


class ThreadedPlayer(ABC):
    """A SoundPlayer whose one thread opens, watches and closes a stream for each sound."""

    def __init__(self, name: str) -> None:
        self._lock = threading.Lock()
        self._requests: queue.SimpleQueue[PlaybackRequest | None] = queue.SimpleQueue()
        self._current: PlaybackRequest | None = None
        self._listener: BlockListener | None = None
        self._listener_error: Exception | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @abstractmethod
    def _open(self, request: PlaybackRequest) -> PlaybackStream:
        """Open what takes the track's samples, converting the track if need be.

        Raises MachineError. Called on the player's thread.
        """

    @abstractmethod
    def _prepare(self) -> None:
        """Do once, on the player's thread, what would make the first sound late."""

    def play(
        self,
        sound: Playable,
        *,
        start: float = 0.0,
        on_end: Callable[[PlaybackEnd], None],
        on_start: Callable[[], None] | None = None,
    ) -> None:
        """Play ``sound``; see SoundPlayer."""
        request = PlaybackRequest(sound, start, on_end, on_start)
        with self._lock:
            if self._closed:
                raise RuntimeError("the player is closed")
            if self._current is not None:
                self._current.stop()
            self._current = request
            self._requests.put(request)

    def pause(self) -> None:
        """Hold; see SoundPlayer."""
        if (request := self._current) is not None:
            request.track.pause()

    def resume(self) -> None:
        """Go on; see SoundPlayer."""
        if (request := self._current) is not None and not request.stopped:
            request.track.resume()
            request.wake.set()

    def stop(self) -> None:
        """End the sound; see SoundPlayer."""
        if (request := self._current) is not None:
            request.stop()

    def seek(self, seconds: float) -> None:
        """Go elsewhere; see SoundPlayer."""
        if (request := self._current) is not None:
            request.track.seek(seconds)
            request.wake.set()

    def position(self) -> float:
        """Return the seconds heard; see SoundPlayer."""
        return 0.0 if (request := self._current) is None else request.track.position()

    def playing(self) -> bool:
        """Tell whether a sound is on; see SoundPlayer."""
        request = self._current
        return request is not None and not request.ended and not request.track.paused()

    def tap(self, listener: BlockListener | None) -> None:
        """Tell each block; see SoundPlayer."""
        self._listener = listener

    def close(self) -> None:
        """End the thread; see SoundPlayer."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._requests.put(None)
            if self._current is not None:
                self._current.stop()
        if threading.current_thread() is not self._thread:
            self._thread.join(_CLOSE_TIMEOUT)

    def _run(self) -> None:
        self._prepare()
        while (request := self._requests.get()) is not None:
            try:
                end: PlaybackEnd = self._perform(request)
            except MachineError as error:
                end = error
            except Exception:  # noqa: BLE001 - each sound's end is told, whatever ended it
                _log.exception("A sound could not be played")
                end = MachineError("The sound could not be played.", "The log says why.")
            request.ended = True
            self._log_listener_error()
            try:
                request.on_end(end)
            except Exception:  # noqa: BLE001 - the next sound shall still be played
                _log.exception("The end of a sound could not be told")

    def _log_listener_error(self) -> None:
        """Log on this thread what a device's callback must not wait to log."""
        error, self._listener_error = self._listener_error, None
        if error is not None:
            _log.error("Who listens to the blocks failed, and is told no more", exc_info=error)

    def _perform(self, request: PlaybackRequest) -> PlaybackEnd:
        if request.stopped:
            return PlaybackEnding.STOPPED
        request.take_in()
        if request.track.left() <= 0:
            request.on_start()
            return PlaybackEnding.FINISHED
        stream = self._open(request)
        try:
            request.track.latency = stream.latency + _UNTOLD_LATENCY
            stream.start()
            return self._watch(request, stream)
        finally:
            stream.close()

    def _watch(self, request: PlaybackRequest, stream: PlaybackStream) -> PlaybackEnd:
        track = request.track
        started_at = time.monotonic()
        told = False
        while not request.stopped:
            request.take_in()
            if track.begun and not told:
                told = True
                request.on_start()
            if stream.error is not None:
                raise stream.error
            left = track.left()
            if left <= 0:
                return PlaybackEnding.FINISHED
            if request.device_ended or track.idle(started_at) > _STARVED:
                raise DeviceLost(
                    "The loudspeaker went away.", "Connect it again, or choose another one."
                )
            request.wake.wait(min(left, _LOOK))
            request.wake.clear()
        return PlaybackEnding.STOPPED
