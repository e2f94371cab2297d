"""A session's machine joined to the real voice, microphone, recognition and store.

Free of Qt: whoever owns a conductor gives it ``post`` and ``later`` for the thread it lives on.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import mock_interviewer.audio.voices.speaker as voice
from mock_interviewer.app.interview import events as ev
from mock_interviewer.app.interview.events import Command, Effect, Event, Timer
from mock_interviewer.app.interview.listening import Listening
from mock_interviewer.app.interview.machine import Machine
from mock_interviewer.app.interview.plan import Plan, PlannedQuestion
from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.app.interview.timers import Later, Timers
from mock_interviewer.app.interview.transcriptions import Post, Transcriptions
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.audio.recognition.events import Caption
from mock_interviewer.audio.sources import InputSource

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class Parts:
    """What a session moves. ``source`` gives a fresh microphone each time it is asked."""

    speaker: voice.Speaker
    transcriptions: Transcriptions
    store: StoreThread
    source: Callable[[], InputSource]


class Conductor:
    """One session. Every method on the owning thread; none of them waits."""

    def __init__(
        self,
        plan: Plan,
        parts: Parts,
        *,
        post: Post,
        later: Later,
        changed: Callable[[Snapshot], None],
        captioned: Callable[[str, str], None] | None = None,
    ) -> None:
        """``captioned`` hears what is understood of the present answer: final text, and a guess."""
        self._plan = plan
        self._parts = parts
        self._post = post
        self._changed = changed
        self._captioned = captioned
        self._machine = Machine(plan)
        self._timers = Timers(later, lambda timer: self._handle(ev.TimerFired(timer)))
        self._utterance = 0
        self._listening: Listening | None = None
        self._recordings: dict[str, Path] = {}
        self._when_closed: Callable[[], None] = lambda: None
        self._forget = parts.transcriptions.listen(self._handle)
        self._forget_captions = parts.transcriptions.listen_to_captions(
            self._caption, lambda take, held: self._handle(ev.CaptionsHeld(take, held=held))
        )

    @property
    def snapshot(self) -> Snapshot:
        """Where the session stands."""
        return self._machine.snapshot

    def start(self) -> None:
        """Open the session and ask the first question."""
        self._handle(ev.Begin())

    def command(self, command: Command) -> None:
        """Do what the person asks; ignored where it makes no sense."""
        self._handle(command)

    def level(self) -> float | None:
        """Return the latest peak in dBFS, or None while no microphone is open."""
        return None if self._listening is None else self._listening.level()

    def recorded(self) -> float:
        """Return the seconds kept of the present take."""
        if self._listening is not None:
            return self._listening.recorded()
        return self.snapshot.recorded

    def thinking_left(self) -> float | None:
        """Return the seconds of think time left, or None when it is not running."""
        return self._timers.left(Timer.THINK)

    def close(self, then: Callable[[], None]) -> None:
        """End now, keeping what was recorded; ``then`` is called once that is safe.

        Does not wait: a recording under way is closed by its own thread, within a second or so.
        """
        self._when_closed = then
        if self.snapshot.state is State.FINISHED:
            then()
        else:
            self._handle(Command.END)

    def _handle(self, event: Event | Command) -> None:
        before = self._machine.snapshot
        for effect in self._machine.handle(event):
            self._carry_out(effect)
        if self.snapshot.state is not before.state:
            log.info("question %d: %s", self.snapshot.position, self.snapshot.state)
        if self.snapshot != before:
            self._changed(self.snapshot)
        if self.snapshot.state is State.FINISHED and before.state is not State.FINISHED:
            self._timers.stop_all()
            self._when_closed()

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case ev.Say() | ev.Prepare() | ev.Hush() | ev.PauseVoice() | ev.ResumeVoice():
                self._voice(effect)
            case ev.StartTimer() | ev.PauseTimer() | ev.ResumeTimer() | ev.StopTimer():
                self._clock(effect)
            case ev.OpenSession() | ev.CreateTake() | ev.SkipTake() | ev.SaveTake():
                self._remember(effect)
            case ev.CloseSession():
                self._close_session()
            case ev.Transcribe(take):
                self._parts.transcriptions.finish(take)
            case ev.OpenMicrophone(take, question, resume):
                self._open_microphone(take, question, resume=resume)
            case _:
                self._record(effect)

    def _voice(self, effect: Effect) -> None:
        speaker = self._parts.speaker
        match effect:
            case ev.Say(question):
                self._utterance += 1
                heard = partial(self._spoken, self._utterance)
                speaker.say(question.spoken, lambda event: self._post(partial(heard, event)))
            case ev.Prepare(question):
                speaker.prepare(question.spoken)
            case ev.Hush():
                self._utterance += 1
                speaker.stop()
            case ev.PauseVoice():
                speaker.pause()
            case ev.ResumeVoice():
                speaker.resume()

    def _spoken(self, utterance: int, event: voice.SpeechEvent) -> None:
        if utterance != self._utterance:
            return
        match event:
            case voice.Ended() | voice.Stopped():
                self._handle(ev.SpeechEnded())
            case voice.FailedToSpeak(error):
                self._handle(ev.SpeechFailed(str(error)))

    def _clock(self, effect: Effect) -> None:
        match effect:
            case ev.StartTimer(timer, seconds):
                self._timers.start(timer, seconds)
            case ev.PauseTimer(timer):
                self._timers.pause(timer)
            case ev.ResumeTimer(timer):
                self._timers.resume(timer)
            case ev.StopTimer(timer):
                self._timers.stop(timer)

    def _remember(self, effect: Effect) -> None:
        match effect:
            case ev.OpenSession():
                self._ask_store(
                    lambda library: library.create_session(self._plan),
                    lambda record: self._handle(ev.SessionOpened(record.id)),
                    lambda error: self._handle(ev.StoreFailed(error)),
                )
            case ev.CreateTake(question, position, attempt):
                session = self.snapshot.session or ""
                self._ask_store(
                    lambda library: library.create_take(session, question, position, attempt),
                    self._take_created,
                    lambda error: self._handle(ev.StoreFailed(error)),
                )
            case ev.SkipTake(take):
                self._ask_store(lambda library: library.skip_take(take), _nothing, _nothing)
            case ev.SaveTake(take, duration, flags):
                self._ask_store(
                    lambda library: library.close_take(take, duration, flags),
                    lambda _: self._handle(ev.TakeSaved()),
                    lambda error: self._handle(ev.TakeSaved(_still_on_disk(error))),
                )

    def _take_created(self, take: TakeRecord) -> None:
        if take.recording is not None:
            self._recordings[take.id] = take.recording
        self._handle(ev.TakeCreated(take.id))

    def _close_session(self) -> None:
        self._forget()
        self._forget_captions()
        session = self.snapshot.session
        if session is not None:
            self._ask_store(lambda library: library.end_session(session), _nothing, _nothing)

    def _ask_store(
        self,
        work: Callable[[Library], T],
        done: Callable[[T], None],
        failed: Callable[[str], None],
    ) -> None:
        """Let the store do ``work``; ``done`` or ``failed`` follows on the owning thread."""

        def finished(future: Future[T]) -> None:
            error = future.exception()
            if error is None:
                self._post(partial(done, future.result()))
            else:
                log.error("the store could not do what a session asked", exc_info=error)
                self._post(partial(failed, str(error)))

        self._parts.store.submit(work).add_done_callback(finished)

    def _open_microphone(self, take: str, question: PlannedQuestion, *, resume: bool) -> None:
        transcriptions = self._parts.transcriptions
        recording = self._recordings[take]
        if not resume:
            transcriptions.begin(
                take,
                question.vocabulary,
                recording,
                language=self._plan.language,
                captions=self._captioned is not None,
            )
        self._listening = Listening(
            self._parts.source(),
            recording,
            feed=partial(transcriptions.feed, take),
            resume=resume,
            post=self._post,
            report=self._heard,
        )
        self._listening.open()

    def _caption(self, caption: Caption) -> None:
        """Pass on what concerns the present answer, past the machine: it decides nothing."""
        of_this_answer = caption.job == self.snapshot.take and self.snapshot.transcript is None
        if self._captioned is not None and of_this_answer:
            self._captioned(caption.settled, caption.draft)

    def _heard(self, listening: Listening, event: Event) -> None:
        if listening is not self._listening:
            return
        if isinstance(event, ev.RecordingClosed | ev.MicrophoneLost | ev.MicrophoneFailed):
            self._listening = None
        self._handle(event)

    def _record(self, effect: Effect) -> None:
        listening = self._listening
        if listening is None:
            return
        match effect:
            case ev.KeepSamples():
                listening.keep()
            case ev.PauseRecorder():
                listening.pause()
            case ev.ResumeRecorder():
                listening.resume()
            case ev.CloseRecorder():
                listening.stop()
            case ev.DropRecorder():
                listening.drop()
                self._listening = None
                if self.snapshot.take is not None:
                    self._parts.transcriptions.cancel(self.snapshot.take)


def _nothing(_: Any) -> None:
    """Whether it worked or not, the session goes on; the store has logged a failure."""


def _still_on_disk(error: str) -> str:
    return f"{error} The recording itself is on disk and is picked up at the next start."
