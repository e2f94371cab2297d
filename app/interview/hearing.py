"""The present take as it is heard: its recorder, its recogniser's job, and when it is over."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import events as ev
from mock_interviewer.app.interview.answer_end import AnswerEnd
from mock_interviewer.app.interview.effects import Effect
from mock_interviewer.app.interview.events import Event
from mock_interviewer.app.interview.listening import Listening
from mock_interviewer.app.interview.manner import Manner
from mock_interviewer.app.interview.timers import Later
from mock_interviewer.app.interview.transcriptions import Post, Transcriptions
from mock_interviewer.audio.recognition.events import Activity, Caption
from mock_interviewer.audio.sources import InputSource

_BREATH: Final = 0.4
"""Seconds kept before speech was noticed to begin."""
_LAST: Final = ev.RecordingClosed | ev.MicrophoneLost | ev.StoodStill | ev.MicrophoneFailed
"""After these nothing more is heard of a take."""


class Hearing:
    """One take at a time. Owned by one thread, on which ``tell`` is called."""

    def __init__(
        self,
        transcriptions: Transcriptions,
        manner: Manner,
        *,
        language: str | None,
        captions: bool,
        post: Post,
        later: Later,
        tell: Callable[[Event], None],
    ) -> None:
        """``language`` is the session's, None for what the recogniser is set to."""
        self._transcriptions = transcriptions
        self._manner = manner
        self._language = language
        self._captions = captions or manner.hands_free
        self._post = post
        self._later = later
        self._tell = tell
        self._take: str | None = None
        self._listening: Listening | None = None
        self._end: AnswerEnd | None = None
        self.silent_since = 0.0
        """Monotonic seconds when the program made its last sound; nothing from before is kept."""

    def open(self, effect: ef.OpenMicrophone, source: InputSource, recording: Path) -> None:
        """Open the microphone of a take, and its job where it does not go on."""
        take = effect.take
        if not effect.resume:
            self._transcriptions.begin(
                take,
                effect.question.vocabulary,
                recording,
                language=self._language,
                captions=self._captions,
            )
        listening = Listening(
            source,
            recording,
            feed=partial(self._transcriptions.feed, take),
            resume=effect.resume,
            post=self._post,
            report=self._heard,
        )
        self._take, self._listening = take, listening
        self._forget_end()
        self._end = AnswerEnd(
            self._manner.patience,
            language=self._language or self._transcriptions.language,
            recorded=listening.recorded,
            later=self._later,
            over=lambda: self._tell(ev.AnswerOver()),
            nothing=lambda: self._tell(ev.NothingSaid()),
        )
        listening.open()

    def carry_out(self, effect: Effect) -> None:
        """Do what a session wants of the present take; nothing where its microphone is closed."""
        listening, end = self._listening, self._end
        if listening is None or end is None:
            return
        match effect:
            case ef.KeepSamples(since):
                self._keep(listening, since)
                if self._manner.hands_free:
                    end.open()
            case ef.PauseRecorder():
                listening.pause()
            case ef.ResumeRecorder():
                listening.resume()
            case ef.AwaitEnd():
                end.finish_sentence()
            case ef.WaitLonger(seconds):
                end.wait_longer(seconds)
            case ef.CloseRecorder():
                listening.stop()
            case ef.DropRecorder():
                self._drop(listening)

    def active(self, activity: Activity) -> None:
        """Take that somebody speaks in a take, or nobody does."""
        if self._end is not None and activity.job == self._take:
            self._end.heard(activity)

    def understood(self, caption: Caption) -> None:
        """Take what was understood of a take so far."""
        if self._end is not None and caption.job == self._take:
            self._end.understood(caption)

    def level(self) -> float | None:
        """Return the latest peak in dBFS, or None while no microphone is open."""
        return None if self._listening is None else self._listening.level()

    def recorded(self) -> float | None:
        """Return the seconds kept of the present take, or None while no microphone is open."""
        return None if self._listening is None else self._listening.recorded()

    def over_in(self) -> float | None:
        """Return the seconds after which the answer counts as over; None while that is not near."""
        return None if self._end is None else self._end.left()

    def close(self) -> None:
        """Watch for no end any more; a recorder under way ends by itself."""
        self._forget_end()

    def _keep(self, listening: Listening, since: float | None) -> None:
        """Keep from where somebody began to speak, but nothing of the program's own sound."""
        if since is None:
            listening.keep()
        else:
            now = time.monotonic()
            listening.keep(back=now - min(now, max(since - _BREATH, self.silent_since)))

    def _drop(self, listening: Listening) -> None:
        listening.drop()
        self._listening = None
        self._forget_end()
        if self._take is not None:
            self._transcriptions.cancel(self._take)

    def _forget_end(self) -> None:
        if self._end is not None:
            self._end.close()
            self._end = None

    def _heard(self, listening: Listening, event: Event) -> None:
        if listening is not self._listening:
            return
        if isinstance(event, _LAST):
            self._listening = None
            self._forget_end()
        self._tell(event)
