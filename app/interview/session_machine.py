"""The state machine of a session, without devices, clocks, files, or windows.

``SessionMachine.handle`` takes an event and returns effects. The owner of the machine calls it
from one thread, carries out the effects without waiting, and reports back with events.
"""

from collections.abc import Sequence

from mock_interviewer.app.background import transcript_events
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.interview.speech.wording import InterviewerWording, Occasion
from mock_interviewer.app.interview.transitions import (
    after_speech,
    answering,
    interruptions,
    key_commands,
    spoken_commands,
    takes,
)
from mock_interviewer.app.interview.transitions.session_context import AfterSpeech, SessionContext
from mock_interviewer.app.interview.transitions.speaking import (
    ask,
    question_words,
    say,
    say_if_hands_free,
)
from mock_interviewer.app.interview.transitions.takes import may_ask_follow_up
from mock_interviewer.app.planning.continued_session import ContinuedSession
from mock_interviewer.app.planning.plan import KEYS_ONLY, InterviewerBehavior, Plan, PlannedQuestion
from mock_interviewer.app.status_notices import NoticeKind

_NOON = 12


class SessionMachine:
    """A session from its first question to its end. ``snapshot`` is its current state."""

    def __init__(
        self,
        plan: Plan,
        behavior: InterviewerBehavior = KEYS_ONLY,
        *,
        wording: InterviewerWording | None = None,
        hour: int = _NOON,
        continued: ContinuedSession | None = None,
    ) -> None:
        """Greet according to ``hour``, the local time of the person, 0 to 23.

        ``continued`` is where an interrupted session with this plan continues.

        Raises ValueError for a plan without questions.
        """
        if not plan.questions:
            raise ValueError("a plan has at least one question")
        self.plan = plan
        self._context = SessionContext(
            plan, behavior, wording or InterviewerWording(plan.seed or 0), hour, continued
        )

    @property
    def snapshot(self) -> SessionSnapshot:
        """The current state of the session."""
        return self._context.snapshot

    @property
    def follow_ups_asked(self) -> Sequence[PlannedQuestion]:
        """The follow-ups of the current question asked so far."""
        return tuple(self._context.follow_ups_asked)

    def within_answer(self, began: float) -> bool:
        """Return whether an utterance that began at a monotonic time is part of an answer."""
        return spoken_commands.within_answer(self._context, began)

    def handle(self, event: SessionEvent | SessionCommand) -> list[SessionEffect]:
        """Handle one event or command; return the effects to carry out, in order."""
        effects = self._dispatch(event)
        self._context.update(may_ask_follow_up=may_ask_follow_up(self._context))
        self._context.drop_untrue()
        return effects

    def _dispatch(self, event: SessionEvent | SessionCommand) -> list[SessionEffect]:
        context = self._context
        if context.snapshot.state is SessionState.FINISHED:
            return self._after_the_end(event)
        match event:
            case SessionCommand():
                return self._command(event)
            case ev.InterviewerSpeechEnded() | ev.InterviewerSpeechFailed() | ev.CueEnded():
                return self._voice(event)
            case ev.SessionStarted() | ev.SessionOpened() | ev.TakeCreated() | ev.StoreFailed():
                return self._store(event)
            case ev.TimerFired(timer):
                return self._timer(timer)
            case ev.RecordingClosed() | ev.TakeSaved() | ev.FeedbackKnown() | ev.FeedbackRead():
                return self._take(event)
            case (
                transcript_events.TranscriptReady()
                | transcript_events.TranscriptFailed()
                | ev.CaptionsHeld()
            ):
                return takes.recognition(context, event)
            case ev.PersonSpeaks() | ev.PersonSilent() | ev.UtteranceHeard():
                return self._person(event)
            case ev.AnswerOver():
                return answering.answer_over(context)
            case ev.NothingSaid():
                return answering.nothing_said(context)
            case ev.MeaningLookedUp(subject, meaning):
                return spoken_commands.meaning_looked_up(context, subject, meaning)
            case _:
                return self._microphone(event)

    def _voice(
        self, event: ev.InterviewerSpeechEnded | ev.InterviewerSpeechFailed | ev.CueEnded
    ) -> list[SessionEffect]:
        match event:
            case ev.InterviewerSpeechEnded():
                return after_speech.speech_ended(self._context)
            case ev.InterviewerSpeechFailed(text):
                return after_speech.speech_ended(self._context, text)
            case ev.CueEnded():
                return after_speech.cue_ended(self._context)

    def _take(
        self, event: ev.RecordingClosed | ev.TakeSaved | ev.FeedbackKnown | ev.FeedbackRead
    ) -> list[SessionEffect]:
        match event:
            case ev.RecordingClosed(duration, flags):
                return takes.recording_closed(self._context, duration, flags)
            case ev.TakeSaved(problem):
                return takes.saved(self._context, problem)
            case ev.FeedbackKnown():
                return takes.feedback_known(self._context, event)
            case ev.FeedbackRead():
                return takes.feedback_read(self._context)

    def _after_the_end(self, event: SessionEvent | SessionCommand) -> list[SessionEffect]:
        if isinstance(event, ev.TakeCreated):
            return [ef.WithdrawTake(event.take)]
        if isinstance(
            event, transcript_events.TranscriptReady | transcript_events.TranscriptFailed
        ):
            return takes.recognition(self._context, event)
        return []

    def _store(
        self, event: ev.SessionStarted | ev.SessionOpened | ev.TakeCreated | ev.StoreFailed
    ) -> list[SessionEffect]:
        context = self._context
        match event:
            case ev.SessionStarted():
                opened = takes.open_session(context)
                if context.continued is None:
                    opened.append(ef.PrepareSpeech(question_words(context)))
                return opened
            case ev.SessionOpened(session):
                context.update(session=session)
                return takes.create_take(context)
            case ev.TakeCreated(take):
                takes.take_created(context, take)
                return self._open_take()
            case ev.StoreFailed() if context.snapshot.state is not SessionState.OPENING:
                return []
            case ev.StoreFailed(text):
                context.notice(NoticeKind.ERROR, "storage", text)
                context.pause_from(SessionState.OPENING)
                return say_if_hands_free(context, Occasion.NOT_SAVED)

    def _open_take(self) -> list[SessionEffect]:
        """Ask the question; on another attempt, say only the lead-in unless it is put again."""
        context = self._context
        continues, context.continued = context.continued is not None, None
        if continues or context.snapshot.attempt == 1:
            return ask(context)
        lead, context.lead = context.lead, ""
        if context.take.puts_again:
            return ask(context, lead, shown=False)
        if not lead:
            return answering.think(context)
        context.enter(SessionState.ASKING)
        return say(context, Occasion.SAME_QUESTION, AfterSpeech.ANSWER, lead)

    def _timer(self, timer: SessionTimer) -> list[SessionEffect]:
        match timer:
            case SessionTimer.FEEDBACK | SessionTimer.NEXT_QUESTION:
                return takes.feedback_timer_fired(self._context, timer)
            case SessionTimer.CONFIRM if self.snapshot.state is SessionState.CONFIRMING:
                return after_speech.cancel_confirmation(self._context)
            case _:
                return answering.answer_timer_fired(self._context, timer)

    def _person(
        self, event: ev.PersonSpeaks | ev.PersonSilent | ev.UtteranceHeard
    ) -> list[SessionEffect]:
        context = self._context
        match event:
            case ev.PersonSpeaks(began) if (
                context.after_speech is not None and context.behavior.barge_in
            ):
                return after_speech.barged_in(context, began)
            case ev.PersonSpeaks(began):
                speaks = answering.person_speaks(context, began)
                return [*speaks, *takes.feedback_read(context)]
            case ev.PersonSilent():
                return answering.person_silent(context)
            case ev.UtteranceHeard(text, began):
                return (
                    spoken_commands.utterance_heard(context, text, began)
                    if context.behavior.hands_free
                    else []
                )

    def _microphone(self, event: SessionEvent) -> list[SessionEffect]:
        context = self._context
        match event:
            case ev.MicrophoneReady():
                context.samples_arrive = True
                context.notice(NoticeKind.ERROR, "microphone", "")
                context.notice(NoticeKind.CAUTION, "sleep", "")
                return answering.listen_if_ready(context)
            case ev.MicrophoneFailed():
                return interruptions.microphone_failed(context, event)
            case ev.MicrophoneLost():
                return interruptions.microphone_lost(context, event)
            case ev.RecordingInterrupted(error, duration):
                return interruptions.recording_interrupted(context, error, duration)
            case ev.MicrophoneBack():
                return interruptions.microphone_back(context)
            case ev.MicrophoneWarned(text):
                context.notice(NoticeKind.CAUTION, "microphone", text)
        return []

    def _command(self, command: SessionCommand) -> list[SessionEffect]:
        context = self._context
        match command:
            case SessionCommand.DONE:
                return key_commands.done(context)
            case SessionCommand.NEXT:
                return takes.next_question(context)
            case SessionCommand.TRY_AGAIN:
                return key_commands.retry(context)
            case SessionCommand.REPEAT:
                return key_commands.repeat(context)
            case SessionCommand.SKIP | SessionCommand.END:
                return key_commands.skip_or_end(context, command)
            case SessionCommand.LEAVE:
                return key_commands.leave(context)
            case SessionCommand.PAUSE:
                return key_commands.pause(context)
            case SessionCommand.RESUME:
                return key_commands.resume(context)
            case SessionCommand.WAIT:
                return answering.allow_more_time(context)
            case SessionCommand.YES | SessionCommand.NO:
                return spoken_commands.confirmation_answered(
                    context, yes=command is SessionCommand.YES
                )
