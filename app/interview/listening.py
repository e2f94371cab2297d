"""One recorder of one take, told in the session's own events."""

import logging
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import mock_interviewer.audio.recorder as rec
from mock_interviewer.app.interview import events as ev
from mock_interviewer.app.interview.events import Event
from mock_interviewer.app.interview.transcriptions import Post
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.keeping import PRE_ROLL
from mock_interviewer.audio.sleep import StoodStill
from mock_interviewer.audio.sources import InputSource
from mock_interviewer.audio.types import Samples

log = logging.getLogger(__name__)


class Listening:
    """A recorder whose events arrive on the owning thread as events of the session.

    ``report`` gets this object with each event, so that a late one of an earlier recorder can be
    told apart. After RecordingClosed, MicrophoneLost, StoodStill or MicrophoneFailed nothing
    follows.
    """

    def __init__(
        self,
        source: InputSource,
        recording: Path,
        *,
        feed: Callable[[Samples], None],
        resume: bool,
        post: Post,
        report: Callable[["Listening", Event], None],
    ) -> None:
        self._report = report
        self._feed = feed
        self._feeding = threading.Lock()
        self._dropped = False
        self._over: MachineError | Exception | None = None
        self._arrived = False
        self._warnings: dict[str, str] = {}
        self._recording = recording
        self._recorder = rec.Recorder(
            source,
            recording,
            listener=lambda event: post(partial(self._heard, event)),
            feed=self._pass_on,
            resume=resume,
        )

    def open(self) -> None:
        """Open the microphone; keeps nothing yet."""
        self._recorder.open()

    def keep(self, *, back: float = PRE_ROLL) -> None:
        """Keep samples from now on, and the last ``back`` seconds too, at most 2."""
        self._recorder.begin(back)

    def pause(self) -> None:
        """Keep nothing for a while."""
        self._recorder.pause()

    def resume(self) -> None:
        """Keep samples again."""
        self._recorder.resume()

    def stop(self) -> None:
        """Finish the recording; RecordingClosed follows."""
        self._recorder.stop()

    def drop(self) -> None:
        """Close, and throw away what was kept of the take, also before a resume.

        Nothing more is reported or fed, so that another of the same take may be made at once.
        """
        with self._feeding:
            self._dropped = True
        self._recorder.discard()

    def level(self) -> float:
        """Return the latest peak in dBFS."""
        return self._recorder.level()

    def recorded(self) -> float:
        """Return the seconds kept so far."""
        return self._recorder.recorded()

    def _pass_on(self, samples: Samples) -> None:
        """Feed on the recorder's thread, and nothing once this is dropped."""
        with self._feeding:
            if not self._dropped:
                self._feed(samples)

    def _heard(self, event: rec.RecorderEvent) -> None:
        if self._dropped:
            return
        match event:
            case rec.SamplesArrived():
                self._arrived = True
                self._report(self, ev.MicrophoneReady())
            case rec.Warned(kind, text):
                self._warnings[kind] = text
                self._warn()
            case rec.Recovered(kind):
                self._warnings.pop(kind, None)
                self._warn()
            case rec.Lost(error) | rec.Failed(error):
                log.error("recording stopped: %s", type(error).__name__, exc_info=error)
                self._over = error
            case rec.Closed(_, duration, flags):
                self._closed(duration, flags)

    def _warn(self) -> None:
        self._report(self, ev.MicrophoneWarned(" ".join(self._warnings.values())))

    def _closed(self, duration: float, flags: tuple[str, ...]) -> None:
        if self._over is None:
            self._report(self, ev.RecordingClosed(duration, flags))
        elif self._arrived and isinstance(self._over, StoodStill):
            self._report(self, ev.StoodStill(self._over, duration))
        elif self._arrived:
            self._report(self, ev.MicrophoneLost(_sentence(self._over), duration))
        else:
            self._report(self, ev.MicrophoneFailed(_sentence(self._over)))


def _sentence(error: Exception) -> str:
    if isinstance(error, MachineError):
        return str(error)
    return "The recording stopped because of a mistake in this program; the log has the details."
