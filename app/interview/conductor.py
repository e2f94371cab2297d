"""The conductor of a session, which connects its machine to the voice, microphone, and store.

It does not use Qt: its owner provides ``post`` and ``later`` for the thread it lives on.
"""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.callback_types import Later, Post
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.bank_lookup import BankLookup
from mock_interviewer.app.interview.current_take import CurrentTake
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.hands_free_listener import HandsFreeListener
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.interview.session_machine import SessionMachine
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.interview.session_writer import SessionWriter
from mock_interviewer.app.interview.speech.interviewer_voice import InterviewerVoice
from mock_interviewer.app.interview.speech.wording import InterviewerWording
from mock_interviewer.app.interview.timers import SessionTimers
from mock_interviewer.app.planning.continued_session import ContinuedSession
from mock_interviewer.app.planning.plan import KEYS_ONLY, InterviewerBehavior, Plan
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.recognition.client.events import LiveCaption, SpeechActivity
from mock_interviewer.audio.recording.sources import InputSource
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.shelf import BankShelf

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SessionServices:
    """The services that a session uses. ``source`` returns a new microphone source on each call.

    ``player`` is the one that ``speaker`` uses, for cues; ``shelf`` returns the banks of the
    questions, or None until they are loaded.
    """

    speaker: Speaker
    transcriptions: TranscriptionService
    store: StoreThread
    source: Callable[[], InputSource]
    player: SoundPlayer | None = None
    shelf: Callable[[], BankShelf | None] = lambda: None


