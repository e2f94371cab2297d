"""A session's machine joined to the real voice, microphone, recognition and store.

Free of Qt: whoever owns a conductor gives it ``post`` and ``later`` for the thread it lives on.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import events as ev
from mock_interviewer.app.interview.answer_end import AnswerEnd
from mock_interviewer.app.interview.bookkeeping import Bookkeeping
from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.effects import Effect, Timer
from mock_interviewer.app.interview.events import Event
from mock_interviewer.app.interview.judging import Judging
from mock_interviewer.app.interview.listening import Listening
from mock_interviewer.app.interview.machine import Machine
from mock_interviewer.app.interview.manner import BY_KEYS, Manner
from mock_interviewer.app.interview.overhearing import Overhearing
from mock_interviewer.app.interview.plan import Plan, PlannedQuestion
from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.app.interview.timers import Later, Timers
from mock_interviewer.app.interview.transcriptions import Post, Transcriptions
from mock_interviewer.app.interview.voicing import Voicing
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.audio.player import SoundPlayer
from mock_interviewer.audio.recognition.events import Activity, Caption
from mock_interviewer.audio.sources import InputSource
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.shelf import Shelf

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Parts:
    """What a session moves. ``source`` gives a fresh microphone each time it is asked.

    ``player`` is the one that ``speaker`` speaks through, for short sounds; ``shelf`` gives the
    banks that the questions are from, None as long as they are not read.
    """

    speaker: Speaker
    transcriptions: Transcriptions
    store: StoreThread
    source: Callable[[], InputSource]
    player: SoundPlayer | None = None
    shelf: Callable[[], Shelf | None] = lambda: None


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
        manner: Manner = BY_KEYS,
    ) -> None:
        """``captioned`` hears what is understood of the present answer: final text, and a guess."""
        self._plan = plan
        self._manner = manner
        self._parts = parts
        self._post = post
        self._later = later
        self._changed = changed
        self._captioned = captioned
        self._machine = Machine(plan, manner, hour=datetime.now().astimezone().hour)
        self._timers = Timers(later, lambda timer: self._handle(ev.TimerFired(timer)))
        self._judging = Judging(plan, parts.shelf)
        self._books = Bookkeeping(plan, parts.store, post=post, tell=self._handle)
        self._overhearing = self._overhear() if manner.hands_free else None
        self._voicing = Voicing(
            parts.speaker,
            parts.player,
            post=post,
            tell=self._handle,
            sounding=self._sounding,
        )
        self._listening: Listening | None = None
        self._end: AnswerEnd | None = None
        self._silent_since = 0.0
        """Monotonic seconds when the program made its last sound."""
        self._when_closed: Callable[[], None] = lambda: None
        self._forget = (
            parts.transcriptions.listen(self._handle),
            parts.transcriptions.listen_to_captions(
                self._caption, lambda take, held: self._handle(ev.CaptionsHeld(take, held=held))
            ),
            parts.transcriptions.listen_to_activity(self._activity),
        )

    @property
    def snapshot(self) -> Snapshot:
        """Where the session stands."""
        return self._machine.snapshot

    def start(self) -> None:
        """Open the session and ask the first question."""
        if self._overhearing is not None:
            self._overhearing.open()
        self._handle(ev.Begin())

    def command(self, command: Command) -> None:
        """Do what the person asks; ignored where it makes no sense."""
        self._handle(command)

    def judged(self, take: str, feedback: Feedback | None) -> None:
        """Tell what became of a take of this session; None where that cannot be told."""
        known = self._judging.known(take, feedback, self.snapshot, self._machine.asked_back)
        self._handle(known)

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

    def answer_over_in(self) -> float | None:
        """Return the seconds after which the answer counts as over; None while that is not near."""
        return None if self._end is None else self._end.left()

    def going_on_in(self) -> float | None:
        """Return the seconds until the next question comes by itself; None: it does not."""
        return self._timers.left(Timer.GO_ON)

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
            self._finished()

    def _finished(self) -> None:
        self._timers.stop_all()
        self._forget_end()
        for forget in self._forget:
            forget()
        if self._overhearing is None:
            self._when_closed()
        else:
            self._overhearing.close(self._when_closed)

    def _carry_out(self, effect: Effect) -> None:
        self._voicing.carry_out(effect)
        self._timers.carry_out(effect)
        self._books.carry_out(effect, self.snapshot.session)
        match effect:
            case ef.Transcribe(take):
                self._parts.transcriptions.finish(take)
            case ef.OpenMicrophone(take, question, resume):
                self._open_microphone(take, question, resume=resume)
            case ef.LookUp(question, subject):
                looked_up = self._judging.look_up(question, subject)
                self._post(partial(self._handle, looked_up))
            case ef.AwaitEnd() if self._end is not None:
                self._end.finish_sentence()
            case ef.WaitLonger(seconds) if self._end is not None:
                self._end.wait_longer(seconds)
            case _:
                self._record(effect)

    def _sounding(self, on: bool) -> None:
        if not on:
            self._silent_since = time.monotonic()
        if self._overhearing is not None:
            self._overhearing.sounding(on=on)

    def _overhear(self) -> Overhearing:
        return Overhearing(
            self._parts.source,
            self._parts.transcriptions.asides,
            post=self._post,
            later=self._later,
            tell=self._handle,
            through=self._parts.player if self._manner.barge_in else None,
        )

    def _open_microphone(self, take: str, question: PlannedQuestion, *, resume: bool) -> None:
        transcriptions = self._parts.transcriptions
        recording = self._books.recording(take)
        if not resume:
            transcriptions.begin(
                take,
                question.vocabulary,
                recording,
                language=self._plan.language,
                captions=self._captioned is not None or self._manner.hands_free,
            )
        source = self._parts.source if self._overhearing is None else self._overhearing.source
        listening = self._listening = Listening(
            source(),
            recording,
            feed=partial(transcriptions.feed, take),
            resume=resume,
            post=self._post,
            report=self._heard,
        )
        self._forget_end()
        self._end = AnswerEnd(
            self._manner.patience,
            language=self._plan.language or transcriptions.language,
            recorded=listening.recorded,
            later=self._later,
            over=partial(self._handle, ev.AnswerOver()),
        )
        listening.open()

    def _forget_end(self) -> None:
        if self._end is not None:
            self._end.close()
            self._end = None

    def _caption(self, caption: Caption) -> None:
        """Pass on what concerns the present answer, past the machine: it decides nothing."""
        of_this_answer = caption.job == self.snapshot.take and self.snapshot.transcript is None
        if not of_this_answer:
            return
        if self._end is not None:
            self._end.understood(caption)
        if self._captioned is not None:
            self._captioned(caption.settled, caption.draft)

    def _activity(self, activity: Activity) -> None:
        if activity.job != self.snapshot.take:
            return
        if self._end is not None:
            self._end.heard(activity)
        if self._overhearing is None and activity.speaking != self.snapshot.person_speaks:
            speaks = ev.PersonSpeaks(time.monotonic()) if activity.speaking else ev.PersonSilent()
            self._handle(speaks)

    def _heard(self, listening: Listening, event: Event) -> None:
        if listening is not self._listening:
            return
        if isinstance(event, ev.RecordingClosed | ev.MicrophoneLost | ev.MicrophoneFailed):
            self._listening = None
            self._forget_end()
        self._handle(event)

    def _record(self, effect: Effect) -> None:
        listening = self._listening
        if listening is None:
            return
        match effect:
            case ef.KeepSamples(since):
                self._keep(listening, since)
            case ef.PauseRecorder():
                listening.pause()
            case ef.ResumeRecorder():
                listening.resume()
            case ef.CloseRecorder():
                listening.stop()
            case ef.DropRecorder():
                listening.drop()
                self._listening = None
                self._forget_end()
                if self.snapshot.take is not None:
                    self._parts.transcriptions.cancel(self.snapshot.take)

    def _keep(self, listening: Listening, since: float | None) -> None:
        """Keep from where somebody began to speak, but nothing of the program's own sound."""
        if since is None:
            listening.keep()
        else:
            now = time.monotonic()
            listening.keep(back=now - max(since - _BREATH, self._silent_since))
        if self._end is not None and self._manner.hands_free:
            self._end.open()


_BREATH = 0.4
"""Seconds kept before speech was noticed to begin."""
