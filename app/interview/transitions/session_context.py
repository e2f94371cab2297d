"""The working state of a session, shared by the transitions."""

import math
from dataclasses import dataclass, replace
from enum import Enum, auto

from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand
from mock_interviewer.app.interview.session_events import FeedbackKnown
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.interview.speech.closing_words import NumberedFeedback
from mock_interviewer.app.interview.speech.remark_states import (
    MICROPHONE_REMARKS,
    NOTICE_STATES,
    REMARK_STATES,
)
from mock_interviewer.app.interview.speech.wording import InterviewerWording, Occasion
from mock_interviewer.app.planning.continued_session import ContinuedSession
from mock_interviewer.app.planning.plan import InterviewerBehavior, Plan, PlannedQuestion
from mock_interviewer.app.status_notices import Notice, NoticeKind


class AfterSpeech(Enum):
    """What follows after the interviewer has spoken."""

    ANSWER = auto()
    """The person thinks and answers."""
    RETURN = auto()
    """The session returns to where it was."""
    CONFIRM = auto()
    """The person says yes or no."""
    ACKNOWLEDGED = auto()
    """The answer has been acknowledged, and the session continues once there is feedback."""
    NOTHING = auto()
    FINISH = auto()
    """The session is over."""


@dataclass(frozen=True)
class ReturnPoint:
    """A point of the session to return to."""

    state: SessionState
    paused_from: SessionState | None
    resumable: bool


@dataclass
class TakeProgress:
    """Details of the current take that are not in the snapshot."""

    asked: bool = False
    """Whether its question was fully asked, so that it could be answered."""
    recording_kept: bool = False
    """Whether a recording of it exists."""
    lost_at: float | None = None
    """Seconds recorded when the microphone was lost; None if it was not."""
    flags: tuple[str, ...] = ()
    after_saving: SessionCommand | None = None
    just_begun: bool = False
    """Whether a timer started it so recently that a key may have been meant to start it."""
    answer_began: float | None = None
    """Monotonic seconds when the person first spoke in the recording."""
    noise_only: bool = False
    """Whether sounds without a word were recorded."""
    presence_asked: bool = False
    """Whether the interviewer asked if the person is still there."""
    feedback: FeedbackKnown | None = None
    waited_enough: bool = False
    """Whether the session no longer waits for its feedback."""
    puts_again: bool = False
    """Whether its question is put again in full, after an answer about something else."""


