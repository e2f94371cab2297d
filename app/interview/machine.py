"""The states of a session, with no device, clock, file or window.

``Machine.handle`` takes an event and returns what to do about it. Whoever owns the machine calls
it from one thread, carries the effects out without waiting, and reports back with events.
"""

from dataclasses import replace

from mock_interviewer.app.interview import events as ev
from mock_interviewer.app.interview.events import Command, Effect, Event, Timer
from mock_interviewer.app.interview.plan import Mode, Plan, PlannedQuestion
from mock_interviewer.app.interview.states import Notice, NoticeKind, Snapshot, State

SAFE = "Your answer so far is saved."


class Machine:
    """A session from its first question to its end. ``snapshot`` says where it stands."""

    def __init__(self, plan: Plan) -> None:
        if not plan.questions:
            raise ValueError("a plan has at least one question")
        self.plan = plan
        self.snapshot = Snapshot(
            state=State.OPENING,
            question=plan.questions[0],
            position=1,
            total=len(plan.questions),
        )
        self._microphone_open = False
        self._samples_arrive = False
        self._kept = False
        """Whether anything of the present take is recorded."""
        self._lost: float | None = None
        """Seconds in the file that a lost microphone left; None while nothing is lost."""
        self._wants_samples = False
        """Thinking is over; listening begins with the first real samples."""
        self._ask_returns_to: State | None = None
        self._after_saving: Command | None = None
        self._flags: tuple[str, ...] = ()

    @property
    def _question(self) -> PlannedQuestion:
        return self.plan.questions[self.snapshot.position - 1]

    def handle(self, event: Event | Command) -> list[Effect]:
        """Take one event or command; return what is to be done, in order."""
        if self.snapshot.state is State.FINISHED:
            return self._after_the_end(event)
        if isinstance(event, Command):
            return self._command(event)
        match event:
            case ev.Begin():
                return [ev.OpenSession(), ev.Prepare(self._question)]
            case ev.SessionOpened(session):
                self._update(session=session)
                return [self._create_take()]
            case ev.TakeCreated(take):
                return self._take_created(take)
            case ev.StoreFailed(text):
                self._notice(NoticeKind.ERROR, "storage", text)
                self._pause_from(State.OPENING, resumable=True)
                return []
            case ev.TranscriptReady() | ev.TranscriptFailed() | ev.CaptionsHeld():
                return self._recognition(event)
            case ev.TimerFired(timer):
                return self._timer(timer)
            case ev.SpeechEnded() | ev.SpeechFailed():
                return self._speech(event)
            case ev.RecordingClosed(duration, flags):
                return self._recording_closed(duration, flags)
            case ev.TakeSaved(problem):
                return self._saved(problem)
            case _:
                return self._microphone(event)

    def _after_the_end(self, event: Event | Command) -> list[Effect]:
        if isinstance(event, ev.TakeCreated):
            return [ev.SkipTake(event.take)]
        if isinstance(event, ev.TranscriptReady | ev.TranscriptFailed):
            return self._recognition(event)
        return []

    def _update(self, **changes: object) -> None:
        self.snapshot = replace(self.snapshot, **changes)  # type: ignore[arg-type]  # by name

    def _enter(self, state: State) -> None:
        self._update(state=state, paused_from=None, resumable=False)

    def _pause_from(self, state: State, *, resumable: bool) -> None:
        self._update(state=State.PAUSED, paused_from=state, resumable=resumable)

    def _notice(self, kind: NoticeKind, about: str, text: str) -> None:
        """Show ``text``, in place of an earlier notice about the same; empty takes it back."""
        others = tuple(notice for notice in self.snapshot.notices if notice.about != about)
        self._update(notices=(*others, Notice(kind, about, text)) if text else others)

    def _create_take(self) -> Effect:
        self._enter(State.OPENING)
        return ev.CreateTake(self._question, self.snapshot.position, self.snapshot.attempt)

    def _take_created(self, take: str) -> list[Effect]:
        self._update(take=take)
        self._notice(NoticeKind.ERROR, "storage", "")
        if self.snapshot.attempt > 1:
            return self._think()
        return self._ask(returns_to=None)

    def _ask(self, *, returns_to: State | None) -> list[Effect]:
        self._ask_returns_to = returns_to
        self._enter(State.ASKING)
        return [ev.Say(self._question)]

    def _speech(self, event: ev.SpeechEnded | ev.SpeechFailed) -> list[Effect]:
        if isinstance(event, ev.SpeechFailed):
            self._notice(NoticeKind.CAUTION, "voice", event.text)
        else:
            self._notice(NoticeKind.CAUTION, "voice", "")
        listening_next = self._ask_returns_to is State.LISTENING
        if self.snapshot.paused_from is State.ASKING:
            self._update(paused_from=State.LISTENING if listening_next else State.THINKING)
            return []
        if self.snapshot.state is not State.ASKING:
            return []
        if listening_next:
            self._enter(State.LISTENING)
            return [ev.ResumeRecorder(), ev.ResumeTimer(Timer.LIMIT)]
        return self._think()

    def _think(self) -> list[Effect]:
        self._enter(State.THINKING)
        effects: list[Effect] = []
        if not self._microphone_open:
            self._microphone_open = True
            self._samples_arrive = False
            effects.append(ev.OpenMicrophone(self._take, self._question))
        self._wants_samples = self.plan.think_time <= 0
        if self._wants_samples:
            return [*effects, *self._listen_if_ready()]
        return [*effects, ev.StartTimer(Timer.THINK, self.plan.think_time)]

    @property
    def _take(self) -> str:
        if self.snapshot.take is None:
            raise RuntimeError("no take has been written down")
        return self.snapshot.take

    def _listen_if_ready(self) -> list[Effect]:
        """Listen as soon as thinking is over and real samples arrive, never before."""
        if not (self._wants_samples and self._samples_arrive):
            return []
        self._wants_samples = False
        resumed = self._kept
        self._kept = True
        self._lost = None
        self._enter(State.LISTENING)
        if resumed:
            return [ev.KeepSamples(), ev.ResumeTimer(Timer.LIMIT)]
        effects: list[Effect] = [
            ev.KeepSamples(),
            ev.StartTimer(Timer.LIMIT, self.plan.answer_limit),
        ]
        if self.snapshot.position < self.snapshot.total:
            effects.append(ev.Prepare(self.plan.questions[self.snapshot.position]))
        return effects

    def _timer(self, timer: Timer) -> list[Effect]:
        if timer is Timer.THINK and self.snapshot.state is State.THINKING:
            self._wants_samples = True
            return self._listen_if_ready()
        if timer is Timer.LIMIT and self.snapshot.state is State.LISTENING:
            self._flags = (*self._flags, "limit")
            self._notice(NoticeKind.INFO, "limit", "The time for this answer is over.")
            return self._close_recorder(None)
        return []

    def _microphone(self, event: Event) -> list[Effect]:
        match event:
            case ev.MicrophoneReady():
                self._samples_arrive = True
                self._notice(NoticeKind.ERROR, "microphone", "")
                return self._listen_if_ready()
            case ev.MicrophoneFailed(text):
                self._microphone_open = False
                self._notice(NoticeKind.ERROR, "microphone", text)
                self._pause_from(
                    State.THINKING if self._lost is None else State.LISTENING, resumable=True
                )
                return [ev.StopTimer(Timer.THINK)]
            case ev.MicrophoneLost(text, duration):
                return self._lost_microphone(text, duration)
            case ev.MicrophoneWarned(text):
                self._notice(NoticeKind.CAUTION, "microphone", text)
        return []

    def _lost_microphone(self, text: str, duration: float) -> list[Effect]:
        self._microphone_open = False
        self._samples_arrive = False
        if self.snapshot.state is State.SAVING:
            return self._save(duration, ("device-lost",))
        self._wants_samples = False
        if self._kept:
            self._lost = duration
            self._flags = (*self._flags, "device-lost")
            text = f"{text} {SAFE}"
        self._notice(NoticeKind.ERROR, "microphone", text)
        self._pause_from(State.LISTENING if self._kept else State.THINKING, resumable=True)
        effects: list[Effect] = [ev.Hush()] if self._ask_returns_to is not None else []
        return [*effects, ev.StopTimer(Timer.THINK), ev.PauseTimer(Timer.LIMIT)]

    def _close_recorder(self, then: Command | None) -> list[Effect]:
        self._after_saving = then
        self._enter(State.SAVING)
        stop: list[Effect] = [ev.StopTimer(Timer.LIMIT), ev.StopTimer(Timer.THINK)]
        if self._lost is not None and not self._microphone_open:
            return [*stop, *self._save(self._lost, ())]
        return [*stop, ev.CloseRecorder()]

    def _recording_closed(self, duration: float, flags: tuple[str, ...]) -> list[Effect]:
        """Save; also where nobody asked for the end, as at the longest length of a recording."""
        effects: list[Effect] = []
        if self.snapshot.state is not State.SAVING:
            if State.ASKING in {self.snapshot.state, self.snapshot.paused_from}:
                effects.append(ev.Hush())
            effects += [ev.StopTimer(Timer.LIMIT), ev.StopTimer(Timer.THINK)]
            self._after_saving = None
            self._enter(State.SAVING)
        return [*effects, *self._save(duration, flags)]

    def _save(self, duration: float, flags: tuple[str, ...]) -> list[Effect]:
        self._microphone_open = False
        self._samples_arrive = False
        self._update(recorded=duration)
        return [ev.SaveTake(self._take, duration, tuple(dict.fromkeys((*self._flags, *flags))))]

    def _saved(self, problem: str) -> list[Effect]:
        if self.snapshot.state is not State.SAVING:
            return []
        if problem:
            self._notice(NoticeKind.ERROR, "storage", problem)
        take = self._take
        # What was given up while it was being spoken is awaited no more.
        self._enter(State.TRANSCRIBED if self.snapshot.transcript_failed else State.SAVED)
        effects: list[Effect] = [ev.Transcribe(take)]
        if self._after_saving is Command.END:
            return [*effects, *self._finish()]
        if self._after_saving is Command.SKIP or self.plan.mode is Mode.EXAM:
            return [*effects, *self._advance()]
        return effects

    def _recognition(
        self, event: ev.TranscriptReady | ev.TranscriptFailed | ev.CaptionsHeld
    ) -> list[Effect]:
        if event.take != self.snapshot.take:
            return []
        if isinstance(event, ev.CaptionsHeld):
            self._update(captions_held=event.held)
            return []
        if isinstance(event, ev.TranscriptFailed):
            self._update(transcript_failed=True)
            self._notice(NoticeKind.CAUTION, "recognition", event.text)
        else:
            self._update(transcript=event.transcript, transcript_failed=False)
            self._notice(NoticeKind.CAUTION, "recognition", "")
        if self.snapshot.state is State.SAVED:
            self._enter(State.TRANSCRIBED)
        return []

    def _reset_take(self) -> None:
        self._microphone_open = self._samples_arrive = self._kept = False
        self._wants_samples = False
        self._lost = None
        self._ask_returns_to = None
        self._after_saving = None
        self._flags = ()
        self._update(
            take=None,
            transcript=None,
            transcript_failed=False,
            captions_held=False,
            recorded=0.0,
            notices=(),
        )

    def _advance(self) -> list[Effect]:
        if self.snapshot.position >= self.snapshot.total:
            return self._finish()
        self._reset_take()
        position = self.snapshot.position + 1
        self._update(position=position, attempt=1, question=self.plan.questions[position - 1])
        return [self._create_take()]

    def _finish(self) -> list[Effect]:
        self._enter(State.FINISHED)
        return [ev.CloseSession()]

    def _command(self, command: Command) -> list[Effect]:
        match command:
            case Command.DONE:
                return self._done()
            case Command.NEXT:
                return self._advance() if self._answered else []
            case Command.TRY_AGAIN:
                return self._try_again()
            case Command.REPEAT:
                return self._repeat()
            case Command.SKIP | Command.END:
                return self._leave(command)
            case Command.PAUSE:
                return self._pause()
            case Command.RESUME:
                return self._resume()

    @property
    def _answered(self) -> bool:
        return self.snapshot.state in {State.SAVED, State.TRANSCRIBED}

    def _done(self) -> list[Effect]:
        state = self.snapshot.state
        if state is State.ASKING:
            return [ev.Hush(), *self._speech(ev.SpeechEnded())]
        if state is State.THINKING:
            self._wants_samples = True
            return [ev.StopTimer(Timer.THINK), *self._listen_if_ready()]
        if state is State.LISTENING or (state is State.PAUSED and self._kept):
            return self._close_recorder(None)
        return []

    def _try_again(self) -> list[Effect]:
        if not self._answered:
            return []
        self._reset_take()
        self._update(attempt=self.snapshot.attempt + 1)
        return [self._create_take()]

    def _repeat(self) -> list[Effect]:
        match self.snapshot.state:
            case State.ASKING:
                return [ev.Hush(), ev.Say(self._question)]
            case State.THINKING:
                return [ev.StopTimer(Timer.THINK), *self._ask(returns_to=State.THINKING)]
            case State.LISTENING:
                held: list[Effect] = [ev.PauseRecorder(), ev.PauseTimer(Timer.LIMIT)]
                return [*held, *self._ask(returns_to=State.LISTENING)]
            case _:
                return []

    def _leave(self, command: Command) -> list[Effect]:
        """Skip this question or end the session; what was recorded is kept all the same."""
        state = self.snapshot.state
        if state is State.SAVING:
            self._after_saving = command
            return []
        go_on = self._finish if command is Command.END else self._advance
        if self._answered:
            return go_on()
        hush: list[Effect] = []
        if State.ASKING in {state, self.snapshot.paused_from}:
            hush.append(ev.Hush())
        if self._kept:
            if command is Command.SKIP:
                self._flags = (*self._flags, "skipped")
            return [*hush, *self._close_recorder(command)]
        if state is State.OPENING and command is Command.SKIP:
            return []
        effects = [*hush, ev.StopTimer(Timer.THINK)]
        if self._microphone_open:
            effects.append(ev.DropRecorder())
        if self.snapshot.take is not None:
            effects.append(ev.SkipTake(self.snapshot.take))
        elif command is Command.SKIP:
            return []
        return [*effects, *go_on()]

    def _pause(self) -> list[Effect]:
        state = self.snapshot.state
        effects: dict[State, list[Effect]] = {
            State.ASKING: [ev.PauseVoice()],
            State.THINKING: [ev.PauseTimer(Timer.THINK)],
            State.LISTENING: [ev.PauseRecorder(), ev.PauseTimer(Timer.LIMIT)],
        }
        if state not in effects:
            return []
        self._pause_from(state, resumable=True)
        return effects[state]

    def _resume(self) -> list[Effect]:
        if self.snapshot.state is not State.PAUSED:
            return []
        came_from = self.snapshot.paused_from
        if came_from is State.OPENING:
            if self.snapshot.session is None:
                self._enter(State.OPENING)
                return [ev.OpenSession()]
            return [self._create_take()]
        if came_from is State.ASKING:
            self._enter(State.ASKING)
            return [ev.ResumeVoice()]
        if not self._microphone_open:
            return self._reopen_microphone() if self._kept else self._think()
        if came_from is State.THINKING:
            self._enter(State.THINKING)
            return [ev.ResumeTimer(Timer.THINK), *self._listen_if_ready()]
        self._enter(State.LISTENING)
        return [ev.ResumeRecorder(), ev.ResumeTimer(Timer.LIMIT)]

    def _reopen_microphone(self) -> list[Effect]:
        """Go on in the file that a lost microphone left."""
        self._microphone_open = True
        self._wants_samples = True
        self._ask_returns_to = None
        self._enter(State.THINKING)
        return [ev.OpenMicrophone(self._take, self._question, resume=True)]
