"""The state machine of a session, with no device, clock, file or window.

``SessionMachine.handle`` takes an event and returns what to do about it. The owner of the
machine calls it from one thread, carries the effects out without waiting, and reports back with
events.
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
from mock_interviewer.app.planning.plan import KEYS_ONLY, InterviewerBehavior, Plan, PlannedQuestion
from mock_interviewer.app.status_notices import NoticeKind

_NOON = 12


class SessionMachine:
    """A session from its first question to its end. ``snapshot`` says where it stands."""

    def __init__(
        self,
        plan: Plan,
        manner: InterviewerBehavior = KEYS_ONLY,
        *,
        wording: InterviewerWording | None = None,
        hour: int = _NOON,
    ) -> None:
        """``hour`` of the person's day, 0 to 23, is that of the greeting.

        Raises ValueError for a plan without questions.
        """
        if not plan.questions:
            raise ValueError("a plan has at least one question")
        self.plan = plan
        self._at = SessionContext(plan, manner, wording or InterviewerWording(plan.seed or 0), hour)

    @property
    def snapshot(self) -> SessionSnapshot:
        """Where the session stands."""
        return self._at.snapshot

    @property
    def asked_back(self) -> Sequence[PlannedQuestion]:
        """The follow-ups of the present question that were asked."""
        return tuple(self._at.asked_back)

    def within_answer(self, began: float) -> bool:
        """Tell whether what ``began`` then (monotonic) is said within an answer."""
        return spoken_commands.within_answer(self._at, began)

    def handle(self, event: SessionEvent | SessionCommand) -> list[SessionEffect]:
        """Take one event or command; return what is to be done, in order."""
        effects = self._take_up(event)
        self._at.update(may_ask_back=may_ask_follow_up(self._at))
        return effects

    def _take_up(self, event: SessionEvent | SessionCommand) -> list[SessionEffect]:
        at = self._at
        if at.snapshot.state is SessionState.FINISHED:
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
            case ev.RecordingClosed() | ev.TakeSaved() | ev.FeedbackKnown():
                return self._take(event)
            case (
                transcript_events.TranscriptReady()
                | transcript_events.TranscriptFailed()
                | ev.CaptionsHeld()
            ):
                return takes.recognition(at, event)
            case ev.PersonSpeaks() | ev.PersonSilent() | ev.UtteranceHeard():
                return self._person(event)
            case ev.AnswerOver():
                return answering.answer_over(at)
            case ev.NothingSaid():
                return answering.nothing_said(at)
            case ev.MeaningLookedUp(subject, meaning):
                return spoken_commands.meaning_looked_up(at, subject, meaning)
            case _:
                return self._microphone(event)

    def _voice(
        self, event: ev.InterviewerSpeechEnded | ev.InterviewerSpeechFailed | ev.CueEnded
    ) -> list[SessionEffect]:
        match event:
            case ev.InterviewerSpeechEnded():
                return after_speech.speech_ended(self._at)
            case ev.InterviewerSpeechFailed(text):
                return after_speech.speech_ended(self._at, text)
            case ev.CueEnded():
                return after_speech.cue_ended(self._at)

    def _take(
        self, event: ev.RecordingClosed | ev.TakeSaved | ev.FeedbackKnown
    ) -> list[SessionEffect]:
        match event:
            case ev.RecordingClosed(duration, flags):
                return takes.recording_closed(self._at, duration, flags)
            case ev.TakeSaved(problem):
                return takes.saved(self._at, problem)
            case ev.FeedbackKnown():
                return takes.feedback_known(self._at, event)

    def _after_the_end(self, event: SessionEvent | SessionCommand) -> list[SessionEffect]:
        if isinstance(event, ev.TakeCreated):
            return [ef.WithdrawTake(event.take)]
        if isinstance(
            event, transcript_events.TranscriptReady | transcript_events.TranscriptFailed
        ):
            return takes.recognition(self._at, event)
        return []

    def _store(
        self, event: ev.SessionStarted | ev.SessionOpened | ev.TakeCreated | ev.StoreFailed
    ) -> list[SessionEffect]:
        at = self._at
        match event:
            case ev.SessionStarted():
                return [ef.OpenSession(), ef.PrepareSpeech(question_words(at))]
            case ev.SessionOpened(session):
                at.update(session=session)
                return takes.create_take(at)
            case ev.TakeCreated(take):
                takes.take_created(at, take)
                return self._open_take()
            case ev.StoreFailed() if at.snapshot.state is not SessionState.OPENING:
                return []
            case ev.StoreFailed(text):
                at.notice(NoticeKind.ERROR, "storage", text)
                at.pause_from(SessionState.OPENING)
                return say_if_hands_free(at, Occasion.NOT_SAVED)

    def _open_take(self) -> list[SessionEffect]:
        """Ask; what was asked before is only led to."""
        at = self._at
        if at.snapshot.attempt == 1:
            return ask(at)
        lead, at.lead = at.lead, ""
        if not lead:
            return answering.think(at)
        at.enter(SessionState.ASKING)
        return say(at, lead, AfterSpeech.ANSWER)

    def _timer(self, timer: SessionTimer) -> list[SessionEffect]:
        match timer:
            case SessionTimer.FEEDBACK | SessionTimer.GO_ON:
                return takes.feedback_timer_fired(self._at, timer)
            case SessionTimer.CONFIRM if self.snapshot.state is SessionState.CONFIRMING:
                return after_speech.cancel_confirmation(self._at)
            case _:
                return answering.answer_timer_fired(self._at, timer)

    def _person(
        self, event: ev.PersonSpeaks | ev.PersonSilent | ev.UtteranceHeard
    ) -> list[SessionEffect]:
        at = self._at
        match event:
            case ev.PersonSpeaks(began) if at.then is not None and at.manner.barge_in:
                return after_speech.barged_in(at, began)
            case ev.PersonSpeaks(began):
                return answering.person_speaks(at, began)
            case ev.PersonSilent():
                return answering.person_silent(at)
            case ev.UtteranceHeard(text, began):
                return (
                    spoken_commands.utterance_heard(at, text, began) if at.manner.hands_free else []
                )

    def _microphone(self, event: SessionEvent) -> list[SessionEffect]:
        at = self._at
        match event:
            case ev.MicrophoneReady():
                at.samples_arrive = True
                at.notice(NoticeKind.ERROR, "microphone", "")
                at.notice(NoticeKind.CAUTION, "sleep", "")
                return answering.listen_if_ready(at)
            case ev.MicrophoneFailed(text):
                return interruptions.microphone_failed(at, text)
            case ev.MicrophoneLost(text, duration):
                return interruptions.microphone_lost(at, text, duration)
            case ev.RecordingInterrupted(error, duration):
                return interruptions.recording_interrupted(at, error, duration)
            case ev.MicrophoneBack():
                return interruptions.microphone_back(at)
            case ev.MicrophoneWarned(text):
                at.notice(NoticeKind.CAUTION, "microphone", text)
        return []

    def _command(self, command: SessionCommand) -> list[SessionEffect]:
        at = self._at
        match command:
            case SessionCommand.DONE:
                return key_commands.done(at)
            case SessionCommand.NEXT:
                return takes.next_question(at)
            case SessionCommand.TRY_AGAIN:
                return key_commands.retry(at)
            case SessionCommand.REPEAT:
                return key_commands.repeat(at)
            case SessionCommand.SKIP | SessionCommand.END:
                return key_commands.skip_or_end(at, command)
            case SessionCommand.PAUSE:
                return key_commands.pause(at)
            case SessionCommand.RESUME:
                return key_commands.resume(at)
            case SessionCommand.WAIT:
                return answering.allow_more_time(at)
            case SessionCommand.YES | SessionCommand.NO:
                return spoken_commands.confirmation_answered(at, yes=command is SessionCommand.YES)
