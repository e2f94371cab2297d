"""Everything that a session knows about itself."""

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
from mock_interviewer.app.interview.speech.wording import InterviewerWording
from mock_interviewer.app.planning.plan import InterviewerBehavior, Plan, PlannedQuestion
from mock_interviewer.app.status_notices import Notice, NoticeKind


class AfterSpeech(Enum):
    """What follows when the interviewer has said something."""

    ANSWER = auto()
    """The person thinks and answers."""
    BACK = auto()
    """It goes on where it was."""
    CONFIRM = auto()
    """The person says yes or no."""
    JUDGED = auto()
    """The answer that was acknowledged is judged, and the session goes on."""
    NOTHING = auto()
    FINISH = auto()
    """The session is over."""


@dataclass(frozen=True)
class ReturnPoint:
    """Where a session was, to come back to."""

    state: SessionState
    paused_from: SessionState | None
    resumable: bool


@dataclass
class TakeProgress:
    """What is known of the present take beside its snapshot."""

    asked: bool = False
    """Whether its question was asked to the end, so that it could be answered."""
    kept: bool = False
    """Whether anything of it is recorded."""
    lost: float | None = None
    """Seconds in the file that a lost microphone left; None while nothing is lost."""
    flags: tuple[str, ...] = ()
    after_saving: SessionCommand | None = None
    just_begun: bool = False
    """Whether time began it so lately that a key may have been meant to begin it."""
    answer_began: float | None = None
    """Monotonic seconds when somebody spoke first since sound is kept."""
    noisy: bool = False
    """Whether sounds without a word were kept."""
    asked_whether_there: bool = False
    judged: FeedbackKnown | None = None
    waited_enough: bool = False
    """Whether its feedback is awaited no longer."""
    looked_back: bool = False
    """Whether all was asked back about it, and only its feedback is to be told."""


class SessionContext:
    """Facts that the functions of this package share. One machine's own; one thread."""

    def __init__(
        self, plan: Plan, manner: InterviewerBehavior, wording: InterviewerWording, hour: int
    ) -> None:
        self.plan = plan
        self.manner = manner
        self.wording = wording
        self.hour = hour
        """Of the person's own day, 0 to 23."""
        self.snapshot = SessionSnapshot(
            state=SessionState.OPENING,
            question=plan.questions[0],
            position=1,
            total=len(plan.questions),
            hands_free=manner.hands_free,
            retry=plan.retry,
        )
        self.take = TakeProgress()
        self.microphone_open = False
        self.samples_arrive = False
        self.wants_samples = False
        """Thinking is over; listening begins with the first real samples."""
        self.speech_began: float | None = None
        """When the speech began that ended thinking; None where time did."""
        self.spoke_last = -math.inf
        """When somebody began to speak last, in monotonic seconds."""
        self.cue_plays = False
        self.then: AfterSpeech | None = None
        """What follows what is being said; None while nothing is."""
        self.place: ReturnPoint | None = None
        """Where to come back to after something was said or confirmed."""
        self.confirming: SpokenCommand | None = None
        self.ask_again = False
        """Whether a pause has to end with the question."""
        self.waits_for_anybody = False
        """Whether it paused because nobody spoke, and who speaks now was not told so yet."""
        self.more_time = 0.0
        """Seconds that were asked for, to think or before the next question."""
        self.told_of_transcripts = False
        """Whether it was said that answers are not written down."""
        self.stopping = False
        """Whether the session was asked in words to end."""
        self.lead = ""
        """What is said before the next question, in place of its usual lead."""
        self.words: dict[int, str] = {}
        """What is said for a question, by its position, once that was chosen."""
        self.asked_back: list[PlannedQuestion] = []
        """Follow-ups of the present question that were asked."""
        self.passed_over: SessionSnapshot | None = None
        """Where it stood when something was asked back before feedback could be read."""
        self.told: dict[int, NumberedFeedback] = {}
        """Feedback on the last answer to each question, by its position."""
        self.latest: dict[int, str] = {}
        """The last take that answers a question itself, by its position."""

    @property
    def question(self) -> PlannedQuestion:
        """What is being asked: a question of the plan, or one asked back."""
        if self.snapshot.question is None:
            raise RuntimeError("a session always has a question")
        return self.snapshot.question

    @property
    def take_id(self) -> str:
        """The present take; there has to be one."""
        if self.snapshot.take is None:
            raise RuntimeError("no take has been written down")
        return self.snapshot.take

    @property
    def answered(self) -> bool:
        """Whether the present take is saved."""
        return self.snapshot.state in {SessionState.SAVED, SessionState.TRANSCRIBED}

    @property
    def answering(self) -> bool:
        """Whether somebody has begun to answer in what is being kept."""
        return self.take.kept and self.take.answer_began is not None

    def update(self, **changes: object) -> None:
        """Change the snapshot."""
        self.snapshot = replace(self.snapshot, **changes)  # type: ignore[arg-type]  # by name

    def enter(self, state: SessionState) -> None:
        """Go to a state that is no pause."""
        self.waits_for_anybody = False
        self.update(state=state, paused_from=None, resumable=False)

    def pause_from(self, state: SessionState, *, resumable: bool = True) -> None:
        """Wait for the person, who interrupted ``state``."""
        self.update(state=SessionState.PAUSED, paused_from=state, resumable=resumable)

    def remember_place(self) -> None:
        """Come back here after what is said or asked next."""
        now = self.snapshot
        self.place = ReturnPoint(now.state, now.paused_from, now.resumable)

    def return_to_place(self) -> SessionState:
        """Go back to where it was; return that state."""
        place, self.place = self.place, None
        if place is None:
            return self.snapshot.state
        self.update(state=place.state, paused_from=place.paused_from, resumable=place.resumable)
        return place.state

    def notice(self, kind: NoticeKind, about: str, text: str) -> None:
        """Show ``text``, in place of an earlier notice about the same; empty takes it back."""
        others = tuple(notice for notice in self.snapshot.notices if notice.about != about)
        self.update(notices=(*others, Notice(kind, about, text)) if text else others)

    def forget_take(self) -> None:
        """Be ready for another take."""
        self.take = TakeProgress()
        self.microphone_open = self.samples_arrive = self.wants_samples = False
        self.speech_began = None
        self.then = self.place = self.confirming = None
        self.ask_again = False
        self.update(
            take=None,
            transcript=None,
            transcript_failed=False,
            captions_held=False,
            recorded=0.0,
            notices=(),
            person_speaks=False,
            finishing=False,
            asks_back=False,
            goes_on=False,
        )
