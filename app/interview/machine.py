"""The states of a session, with no device, clock, file or window.

``Machine.handle`` takes an event and returns what to do about it. Whoever owns the machine calls
it from one thread, carries the effects out without waiting, and reports back with events.
"""

from collections.abc import Sequence

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import events as ev
from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.course import (
    answering,
    commanding,
    confirming,
    conversing,
    following,
    losing,
    takes,
)
from mock_interviewer.app.interview.course.coming import may_ask_back
from mock_interviewer.app.interview.course.speech import ask, question_words, say, say_if_hands_free
from mock_interviewer.app.interview.course.standing import Standing, Then
from mock_interviewer.app.interview.effects import Effect, Timer
from mock_interviewer.app.interview.events import Event
from mock_interviewer.app.interview.manner import BY_KEYS, Manner
from mock_interviewer.app.interview.plan import Plan, PlannedQuestion
from mock_interviewer.app.interview.saying.occasion import Occasion
from mock_interviewer.app.interview.saying.wording import Wording
from mock_interviewer.app.interview.states import NoticeKind, Snapshot, State

_NOON = 12


class Machine:
    """A session from its first question to its end. ``snapshot`` says where it stands."""

    def __init__(
        self,
        plan: Plan,
        manner: Manner = BY_KEYS,
        *,
        wording: Wording | None = None,
        hour: int = _NOON,
    ) -> None:
        """``hour`` of the person's day, 0 to 23, is that of the greeting.

        Raises ValueError for a plan without questions.
        """
        if not plan.questions:
            raise ValueError("a plan has at least one question")
        self.plan = plan
        self._at = Standing(plan, manner, wording or Wording(plan.seed or 0), hour)

    @property
    def snapshot(self) -> Snapshot:
        """Where the session stands."""
        return self._at.snapshot

    @property
    def asked_back(self) -> Sequence[PlannedQuestion]:
        """The follow-ups of the present question that were asked."""
        return tuple(self._at.asked_back)

    def within_answer(self, began: float) -> bool:
        """Tell whether what ``began`` then (monotonic) is said within an answer."""
        return conversing.within_answer(self._at, began)

    def handle(self, event: Event | Command) -> list[Effect]:
        """Take one event or command; return what is to be done, in order."""
        effects = self._take_up(event)
        self._at.update(may_ask_back=may_ask_back(self._at))
        return effects

    def _take_up(self, event: Event | Command) -> list[Effect]:
        at = self._at
        if at.snapshot.state is State.FINISHED:
            return self._after_the_end(event)
        match event:
            case Command():
                return self._command(event)
            case ev.SpeechEnded() | ev.SpeechFailed() | ev.CueEnded():
                return self._voice(event)
            case ev.Begin() | ev.SessionOpened() | ev.TakeCreated() | ev.StoreFailed():
                return self._store(event)
            case ev.TimerFired(timer):
                return self._timer(timer)
            case ev.RecordingClosed() | ev.TakeSaved() | ev.FeedbackKnown():
                return self._take(event)
            case ev.TranscriptReady() | ev.TranscriptFailed() | ev.CaptionsHeld():
                return takes.recognition(at, event)
            case ev.PersonSpeaks() | ev.PersonSilent() | ev.UtteranceHeard():
                return self._person(event)
            case ev.AnswerOver():
                return answering.answer_over(at)
            case ev.NothingSaid():
                return answering.nothing_said(at)
            case ev.LookedUp(subject, meaning):
                return conversing.looked_up(at, subject, meaning)
            case _:
                return self._microphone(event)

    def _voice(self, event: ev.SpeechEnded | ev.SpeechFailed | ev.CueEnded) -> list[Effect]:
        match event:
            case ev.SpeechEnded():
                return following.speech_ended(self._at)
            case ev.SpeechFailed(text):
                return following.speech_ended(self._at, text)
            case ev.CueEnded():
                return following.cue_ended(self._at)

    def _take(self, event: ev.RecordingClosed | ev.TakeSaved | ev.FeedbackKnown) -> list[Effect]:
        match event:
            case ev.RecordingClosed(duration, flags):
                return takes.recording_closed(self._at, duration, flags)
            case ev.TakeSaved(problem):
                return takes.saved(self._at, problem)
            case ev.FeedbackKnown():
                return takes.feedback_known(self._at, event)

    def _after_the_end(self, event: Event | Command) -> list[Effect]:
        if isinstance(event, ev.TakeCreated):
            return [ef.WithdrawTake(event.take)]
        if isinstance(event, ev.TranscriptReady | ev.TranscriptFailed):
            return takes.recognition(self._at, event)
        return []

    def _store(
        self, event: ev.Begin | ev.SessionOpened | ev.TakeCreated | ev.StoreFailed
    ) -> list[Effect]:
        at = self._at
        match event:
            case ev.Begin():
                return [ef.OpenSession(), ef.Prepare(question_words(at))]
            case ev.SessionOpened(session):
                at.update(session=session)
                return takes.create_take(at)
            case ev.TakeCreated(take):
                takes.take_created(at, take)
                return self._open_take()
            case ev.StoreFailed() if at.snapshot.state is not State.OPENING:
                return []
            case ev.StoreFailed(text):
                at.notice(NoticeKind.ERROR, "storage", text)
                at.pause_from(State.OPENING)
                return say_if_hands_free(at, Occasion.NOT_SAVED)

    def _open_take(self) -> list[Effect]:
        """Ask; what was asked before is only led to."""
        at = self._at
        if at.snapshot.attempt == 1:
            return ask(at)
        lead, at.lead = at.lead, ""
        if not lead:
            return answering.think(at)
        at.enter(State.ASKING)
        return say(at, lead, Then.ANSWER)

    def _timer(self, timer: Timer) -> list[Effect]:
        match timer:
            case Timer.FEEDBACK | Timer.GO_ON:
                return takes.timer_fired(self._at, timer)
            case Timer.CONFIRM if self.snapshot.state is State.CONFIRMING:
                return confirming.taken_back(self._at)
            case _:
                return answering.timer_fired(self._at, timer)

    def _person(self, event: ev.PersonSpeaks | ev.PersonSilent | ev.UtteranceHeard) -> list[Effect]:
        at = self._at
        match event:
            case ev.PersonSpeaks(began) if at.then is not None and at.manner.barge_in:
                return following.interrupted(at, began)
            case ev.PersonSpeaks(began):
                return answering.person_speaks(at, began)
            case ev.PersonSilent():
                return answering.person_silent(at)
            case ev.UtteranceHeard(text, began):
                return conversing.heard(at, text, began) if at.manner.hands_free else []

    def _microphone(self, event: Event) -> list[Effect]:
        at = self._at
        match event:
            case ev.MicrophoneReady():
                at.samples_arrive = True
                at.notice(NoticeKind.ERROR, "microphone", "")
                at.notice(NoticeKind.CAUTION, "sleep", "")
                return answering.listen_if_ready(at)
            case ev.MicrophoneFailed(text):
                return losing.microphone_failed(at, text)
            case ev.MicrophoneLost(text, duration):
                return losing.microphone_lost(at, text, duration)
            case ev.StoodStill(error, duration):
                return losing.stood_still(at, error, duration)
            case ev.MicrophoneBack():
                return losing.microphone_back(at)
            case ev.MicrophoneWarned(text):
                at.notice(NoticeKind.CAUTION, "microphone", text)
        return []

    def _command(self, command: Command) -> list[Effect]:
        at = self._at
        match command:
            case Command.DONE:
                return commanding.done(at)
            case Command.NEXT:
                return takes.next_question(at)
            case Command.TRY_AGAIN:
                return commanding.retry(at)
            case Command.REPEAT:
                return commanding.repeat(at)
            case Command.SKIP | Command.END:
                return commanding.leave(at, command)
            case Command.PAUSE:
                return commanding.pause(at)
            case Command.RESUME:
                return commanding.resume(at)
            case Command.WAIT:
                return answering.leave_time(at)
            case Command.YES | Command.NO:
                return conversing.answered(at, yes=command is Command.YES)
