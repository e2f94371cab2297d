"""The base class of players, whose thread opens, watches, and closes a stream for each sound."""

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

_CHECK_INTERVAL: Final = 0.1
"""Seconds between checks that the device still takes samples."""
_STARVED: Final = 1.0
"""Seconds without a callback after which the device counts as lost."""
_SERVER_LATENCY: Final = 0.02
"""Seconds of sound in a sound server's buffer that PortAudio does not report."""
_CLOSE_TIMEOUT: Final = 2.0


class PlaybackStream(Protocol):
    """A stream that takes a track's samples in real time; ``error`` is its callback's error."""

    error: Exception | None

    @property
    def latency(self) -> float:
        """The seconds from the callback to when the sound is heard."""

    def start(self) -> None:
        """Start taking samples; raises MachineError."""

    def close(self) -> None:
        """Stop at once and release the device."""


class PlaybackRequest:
    """A sound to be played, until its end has been reported."""

    def __init__(
        self,
        sound: Playable,
        start: float,
        on_end: Callable[[PlaybackEnd], None],
        on_start: Callable[[], None] | None,
    ) -> None:
        self.wake = threading.Event()
        self._streaming = sound if isinstance(sound, StreamingSound) else None
        self.track = self._track_of(sound, start)
        self.on_end = on_end
        self.on_start = on_start or (lambda: None)
        self.stopped = False
        self.ended = False
        self.device_ended = False

    def stop(self) -> None:
        """Silence the sound from the next block on, and end it soon after."""
        self.stopped = True
        self.track.pause()
        self.wake.set()

    def refill(self) -> None:
        """Give the track the new parts of a streaming sound, or render what it plays next."""
        if isinstance(self.track, AdjustableTrack):
            self.track.refill()
        elif self._streaming is not None:
            parts, finished = self._streaming.take()
            if parts or finished:
                self.track.extend(parts, complete=finished)

    def _track_of(self, sound: Playable, start: float) -> PlaybackTrack:
        match sound:
            case Sound():
                return PlaybackTrack(sound, start, self.wake.set)
            case AdjustableSound():
                return AdjustableTrack(sound, start, self.wake.set)
            case StreamingSound():
                return self._streaming_track(sound, start)

    def _streaming_track(self, sound: StreamingSound, start: float) -> PlaybackTrack:
        sound.follow(self.wake.set)
        parts, finished = sound.take()
        so_far = np.concatenate([np.zeros(0, dtype=np.float32), *parts])
        return PlaybackTrack(
            Sound(so_far, sound.rate),
            start,
            self.wake.set,
            complete=finished,
            volume=lambda: sound.volume,
        )

    def note_device_end(self) -> None:
        """Record that the device takes no more samples."""
        self.device_ended = True
        self.wake.set()


class ThreadedPlayer(ABC):
    """A SoundPlayer whose thread opens, watches, and closes a stream for each sound."""

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
        """Open a stream for the track's samples, converting the track if necessary.

        Raises MachineError. Called on the player's thread.
        """

    @abstractmethod
    def _prepare(self) -> None:
        """Do slow preparations before the first sound; called once, on the player's thread."""

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
        """Pause; see SoundPlayer."""
        if (request := self._current) is not None:
            request.track.pause()

    def resume(self) -> None:
        """Continue; see SoundPlayer."""
        if (request := self._current) is not None and not request.stopped:
            request.track.resume()
            request.wake.set()

    def stop(self) -> None:
        """Stop the sound; see SoundPlayer."""
        if (request := self._current) is not None:
            request.stop()

    def seek(self, seconds: float) -> None:
        """Continue elsewhere; see SoundPlayer."""
        if (request := self._current) is not None:
            request.track.seek(seconds)
            request.wake.set()

    def position(self) -> float:
        """Return the position; see SoundPlayer."""
        return 0.0 if (request := self._current) is None else request.track.position()

    def playing(self) -> bool:
        """Return whether a sound is playing; see SoundPlayer."""
        request = self._current
        return request is not None and not request.ended and not request.track.paused()

    def tap(self, listener: BlockListener | None) -> None:
        """Report each block; see SoundPlayer."""
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
            except Exception:  # noqa: BLE001 - the end of each sound is reported in any case
                _log.exception("A sound could not be played")
                end = MachineError("The sound couldn't be played.", "The log has the details.")
            request.ended = True
            self._log_listener_error()
            try:
                request.on_end(end)
            except Exception:  # noqa: BLE001 - the next sound must still be played
                _log.exception("The end of a sound could not be reported")

    def _log_listener_error(self) -> None:
        """Log on this thread, since a device's callback must not take the time."""
        error, self._listener_error = self._listener_error, None
        if error is not None:
            _log.error("The block listener failed and is no longer called", exc_info=error)

    def _perform(self, request: PlaybackRequest) -> PlaybackEnd:
        if request.stopped:
            return PlaybackEnding.STOPPED
        request.refill()
        if request.track.left() <= 0:
            request.on_start()
            return PlaybackEnding.FINISHED
        stream = self._open(request)
        try:
            request.track.latency = stream.latency + _SERVER_LATENCY
            stream.start()
            return self._watch(request, stream)
        finally:
            stream.close()

    def _watch(self, request: PlaybackRequest, stream: PlaybackStream) -> PlaybackEnd:
        track = request.track
        started_at = time.monotonic()
        reported = False
        while not request.stopped:
            request.refill()
            if track.begun and not reported:
                reported = True
                request.on_start()
            if stream.error is not None:
                raise stream.error
            left = track.left()
            if left <= 0:
                return PlaybackEnding.FINISHED
            if request.device_ended or track.idle(started_at) > _STARVED:
                raise DeviceLost(
                    "The speaker disconnected.", "Connect it again, or choose another one."
                )
            request.wake.wait(min(left, _CHECK_INTERVAL))
            request.wake.clear()
        return PlaybackEnding.STOPPED
