"""The current take: its recorder, its recognition job, and the detection of its end."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.callback_types import Later, Post
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.answer_end import AnswerEndDetector
from mock_interviewer.app.interview.effects import SessionEffect
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.planning.plan import InterviewerBehavior
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.client.events import LiveCaption, SpeechActivity
from mock_interviewer.audio.recording import recorder as rec
from mock_interviewer.audio.recording.microphone_faults import MicrophoneSilent, StreamInterrupted
from mock_interviewer.audio.recording.sources import InputSource
from mock_interviewer.audio.recording.trimming import PRE_ROLL
from mock_interviewer.audio.samples import Samples

log = logging.getLogger(__name__)


class CurrentTakeRecorder:
    """A recorder that reports session events on the owning thread.

    ``report`` also receives this object, to tell late events of an earlier recorder apart. Nothing
    follows RecordingClosed, MicrophoneLost, RecordingInterrupted, or MicrophoneFailed.
    """

    def __init__(
        self,
        source: InputSource,
        recording: Path,
        *,
        feed: Callable[[Samples], None],
        resume: bool,
        post: Post,
        report: Callable[["CurrentTakeRecorder", SessionEvent], None],
    ) -> None:
        self._report = report
        self._feed = feed
        self._feeding = threading.Lock()
        self._dropped = False
        self._over: MachineError | Exception | None = None
        self._arrived = False
        self._warnings: dict[str, str] = {}
        self._recording = recording
        self._recorder = rec.AudioRecorder(
            source,
            recording,
            listener=lambda event: post(partial(self._heard, event)),
            feed=self._pass_on,
            resume=resume,
        )

    def open(self) -> None:
        """Open the microphone without recording yet."""
        self._recorder.open()

    def keep(self, *, back: float = PRE_ROLL) -> None:
        """Start recording, including the last ``back`` seconds, at most 2.

        If ``back`` is negative, recording starts after that many seconds.
        """
        self._recorder.begin(back)

    def pause(self) -> None:
        """Pause the recording."""
        self._recorder.pause()

    def resume(self, *, back: float = PRE_ROLL) -> None:
        """Resume the recording; ``back`` as in ``keep``."""
        self._recorder.resume(back)

    def stop(self) -> None:
        """Finish the recording; RecordingClosed follows."""
        self._recorder.stop()

    def drop(self) -> None:
        """Close and discard the whole recording of the take, including parts before a resume.

        Nothing more is reported or fed, so another recorder for the take can be created at once.
        """
        with self._feeding:
            self._dropped = True
        self._recorder.discard()

    def level(self) -> float:
        """Return the latest peak in dBFS."""
        return self._recorder.level()

    def recorded(self) -> float:
        """Return the seconds recorded so far."""
        return self._recorder.recorded()

    def _pass_on(self, samples: Samples) -> None:
        """Feed samples, on the recorder's thread, unless this was dropped."""
        with self._feeding:
            if not self._dropped:
                self._feed(samples)

    def _heard(self, event: rec.RecorderEvent) -> None:
        if self._dropped:
            return
        match event:
            case rec.RecorderReady():
                self._arrived = True
                self._report(self, ev.MicrophoneReady())
            case rec.RecorderWarning(kind, text):
                self._warnings[kind] = text
                self._warn()
            case rec.RecorderWarningCleared(kind):
                self._warnings.pop(kind, None)
                self._warn()
            case rec.RecorderLostMicrophone(error) | rec.RecorderFailed(error):
                log.error("recording stopped: %s", type(error).__name__, exc_info=error)
                self._over = error
            case rec.RecorderClosed(_, duration, flags):
                self._closed(duration, flags)

    def _warn(self) -> None:
        self._report(self, ev.MicrophoneWarned(" ".join(self._warnings.values())))

    def _closed(self, duration: float, flags: tuple[str, ...]) -> None:
        if self._over is None:
            self._report(self, ev.RecordingClosed(duration, flags))
        elif self._arrived and isinstance(self._over, StreamInterrupted):
            self._report(self, ev.RecordingInterrupted(self._over, duration))
        elif self._arrived:
            self._report(self, _lost(self._over, duration))
        else:
            self._report(self, _failed(self._over))


def _failed(error: MachineError | Exception) -> ev.MicrophoneFailed:
    if not isinstance(error, MachineError):
        return ev.MicrophoneFailed(_INTERNAL)
    # In a session, resuming is what looks for the devices again.
    return ev.MicrophoneFailed(error.what, error.remedy.replace("choose Rescan", "choose Resume"))


def _lost(error: MachineError | Exception, duration: float) -> ev.MicrophoneLost:
    if not isinstance(error, MachineError):
        return ev.MicrophoneLost(_INTERNAL, duration)
    silent = isinstance(error, MicrophoneSilent)
    return ev.MicrophoneLost(error.what, duration, error.remedy, silent)


_INTERNAL: Final = "Something went wrong, and the recording stopped. See the log for details."


ECHO: Final = 0.25
"""Seconds that room and device echo outlast the program's own sound."""


