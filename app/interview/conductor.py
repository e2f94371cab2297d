"""The conductor of a session, which joins its machine to voice, microphone and store.

Free of Qt: the owner of a conductor gives it ``post`` and ``later`` for the thread it lives on.
"""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.bank_lookup import BankLookup
from mock_interviewer.app.interview.current_take import CurrentTake
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.hands_free_listener import HandsFreeListener
from mock_interviewer.app.interview.machine import SessionMachine
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.interview.session_writer import SessionWriter
from mock_interviewer.app.interview.speech.interviewer_voice import InterviewerVoice
from mock_interviewer.app.interview.speech.wording import InterviewerWording
from mock_interviewer.app.interview.timers import SessionTimers
from mock_interviewer.app.planning.plan import KEYS_ONLY, InterviewerBehavior, Plan
from mock_interviewer.app.scheduling import Later, Post
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.recognition.client.events import LiveCaption, SpeechActivity
from mock_interviewer.audio.recording.sources import InputSource
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.shelf import BankShelf

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SessionServices:
    """What a session moves. ``source`` gives a fresh microphone each time it is asked.

    ``player`` is the one that ``speaker`` speaks through, for short sounds; ``shelf`` gives the
    banks that the questions are from, None as long as they are not read.
    """

    speaker: Speaker
    transcriptions: TranscriptionService
    store: StoreThread
    source: Callable[[], InputSource]
    player: SoundPlayer | None = None
    shelf: Callable[[], BankShelf | None] = lambda: None


