"""A session machine driven by hand: effects are collected and answered as usual."""

from typing import Any, TypeVar

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionEffect
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.interview.session_machine import SessionMachine
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.planning.plan import KEYS_ONLY, InterviewerBehavior, Plan, PlannedQuestion

Kind = TypeVar("Kind", bound=SessionEffect)


def question(number: int) -> PlannedQuestion:
    return PlannedQuestion("llm", f"q{number}", f"Question {number}?", f"Question {number}?", "All")


def plan(count: int = 2, **changes: Any) -> Plan:
    settings: dict[str, Any] = {"think_time": 5.0, "answer_limit": 60.0} | changes
    return Plan(tuple(question(number) for number in range(count)), **settings)


class Session:
    """A machine whose effects are collected and get the usual answers."""

    def __init__(self, of: Plan, behavior: InterviewerBehavior = KEYS_ONLY) -> None:
        self.machine = SessionMachine(of, behavior)
        self.effects: list[SessionEffect] = []
        self.takes = 0

    def send(self, *events: SessionEvent | SessionCommand) -> "Session":
        for event in events:
            self.effects += self.machine.handle(event)
        return self

    @property
    def state(self) -> SessionState:
        return self.machine.snapshot.state

    @property
    def take(self) -> str:
        assert self.machine.snapshot.take is not None
        return self.machine.snapshot.take

    def asked(self) -> "Session":
        """Continue until a question is being spoken."""
        if self.machine.snapshot.session is None:
            self.send(ev.SessionStarted(), ev.SessionOpened("s"))
        self.takes += 1
        return self.send(ev.TakeCreated(f"s-{self.takes:02}"))

    def listening(self) -> "Session":
        return self.asked().send(
            ev.InterviewerSpeechEnded(), ev.MicrophoneReady(), SessionCommand.DONE
        )

    def answered(self) -> "Session":
        return self.listening().send(SessionCommand.DONE, ev.RecordingClosed(3.0), ev.TakeSaved())

    def of(self, kind: type[Kind]) -> list[Kind]:
        return [effect for effect in self.effects if isinstance(effect, kind)]


class HandsFree(Session):
    """A hands-free session: speech arrives as events, and sounds end at once."""

    def __init__(self, of: Plan, behavior: InterviewerBehavior | None = None) -> None:
        super().__init__(of, behavior or InterviewerBehavior())
        self.clock = 0.0

    def send(self, *events: SessionEvent | SessionCommand) -> "HandsFree":
        """Send events; sound cues end by themselves."""
        for event in events:
            done = self.machine.handle(event)
            self.effects += done
            for effect in done:
                if isinstance(effect, ef.CreateTake):
                    self.takes += 1
                    self.send(ev.TakeCreated(f"s-{self.takes:02}"))
                elif isinstance(effect, ef.PlayCue):
                    self.send(ev.CueEnded())
                elif isinstance(effect, ef.OpenTakeMicrophone):
                    self.send(ev.MicrophoneReady())
                elif isinstance(effect, ef.CloseRecorder):
                    self.send(ev.RecordingClosed(3.0))
                elif isinstance(effect, ef.SaveTake):
                    self.send(ev.TakeSaved())
        return self

    def started(self) -> "HandsFree":
        """Continue until the first question was spoken."""
        return self.send(ev.SessionStarted(), ev.SessionOpened("s"), ev.InterviewerSpeechEnded())

    def says(self, text: str) -> "HandsFree":
        """Speak a short utterance between two silences."""
        self.clock += 10.0
        began = self.clock
        return self.send(ev.PersonSpeaks(began), ev.PersonSilent(), ev.UtteranceHeard(text, began))

    def answers(self) -> "HandsFree":
        """Speak a long answer, then fall silent."""
        self.clock += 10.0
        return self.send(ev.PersonSpeaks(self.clock), ev.PersonSilent(), ev.AnswerOver())

    def judged(self, follow_up: PlannedQuestion | None = None) -> "HandsFree":
        """Send the feedback on the current take."""
        return self.send(ev.FeedbackKnown(self.take, None, follow_up))

    @property
    def said(self) -> list[str]:
        """All texts that the interviewer said, in order."""
        return [effect.text for effect in self.effects if isinstance(effect, ef.SayText)]

    @property
    def made(self) -> list[tuple[str, int, int]]:
        """The takes that were created: question, position, attempt."""
        return [
            (effect.question.text, effect.position, effect.attempt)
            for effect in self.effects
            if isinstance(effect, ef.CreateTake)
        ]

    @property
    def saved(self) -> list[tuple[str, tuple[str, ...]]]:
        """The takes that were saved, with their flags."""
        return [
            (effect.take, effect.flags)
            for effect in self.effects
            if isinstance(effect, ef.SaveTake)
        ]


class World:
    """Answers effects as the real parts would, and checks the invariants."""

    def __init__(self, of: Plan, behavior: InterviewerBehavior = KEYS_ONLY) -> None:
        self.machine = SessionMachine(of, behavior)
        self._drops_beginnings = behavior.hands_free
        self.open = self.keeping = self.samples = False
        self.kept: set[str] = set()
        self.saved: set[str] = set()
        self.takes = 0
        self.waiting: list[SessionEvent] = []

    def give(self, event: SessionEvent | SessionCommand) -> None:
        match event:
            case ev.MicrophoneReady() | ev.MicrophoneWarned() if not self.open:
                return
            case ev.MicrophoneFailed() if not self.open or self.samples:
                return
            case ev.MicrophoneLost() | ev.RecordingInterrupted() if not self.samples:
                return
        if isinstance(event, ev.MicrophoneReady):
            self.samples = True
        if isinstance(event, ev.MicrophoneLost | ev.RecordingInterrupted | ev.MicrophoneFailed):
            self.open = self.keeping = self.samples = False
        for effect in self.machine.handle(event):
            self.carry_out(effect)
        if self.machine.snapshot.state is SessionState.LISTENING:
            assert self.samples
            assert self.keeping
        if self.machine.snapshot.state is SessionState.FINISHED:
            assert not self.open

    def carry_out(self, effect: SessionEffect) -> None:
        match effect:
            case ef.OpenSession():
                self.waiting.append(ev.SessionOpened("s"))
            case ef.CreateTake():
                self.takes += 1
                self.waiting.append(ev.TakeCreated(f"s-{self.takes}"))
            case ef.OpenTakeMicrophone(take):
                assert not self.open
                assert take == self.machine.snapshot.take
                self.open, self.samples = True, False
            case ef.KeepSamples():
                assert self.open
                self.keeping = True
                self.kept.add(self.machine.snapshot.take or "")
            case ef.PauseRecorder():
                self.keeping = False
            case ef.ResumeRecorder():
                assert self.open
                self.keeping = True
            case ef.CloseRecorder():
                assert self.open
                self.open = self.keeping = self.samples = False
                self.waiting.append(ev.RecordingClosed(1.0))
            case ef.DropRecorder():
                take = self.machine.snapshot.take or ""
                assert self._drops_beginnings or take not in self.kept
                self.kept.discard(take)
                self.open = self.keeping = self.samples = False
            case ef.SaveTake(take):
                self.saved.add(take)
                self.waiting.append(ev.TakeSaved())