_BEFORE_SPEECH: Final = 0.4
"""Seconds recorded before the detected start of speech."""


_FINAL_EVENTS: Final = (
    ev.RecordingClosed | ev.MicrophoneLost | ev.RecordingInterrupted | ev.MicrophoneFailed
)
"""Events after which a recorder reports nothing."""


class CurrentTake:
    """Handles one take at a time. Owned by one thread, on which ``on_event`` is called."""

    def __init__(
        self,
        transcriptions: TranscriptionService,
        behavior: InterviewerBehavior,
        *,
        language: str | None,
        captions: bool,
        post: Post,
        later: Later,
        on_event: Callable[[SessionEvent], None],
    ) -> None:
        """``language`` is the session's, or None for the recognizer's setting."""
        self._transcriptions = transcriptions
        self._behavior = behavior
        self._language = language
        self._captions = captions or behavior.hands_free
        self._post = post
        self._later = later
        self._on_event = on_event
        self._take: str | None = None
        self._recorder: CurrentTakeRecorder | None = None
        self._detector: AnswerEndDetector | None = None
        self.silent_since = 0.0
        """Monotonic seconds of the program's last sound; nothing earlier is recorded."""

    def open(self, effect: ef.OpenTakeMicrophone, source: InputSource, recording: Path) -> None:
        """Open the microphone of a take and, unless it resumes, its recognition job."""
        take = effect.take
        language = self._language or self._transcriptions.defaults.language
        if not effect.resume:
            request = replace(
                self._transcriptions.defaults.expecting(effect.question.vocabulary),
                language=language,
                captions=self._captions,
            )
            self._transcriptions.begin(take, request, recording)
        recorder = CurrentTakeRecorder(
            source,
            recording,
            feed=partial(self._transcriptions.feed, take),
            resume=effect.resume,
            post=self._post,
            report=self._heard,
        )
        self._take, self._recorder = take, recorder
        self._stop_detector()
        self._detector = AnswerEndDetector(
            self._behavior.patience,
            language=language,
            recorded=recorder.recorded,
            later=self._later,
            on_over=lambda: self._on_event(ev.AnswerOver()),
            on_nothing_said=lambda: self._on_event(ev.NothingSaid()),
        )
        recorder.open()

    def carry_out(self, effect: SessionEffect) -> None:
        """Carry out an effect on the current take; ignore it while the microphone is closed."""
        recorder, detector = self._recorder, self._detector
        if recorder is None or detector is None:
            return
        match effect:
            case ef.KeepSamples(since):
                recorder.keep(back=self._back(since))
                if self._behavior.hands_free:
                    detector.open()
            case ef.PauseRecorder():
                recorder.pause()
            case ef.ResumeRecorder():
                recorder.resume(back=self._back(None))
            case ef.AwaitAnswerEnd():
                detector.finish_sentence()
            case ef.WaitLonger(seconds):
                detector.wait_longer(seconds)
            case ef.CloseRecorder():
                recorder.stop()
            case ef.DropRecorder():
                self._drop(recorder)

    def activity(self, activity: SpeechActivity) -> None:
        """Note that the person started or stopped speaking."""
        if self._detector is not None and activity.job == self._take:
            self._detector.activity(activity)

    def caption(self, caption: LiveCaption) -> None:
        """Note the text recognized so far."""
        if self._detector is not None and caption.job == self._take:
            self._detector.caption(caption)

    def level(self) -> float | None:
        """Return the latest peak in dBFS, or None while no microphone is open."""
        return None if self._recorder is None else self._recorder.level()

    def recorded(self) -> float | None:
        """Return the recorded seconds of the current take, or None while no microphone is open."""
        return None if self._recorder is None else self._recorder.recorded()

    def over_in(self) -> float | None:
        """Return the seconds until the answer ends; None while that is not near."""
        return None if self._detector is None else self._detector.left()

    def close(self) -> None:
        """Stop watching for the end of the answer; a running recorder ends by itself."""
        self._stop_detector()

    def _back(self, since: float | None) -> float:
        """Return how many seconds of earlier sound belong to the answer, negative for none yet.

        That is from the start of speech, if it is known, but none of the program's own sound.
        """
        now = time.monotonic()
        wanted = now - PRE_ROLL if since is None else min(now, since - _BEFORE_SPEECH)
        # Interrupting the interviewer takes headphones, which leave no echo.
        echo = 0.0 if self._behavior.barge_in else ECHO
        return now - max(wanted, self.silent_since + echo)

    def _drop(self, recorder: CurrentTakeRecorder) -> None:
        recorder.drop()
        self._recorder = None
        self._stop_detector()
        if self._take is not None:
            self._transcriptions.cancel(self._take)

    def _stop_detector(self) -> None:
        if self._detector is not None:
            self._detector.close()
            self._detector = None

    def _heard(self, recorder: CurrentTakeRecorder, event: SessionEvent) -> None:
        if recorder is not self._recorder:
            return
        if isinstance(event, _FINAL_EVENTS):
            self._recorder = None
            self._stop_detector()
        self._on_event(event)