class Conductor:
    """One session. Every method on the owning thread; none of them waits."""

    def __init__(
        self,
        plan: Plan,
        parts: SessionServices,
        *,
        post: Post,
        later: Later,
        changed: Callable[[SessionSnapshot], None],
        captioned: Callable[[str, str], None] | None = None,
        manner: InterviewerBehavior = KEYS_ONLY,
    ) -> None:
        """``captioned`` hears what is understood of the present answer: final text, and a guess."""
        self._plan = plan
        self._manner = manner
        self._parts = parts
        self._post = post
        self._later = later
        self._changed = changed
        self._captioned = captioned
        seed = secrets.randbelow(2**31) if plan.seed is None else plan.seed
        hour = datetime.now().astimezone().hour
        self._machine = SessionMachine(plan, manner, wording=InterviewerWording(seed), hour=hour)
        self._timers = SessionTimers(later, lambda timer: self._handle(ev.TimerFired(timer)))
        self._judging = BankLookup(plan, parts.shelf)
        self._books = SessionWriter(plan, parts.store, post=post, tell=self._handle)
        self._overhearing = self._overhear() if manner.hands_free else None
        self._voicing = InterviewerVoice(
            parts.speaker,
            parts.player,
            post=post,
            tell=self._handle,
            sounding=self._sounding,
        )
        self._hearing = CurrentTake(
            parts.transcriptions,
            manner,
            language=plan.language,
            captions=captioned is not None,
            post=post,
            later=later,
            tell=self._handle,
        )
        self._when_closed: Callable[[], None] = lambda: None
        self._forget = (
            parts.transcriptions.listen(self._handle),
            parts.transcriptions.listen_to_captions(
                self._caption, lambda take, held: self._handle(ev.CaptionsHeld(take, held=held))
            ),
            parts.transcriptions.listen_to_activity(self._activity),
        )

    @property
    def snapshot(self) -> SessionSnapshot:
        """Where the session stands."""
        return self._machine.snapshot

    def start(self) -> None:
        """Open the session and ask the first question."""
        if self._overhearing is not None:
            self._overhearing.open()
        self._handle(ev.SessionStarted())

    def command(self, command: SessionCommand) -> None:
        """Do what the person asks; ignored where it makes no sense."""
        self._handle(command)

    def judged(self, take: str, feedback: Feedback | None) -> None:
        """Tell what became of a take of this session; None where that cannot be told."""
        known = self._judging.known(take, feedback, self.snapshot, self._machine.asked_back)
        self._handle(known)

    def level(self) -> float | None:
        """Return the latest peak in dBFS, or None while no microphone is open."""
        return self._hearing.level()

    def recorded(self) -> float:
        """Return the seconds kept of the present take."""
        kept = self._hearing.recorded()
        return self.snapshot.recorded if kept is None else kept

    def thinking_left(self) -> float | None:
        """Return the seconds of think time left, or None when it is not running."""
        return self._timers.left(SessionTimer.THINK)

    def answer_over_in(self) -> float | None:
        """Return the seconds after which the answer counts as over; None while that is not near."""
        return self._hearing.over_in()

    def going_on_in(self) -> float | None:
        """Return the seconds until the next question comes by itself; None: it does not."""
        return self._timers.left(SessionTimer.GO_ON)

    def close(self, then: Callable[[], None]) -> None:
        """End now, keeping what was recorded; ``then`` is called once that is safe.

        Does not wait: a recording under way is closed by its own thread, within a second or so.
        """
        self._when_closed = then
        if self.snapshot.state is SessionState.FINISHED:
            then()
        else:
            self._handle(SessionCommand.END)

    def _handle(self, event: SessionEvent | SessionCommand) -> None:
        before = self._machine.snapshot
        for effect in self._machine.handle(event):
            self._carry_out(effect)
        if self.snapshot.state is not before.state:
            log.info("question %d: %s", self.snapshot.position, self.snapshot.state)
        if self.snapshot != before:
            self._changed(self.snapshot)
        if (
            self.snapshot.state is SessionState.FINISHED
            and before.state is not SessionState.FINISHED
        ):
            self._finished()

    def _finished(self) -> None:
        self._timers.stop_all()
        self._hearing.close()
        for forget in self._forget:
            forget()
        if self._overhearing is None:
            self._when_closed()
        else:
            self._overhearing.close(self._when_closed)

    def _carry_out(self, effect: SessionEffect) -> None:
        self._voicing.carry_out(effect)
        self._timers.carry_out(effect)
        self._books.carry_out(effect, self.snapshot.session)
        self._hearing.carry_out(effect)
        match effect:
            case ef.TranscribeTake(take):
                self._parts.transcriptions.finish(take)
            case ef.OpenTakeMicrophone():
                source = self._overhearing.source if self._overhearing else self._parts.source
                self._hearing.open(effect, source(), self._books.recording(effect.take))
            case ef.LookUpMeaning(question, subject):
                looked_up = self._judging.look_up(question, subject)
                self._post(partial(self._handle, looked_up))

    def _sounding(self, on: bool) -> None:
        if not on:
            self._hearing.silent_since = time.monotonic()
        if self._overhearing is not None:
            self._overhearing.sounding(on=on)

    def _overhear(self) -> HandsFreeListener:
        return HandsFreeListener(
            self._parts.source,
            self._parts.transcriptions.short_utterances,
            post=self._post,
            later=self._later,
            tell=self._handle,
            within_answer=self._machine.within_answer,
            through=self._parts.player if self._manner.barge_in else None,
        )

    def _caption(self, caption: LiveCaption) -> None:
        """Pass on what concerns the present answer, past the machine: it decides nothing."""
        if caption.job != self.snapshot.take or self.snapshot.transcript is not None:
            return
        self._hearing.understood(caption)
        if self._captioned is not None:
            self._captioned(caption.settled, caption.draft)

    def _activity(self, activity: SpeechActivity) -> None:
        self._hearing.active(activity)
        of_this_take = activity.job == self.snapshot.take and self._overhearing is None
        if of_this_take and activity.speaking != self.snapshot.person_speaks:
            speaks = ev.PersonSpeaks(time.monotonic()) if activity.speaking else ev.PersonSilent()
            self._handle(speaks)