class SessionContext:
    """The state that all transitions share. Owned by one machine, on one thread."""

    def __init__(
        self,
        plan: Plan,
        behavior: InterviewerBehavior,
        wording: InterviewerWording,
        hour: int,
        continued: ContinuedSession | None = None,
    ) -> None:
        self.plan = plan
        self.behavior = behavior
        self.wording = wording
        self.hour = hour
        """Local time of the person, 0 to 23."""
        self.snapshot = SessionSnapshot(
            state=SessionState.OPENING,
            question=plan.questions[0],
            position=1,
            total=len(plan.questions),
            hands_free=behavior.hands_free,
            retry=plan.retry,
        )
        self.take = TakeProgress()
        self.microphone_open = False
        self.samples_arrive = False
        self.awaits_samples = False
        """Thinking is over; listening starts with the first real samples."""
        self.speech_began: float | None = None
        """When the speech began that ended thinking; None if a timer or key ended it."""
        self.last_speech = -math.inf
        """When the person last started speaking, in monotonic seconds."""
        self.cue_plays = False
        self.after_speech: AfterSpeech | None = None
        """What follows the current speech; None while the interviewer is silent."""
        self.return_point: ReturnPoint | None = None
        """Where to return after a remark or a confirmation."""
        self.confirming: SpokenCommand | None = None
        self.ask_again = False
        """Whether resuming has to ask the question again."""
        self.awaits_person = self.awaits_microphone = False
        """Whether it paused because nobody spoke, and nobody has been told so since; and whether
        it continues by itself as soon as the microphone is back."""
        self.more_time = 0.0
        """Extra seconds requested, to think or before the next question."""
        self.next_explained = False
        """Whether the interviewer said how to continue after feedback."""
        self.transcripts_explained = False
        """Whether the interviewer said that answers are not being transcribed."""
        self.continued = continued
        """Where an interrupted session continues; None for a new one, and once it continued."""
        self.stopping = self.leaving = False
        """Whether the person asked by voice to end the session; whether it may be continued."""
        self.remark_on = Occasion.GREETING
        """The occasion of the latest remark; any lead-in counts as NEXT_QUESTION."""
        self.lead = ""
        """Lead-in of the next question, instead of the usual one."""
        self.words: dict[int, str] = {}
        """The spoken text of a question, by position, once it was chosen."""
        self.put_again = False
        """Whether the current question was put again after an answer about something else."""
        self.follow_ups_asked: list[PlannedQuestion] = []
        """Follow-ups of the current question asked so far."""
        self.feedback: dict[int, NumberedFeedback] = {}
        """Feedback on the last answer to each question, by position."""
        self.latest: dict[int, str] = {}
        """The last take of each main question, by position."""
        self._take_up(continued)

    @property
    def question(self) -> PlannedQuestion:
        """The current question: one of the plan, or a follow-up."""
        if self.snapshot.question is None:
            raise RuntimeError("a session always has a question")
        return self.snapshot.question

    @property
    def take_id(self) -> str:
        """The id of the current take. Raises RuntimeError if there is none."""
        if self.snapshot.take is None:
            raise RuntimeError("no take has been created")
        return self.snapshot.take

    @property
    def answered(self) -> bool:
        """Whether the current take is saved."""
        return self.snapshot.state in {SessionState.SAVED, SessionState.TRANSCRIBED}

    @property
    def answering(self) -> bool:
        """Whether the person has started to answer in the recording."""
        return self.take.recording_kept and self.take.answer_began is not None

    def _take_up(self, continued: ContinuedSession | None) -> None:
        """Take up what there was before an interruption."""
        if continued is None:
            return
        self.update(
            question=continued.question,
            position=continued.position,
            attempt=continued.attempt,
            answers=continued.answers,
            skipped=continued.skipped,
        )
        self.follow_ups_asked.extend(continued.follow_ups_asked)
        for take in continued.earlier:
            if take.question.follow_up is not None:
                continue
            self.latest[take.position] = take.id
            if take.feedback is not None:
                self.feedback[take.position] = NumberedFeedback(take.position, take.feedback)

    def update(self, **changes: object) -> None:
        """Change the snapshot."""
        self.snapshot = replace(self.snapshot, **changes)  # type: ignore[arg-type]  # by name

    def enter(self, state: SessionState) -> None:
        """Enter a state other than a pause."""
        self.awaits_person = self.awaits_microphone = False
        self.update(state=state, paused_from=None, resumable=False)

    def pause_from(self, state: SessionState, *, resumable: bool = True) -> None:
        """Pause from ``state`` until the person resumes."""
        self.update(state=SessionState.PAUSED, paused_from=state, resumable=resumable)

    def save_return_point(self) -> None:
        """Remember the current state, to return to it after the next remark or confirmation."""
        now = self.snapshot
        self.return_point = ReturnPoint(now.state, now.paused_from, now.resumable)

    def restore_return_point(self) -> SessionState:
        """Restore the remembered state; return it."""
        return_point, self.return_point = self.return_point, None
        if return_point is None:
            return self.snapshot.state
        self.update(
            state=return_point.state,
            paused_from=return_point.paused_from,
            resumable=return_point.resumable,
        )
        return return_point.state

    def remark(self, occasion: Occasion, text: str) -> None:
        """Show what the interviewer says on an occasion, as long as it is true."""
        self.remark_on = occasion
        self.update(remark=text)

    def drop_untrue(self) -> None:
        """Remove the remark and the notices that are not true in the current state."""
        now = self.snapshot
        state = now.state if now.paused_from is not SessionState.ASKING else SessionState.ASKING
        notices = tuple(
            notice for notice in now.notices if state in NOTICE_STATES[notice.about, notice.kind]
        )
        remark = now.remark if state in REMARK_STATES[self.remark_on] else ""
        if (remark, notices) != (now.remark, now.notices):
            self.update(remark=remark, notices=notices)

    def forget_lost_microphone(self) -> None:
        """Remove what says that the microphone is lost, since it is back."""
        lost = {NoticeKind.ERROR: "microphone"}
        notices = tuple(
            notice for notice in self.snapshot.notices if lost.get(notice.kind) != notice.about
        )
        remark = "" if self.remark_on in MICROPHONE_REMARKS else self.snapshot.remark
        self.update(notices=notices, remark=remark)

    def notice(self, kind: NoticeKind, about: str, text: str) -> None:
        """Show ``text``, replacing a notice about the same thing; an empty text removes it."""
        others = tuple(notice for notice in self.snapshot.notices if notice.about != about)
        self.update(notices=(*others, Notice(kind, about, text)) if text else others)

    def reset_take(self) -> None:
        """Reset everything that belongs to one take."""
        self.take = TakeProgress()
        self.microphone_open = self.samples_arrive = self.awaits_samples = False
        self.speech_began = None
        self.after_speech = self.return_point = self.confirming = None
        self.ask_again = False
        self.update(
            take=None,
            transcript=None,
            remark="",
            transcript_failed=False,
            captions_held=False,
            recorded=0.0,
            notices=(),
            person_speaks=False,
            finishing=False,
            asks_follow_up=False,
            asks_again=False,
            awaits_next=False,
            continuing=False,
        )
