"""A long hands-free session over the rig: nothing grows and no answer is lost."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from unittest.mock import patch

from benchmarks.burden import Burden, BurdenLog, least
from rig.leak import leaking
from rig.live_candidate import LiveCandidate, Reaction
from rig.live_session import LiveSession, Sitting
from rig.live_voice import LiveVoice, Said
from rig.pulse import TOOLS, PulseRig
from rig.wait import wait_until

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.bank_questions import planned_questions
from mock_interviewer.app.planning.plan import (
    FollowUpRules,
    InterviewerBehavior,
    Plan,
    PlannedQuestion,
)
from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.audio.devices import portaudio_library
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question
from mock_interviewer.questions.shelf import BankShelf

HANDS_FREE = "hands-free"
QUESTIONS = 50
SETTLED = 3
"""The question from which on nothing may grow: all that is loaded once is loaded."""
FEEDBACK_SECONDS = 8.0
ALLOWED = 60.0
"""MB by which memory may grow from then on."""
EACH = 180.0
"""Seconds of a question, with what is asked back, before it counts as stuck."""
WORDS = 22
"""Words of an answer, about, before it is said to be all."""
ALL = "That is all I can say."
AGAIN = "Could you repeat the question, please?"
START_OVER = "Let me start over."
YES = "Yes."
ASKED_BACK = f"I would have to look that up, and I would tell you so. {ALL}"
REPEATED_EACH = 5
SCRATCHED_EACH = 7
"""At every so manieth question the candidate wants that."""
COLUMNS = (
    *("part", "memory settled", "at the end", "threads settled", "at the end"),
    *("processes settled", "at the end", "handles settled", "at the end", "answers", "lost"),
    "target",
)


@dataclass
class Held:
    """The result of a session: its minimum usage during each question, and its answers."""

    questions: int
    part: str = HANDS_FREE
    burdens: dict[int, Burden] = field(default_factory=dict)
    answers: int = 0
    lost: tuple[str, ...] = ()
    """Takes that were answered and are not there, whole, written down and judged."""
    problem: str | None = None

    @property
    def settled(self) -> Burden:
        """The usage at the question by which everything is loaded."""
        return self.burdens[min(SETTLED, max(self.burdens))]

    @property
    def ended(self) -> Burden:
        """The usage at the last question."""
        return self.burdens[max(self.burdens)]

    @property
    def passed(self) -> bool:
        """Whether nothing grew, nothing was lost, and everything was asked."""
        if self.problem is not None or self.lost or max(self.burdens, default=0) < self.questions:
            return False
        before, after = self.settled, self.ended
        return (
            after.megabytes - before.megabytes <= ALLOWED
            and after.threads <= before.threads
            and after.processes <= before.processes
            and after.handles <= before.handles
            and self.answers >= self.questions
        )


class Answers:
    """The candidate's texts: an answer to each take, occasionally preceded by a command."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._answers = [_beginning(question) for question in questions]
        self._repeated: set[str] = set()
        self._confirmed: set[str] = set()
        self.given: set[str] = set()
        """The takes that were answered."""

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts that may be said."""
        return (*self._answers, AGAIN, START_OVER, YES, ASKED_BACK)

    def turns(self) -> Iterator[Reaction]:
        """Yield turns as long as the session continues."""
        return repeat(Reaction(self.are_due, self.say))

    def are_due(self, now: SessionSnapshot) -> bool:
        """Return whether there is something new to say."""
        if now.state is SessionState.CONFIRMING:
            return now.take not in self._confirmed
        return now.state is SessionState.THINKING and now.take not in self.given

    def say(self, now: SessionSnapshot) -> Said:
        """Return the text to say now, and mark it as said."""
        take, question = now.take, now.question
        if take is None or question is None:
            raise RuntimeError("nobody waits for an answer")
        if now.state is SessionState.CONFIRMING:
            self._confirmed.add(take)
            return (YES,)
        first = question.follow_up is None and now.attempt == 1
        if first and now.position % REPEATED_EACH == 0 and take not in self._repeated:
            self._repeated.add(take)
            return (AGAIN,)
        self.given.add(take)
        if question.follow_up is not None:
            return (ASKED_BACK,)
        answer = self._answers[now.position - 1]
        if first and now.position % SCRATCHED_EACH == 0:
            return (answer, 1.2, START_OVER)
        return (answer,)


def hold(folder: Path, questions: int = QUESTIONS, model: str = "base") -> Held:
    """Run the session in real time; ``folder`` is for its files."""
    held = Held(questions)
    bank = load_bank("llm")
    asked = bank.questions[:questions]
    answers = Answers(asked)
    voice = LiveVoice.rehearse(answers.texts, folder)
    plan = _plan(planned_questions(bank, asked))
    behavior = InterviewerBehavior(feedback_time=FEEDBACK_SECONDS)
    with ExitStack() as parts:
        rig = parts.enter_context(PulseRig())
        parts.enter_context(patch.dict("os.environ", rig.variables))
        wait_until(portaudio_library.reinitialize, 10.0, what="PortAudio sees the rig")
        parts.enter_context(leaking(rig))
        candidate = parts.enter_context(LiveCandidate(rig, voice, answers.turns()))
        session = LiveSession(
            DataFolder.at(folder / "data"),
            Sitting(plan, BankShelf((bank,)), behavior, model=model),
            candidate.watch,
        )
        parts.enter_context(session)
        with BurdenLog(lambda: _question(session), TOOLS) as log:
            try:
                session.wait(questions * EACH)
            except TimeoutError as error:
                held.problem = str(error)
    held.burdens = {number: least(read) for number, read in log.read.items()}
    held.answers = len(answers.given)
    kept = {take.id for take in session.takes if _is_whole(take) and take.id in session.feedback}
    held.lost = tuple(sorted(answers.given - kept))
    return held


def table(parts: Sequence[Held]) -> str:
    """Return the results as a Markdown table; memory is proportional, of all processes, in MB."""
    lines = [f"| {' | '.join(COLUMNS)} |", f"|---|{'---:|' * (len(COLUMNS) - 2)}---|"]
    for held in parts:
        read = (held.settled, held.ended) if held.burdens else ()
        cells = [
            f"{held.part}, {held.questions} questions",
            *chain.from_iterable(zip(*map(_figures, read), strict=True)),
            str(held.answers),
            str(len(held.lost)),
            held.problem or ("met" if held.passed else "missed"),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _figures(burden: Burden) -> tuple[str, ...]:
    counts = (burden.threads, burden.processes, burden.handles)
    return (f"{burden.megabytes:.0f}", *map(str, counts))


def _question(session: LiveSession) -> int | None:
    """Return the number of the question that is being held; None before the first and at the end.

    At the end all is closed, which would look as if it had taken little during the last question.
    """
    if not session.seen or session.seen[-1].state is SessionState.FINISHED:
        return None
    return session.seen[-1].position


def _plan(questions: tuple[PlannedQuestion, ...]) -> Plan:
    return Plan(questions, follow_ups=FollowUpRules(most=1), seed=1)


def _beginning(question: Question) -> str:
    """Return the first words of a model answer, so that a follow-up is left to ask."""
    words = (question.model_answer or question.text).split()
    said = " ".join(words[:WORDS]).rstrip(".,;:") if len(words) > WORDS else " ".join(words)
    return f"{said}. {ALL}"


def _is_whole(take: TakeRecord) -> bool:
    heard = take.transcript is not None and bool(take.transcript.text)
    there = take.recording is not None and take.recording.is_file()
    return take.status is TakeStatus.SAVED and heard and there
