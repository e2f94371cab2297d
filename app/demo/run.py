"""The demo: a real session whose microphone is fed by a spoken candidate.

Everything but the two ends of the air is what a person's session uses: the voice, the player (or,
where there is no output, one that keeps time in silence), the recorder and its file, recognition
in its worker, the store.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.demo.candidate import Rehearsed
from mock_interviewer.app.demo.feedback import DemoFeedback
from mock_interviewer.app.demo.spoken import SpokenCandidate, speak_answers
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.feedback.analyst import Analyst
from mock_interviewer.app.feedback.definitions import MEASURES
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.asking import asked_under, follow_up_of
from mock_interviewer.app.interview.conductor import Conductor, Parts
from mock_interviewer.app.interview.plan import Plan
from mock_interviewer.app.interview.planning import planned
from mock_interviewer.app.interview.states import NoticeKind, Snapshot, State
from mock_interviewer.app.interview.timers import Cancel, Later
from mock_interviewer.app.interview.transcriptions import Post, Transcriptions
from mock_interviewer.app.logs import start_logging
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.report.take import ModelAnswer
from mock_interviewer.app.report.writing import write_report
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.records import DEMO, SessionRecord, TakeRecord
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.audio.errors import MachineError, RecognitionError
from mock_interviewer.audio.playback import open_player
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.types import Sound
from mock_interviewer.audio.voices.chooser import choose_voice
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.model import Bank, Question

Tell = Callable[[str], None]


class NotTranscribed(RecognitionError):
    """An answer was recorded and saved, and could not be transcribed; the demo ended there."""


@dataclass(frozen=True)
class DemoResult:
    """What the demo left behind; the takes stand in the order of the questions.

    ``feedback`` is by take id; a take of which there is none is missing.
    """

    session: SessionRecord
    takes: tuple[TakeRecord, ...]
    feedback: Mapping[str, Feedback]
    report: Path


def run_demo(
    data: DataFolder,
    rehearsed: Sequence[Rehearsed],
    *,
    bank: Bank,
    model: str,
    tell: Tell,
) -> DemoResult:
    """Hold the interview and wait for its last transcript, and for the feedback on all of it.

    ``tell`` gets a line for people at each step. Raises StoreError where another program has the
    data folder open, NotTranscribed where an answer could not be transcribed, and MachineError
    where the interview cannot go on for another reason.
    """
    with contextlib.closing(StoreThread(data)) as store, contextlib.ExitStack() as log:
        store.start().result()
        log.callback(start_logging(data.logs))
        tell("The candidate rehearses…")
        # Not in the event loop, which would hear of Ctrl+C only when all is rehearsed.
        answers = speak_answers(rehearsed)
        session = asyncio.run(_Demo(data, store, rehearsed, answers, bank, model, tell).hold())
        report = data.session_folder(session) / "report.html"
        result = store.submit(lambda library: _result(library, session, report)).result()
        _report(result, {one.question.id: one.question for one in rehearsed})
        return result


def _result(library: Library, session: str, report: Path) -> DemoResult:
    takes = library.takes(session)
    kept = {take.id: library.feedback(take.id) for take in takes}
    feedback = {take: record.feedback for take, record in kept.items() if record is not None}
    return DemoResult(library.session(session), tuple(takes), feedback, report)


def _report(result: DemoResult, questions: Mapping[str, Question]) -> None:
    asked = {
        take.id: asked_under(questions[take.question], follow_up_of(take)) for take in result.takes
    }
    answers = {take.id: questions[take.question] for take in result.takes if take.follow_up is None}
    write_report(
        result.session,
        result.takes,
        result.report,
        feedback=result.feedback,
        asked={take: question for take, question in asked.items() if question is not None},
        model_answers={
            take: ModelAnswer(question.model_answer, example=question.example)
            for take, question in answers.items()
            if question.model_answer
        },
        measures=MEASURES,
    )


class _Demo:
    def __init__(
        self,
        data: DataFolder,
        store: StoreThread,
        rehearsed: Sequence[Rehearsed],
        answers: Mapping[str, Sound],
        bank: Bank,
        model: str,
        tell: Tell,
    ) -> None:
        self._data = data
        self._store = store
        self._rehearsed = rehearsed
        self._answers = answers
        self._bank = bank
        self._model = model
        self._tell = tell
        self._feedback: DemoFeedback
        self._candidate: SpokenCandidate
        self._over: asyncio.Future[str]
        self._shown: tuple[State, int] | None = None

    async def hold(self) -> str:
        """Hold the interview; returns the session's id."""
        loop = asyncio.get_running_loop()
        self._over = loop.create_future()

        def post(work: Callable[[], object]) -> None:
            # RuntimeError: the loop is closed, and nobody waits for what the store did last.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._do, work)

        def later(seconds: float, then: Callable[[], None]) -> Cancel:
            return loop.call_later(seconds, then).cancel

        with self._parts(post, later) as parts:
            plan = Plan(
                questions=tuple(planned(self._bank, one.question) for one in self._rehearsed),
                think_time=0.0,
                style=DEMO,
            )
            conductor = Conductor(plan, parts, post=post, later=later, changed=self._changed)
            self._candidate.command = conductor.command
            conductor.start()
            try:
                session = await self._over
                await self._feedback.complete()
            finally:
                closed = asyncio.Event()
                conductor.close(closed.set)
                await closed.wait()
            return session

    def _do(self, work: Callable[[], object]) -> None:
        work()
        self._feedback.look()

    @contextlib.contextmanager
    def _parts(self, post: Post, later: Later) -> Iterator[Parts]:
        transcriptions = Transcriptions(
            ModelStore(self._data.models), self._model, self._store, post
        )
        choice = choose_voice(None)
        if choice.reason:
            self._tell(choice.reason)
        player = open_player(None)
        if player.silent:
            self._tell("No loudspeaker was found, so nothing is heard; the interview runs anyway.")
        with contextlib.ExitStack() as closing:
            closing.enter_context(contextlib.closing(transcriptions))
            closing.enter_context(contextlib.closing(player))
            speaker = closing.enter_context(contextlib.closing(Speaker(choice.voice, player)))
            self._feedback = DemoFeedback(
                transcriptions, self._store, Analyst, self._bank, post=post, tell=self._tell
            )
            closing.enter_context(contextlib.closing(self._feedback))
            transcriptions.start()
            self._candidate = SpokenCandidate(self._answers, post=post, later=later)
            yield Parts(speaker, transcriptions, self._store, self._candidate.microphone)

    def _changed(self, snapshot: Snapshot) -> None:
        if self._over.done():
            return
        if self._shown != (snapshot.state, snapshot.position):
            self._shown = (snapshot.state, snapshot.position)
            self._narrate(snapshot)
        match snapshot.state:
            case State.TRANSCRIBED if snapshot.transcript_failed:
                self._fail(snapshot)
            case State.PAUSED:
                self._fail(snapshot)
            case State.FINISHED if snapshot.session is not None:
                self._over.set_result(snapshot.session)
            case _:
                self._candidate.watch(snapshot)

    def _narrate(self, snapshot: Snapshot) -> None:
        question = snapshot.question
        if question is None:
            return
        match snapshot.state:
            case State.ASKING:
                self._tell(f"\nQuestion {snapshot.position} of {snapshot.total}: {question.text}")
            case State.LISTENING:
                self._tell("Listening to the candidate…")
            case State.SAVED:
                self._tell(f"Saved, {snapshot.recorded:.0f} s. Writing it down…")
            case State.TRANSCRIBED if snapshot.transcript is not None:
                self._tell(f"“{snapshot.transcript.text}”")

    def _fail(self, snapshot: Snapshot) -> None:
        text = " ".join(
            notice.text for notice in snapshot.notices if notice.kind is not NoticeKind.INFO
        )
        error: MachineError
        if snapshot.transcript_failed:
            again = f"`mock-interviewer sessions transcribe {snapshot.session}`"
            error = NotTranscribed(text, f"{again} transcribes the saved recording.")
        elif any(notice.about == "storage" for notice in snapshot.notices):
            error = StoreError(text)
        else:
            error = RecognitionError(text or "The demo stopped.")
        self._over.set_exception(error)