class Conductor:
    """One session. Call every method on the owning thread; none of them waits."""

    def __init__(
        self,
        plan: Plan,
        services: SessionServices,
        *,
        post: Post,
        later: Later,
        changed: Callable[[SessionSnapshot], None],
        captioned: Callable[[str, str], None] | None = None,
        behavior: InterviewerBehavior = KEYS_ONLY,
        continued: ContinuedSession | None = None,
    ) -> None:
        """``captioned`` receives the captions of the current answer: final text and a draft.

        ``continued`` is where an interrupted session with this plan continues.
        """
        self._plan = plan
        self._behavior = behavior
        self._services = services
        self._post = post
        self._later = later
        self._changed = changed
        self._captioned = captioned
        seed = secrets.randbelow(2**31) if plan.seed is None else plan.seed
        hour = datetime.now().astimezone().hour
        self._machine = SessionMachine(
            plan, behavior, wording=InterviewerWording(seed), hour=hour, continued=continued
        )
        self._timers = SessionTimers(later, lambda timer: self._handle(ev.TimerFired(timer)))
        self._bank_lookup = BankLookup(plan, services.shelf)
        self._writer = SessionWriter(plan, services.store, post=post, on_event=self._handle)
        self._listener = self._make_listener() if behavior.hands_free else None
        self._voice = InterviewerVoice(
            services.speaker,
            services.player,
            post=post,
            on_event=self._handle,
            set_playing=self._set_playing,
        )
        self._current_take = CurrentTake(
            services.transcriptions,
            behavior,
            language=plan.language,
            captions=captioned is not None,
            post=post,
            later=later,
            on_event=self._handle,
        )
        self._when_closed: Callable[[], None] = lambda: None
        self._unsubscribe = (
            services.transcriptions.listen(self._handle),
            services.transcriptions.listen_to_captions(
                self._caption, lambda take, held: self._handle(ev.CaptionsHeld(take, held=held))
            ),
            services.transcriptions.listen_to_activity(self._activity),
        )

    @property
    def snapshot(self) -> SessionSnapshot:
        """The current state of the session."""
        return self._machine.snapshot

    def start(self) -> None:
        """Open the session and ask the first question."""
        if self._listener is not None:
            self._listener.open()
        self._handle(ev.SessionStarted())

    def command(self, command: SessionCommand) -> None:
        """Carry out a command of the person; ignored where it makes no sense."""
        self._handle(command)

    def feedback_ready(self, take: str, feedback: Feedback | None) -> None:
        """Pass on the feedback on a take of this session; None if there is none."""
        event = self._bank_lookup.feedback_event(
            take, feedback, self.snapshot, self._machine.follow_ups_asked
        )
        self._handle(event)

    def microphone_changed(self) -> None:
        """Continue a session that lost its microphone, with the one that is chosen now."""
        if self._listener is None:
            self._handle(SessionCommand.RESUME)
        else:
            self._listener.reopen()

    def feedback_read(self) -> None:
        """Leave the feedback longer, because the person scrolls it or points at it."""
        self._handle(ev.FeedbackRead())

    def level(self) -> float | None:
        """Return the latest peak in dBFS, or None while no microphone is open."""
        return self._current_take.level()

    def recorded(self) -> float:
        """Return the recorded seconds of the current take."""
        seconds = self._current_take.recorded()
        return self.snapshot.recorded if seconds is None else seconds

    def think_time_left(self) -> float | None:
        """Return the seconds of think time left, or None when it is not running."""
        return self._timers.left(SessionTimer.THINK)

    def answer_ends_in(self) -> float | None:
        """Return the seconds until the answer ends; None while that is not near."""
        return self._current_take.over_in()

    def next_question_in(self) -> float | None:
        """Return the seconds until the next question is asked automatically, or None."""
        return self._timers.left(SessionTimer.NEXT_QUESTION)

    def close(self, then: Callable[[], None]) -> None:
        """Leave the session, keeping what was recorded; ``then`` is called once that is safe.

        It can be continued later if a question is left. Does not wait: a running recording is
        closed by its own thread, within a second or so.
        """
        self._when_closed = then
        if self.snapshot.state is SessionState.FINISHED:
            then()
        else:
            self._handle(SessionCommand.LEAVE)

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
        self._current_take.close()
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        if self._listener is None:
            self._when_closed()
        else:
            self._listener.close(self._when_closed)

    def _carry_out(self, effect: SessionEffect) -> None:
        self._voice.carry_out(effect)
        self._timers.carry_out(effect)
        self._writer.carry_out(effect, self.snapshot.session)
        self._current_take.carry_out(effect)
        match effect:
            case ef.TranscribeTake(take):
                self._services.transcriptions.finish(take)
            case ef.OpenTakeMicrophone():
                source = self._listener.source if self._listener else self._services.source
                self._current_take.open(effect, source(), self._writer.recording(effect.take))
            case ef.LookUpMeaning(question, subject):
                looked_up = self._bank_lookup.look_up(question, subject)
                self._post(partial(self._handle, looked_up))

    def _set_playing(self, on: bool) -> None:
        if not on:
            self._current_take.silent_since = time.monotonic()
        if self._listener is not None:
            self._listener.set_playing(on=on)

    def _make_listener(self) -> HandsFreeListener:
        return HandsFreeListener(
            self._services.source,
            self._services.transcriptions.short_utterances,
            post=self._post,
            later=self._later,
            on_event=self._handle,
            within_answer=self._machine.within_answer,
            player=self._services.player if self._behavior.barge_in else None,
        )

    def _caption(self, caption: LiveCaption) -> None:
        """Pass on captions of the current answer, bypassing the machine: they change no state."""
        if caption.job != self.snapshot.take or self.snapshot.transcript is not None:
            return
        self._current_take.caption(caption)
        if self._captioned is not None:
            self._captioned(caption.settled, caption.draft)

    def _activity(self, activity: SpeechActivity) -> None:
        self._current_take.activity(activity)
        of_this_take = activity.job == self.snapshot.take and self._listener is None
        if of_this_take and activity.speaking != self.snapshot.person_speaks:
            event = ev.PersonSpeaks(time.monotonic()) if activity.speaking else ev.PersonSilent()
            self._handle(event)
