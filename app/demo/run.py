"""The demo: a real session with a synthetic candidate at the microphone.

Everything between the candidate's voice and the saved take is as in a real session: the voice, the
player (or, without an output device, one that keeps time silently), the recorder and its file, the
recognition worker, the store, and the analysis of the answers.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.background.analysis import AnalysisService, MakeAnalysisClient
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.callback_types import Cancel, Later, Post
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.demo.candidate import RehearsedAnswer, SpokenCandidate, speak_answers
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import delivery_line, headline
from mock_interviewer.app.feedback.worker.client import AnalysisClient
from mock_interviewer.app.interview.conductor import Conductor, SessionServices
from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.logs import start_logging
from mock_interviewer.app.planning.bank_questions import (
    asked_by_words,
    follow_up_words,
    planned_question,
)
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.report.report import write_report
from mock_interviewer.app.report.take import ReportModelAnswer
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.database.records import DEMO_STYLE, SessionRecord, TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.errors import MachineError, RecognitionError
from mock_interviewer.audio.playback.device_player import open_player
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.samples import Sound
from mock_interviewer.audio.voices.chooser import choose_voice
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.model import Bank, Question

PATIENCE = 300.0
"""Seconds after the last transcript after which the demo ends without missing feedback."""


class DemoFeedback:
    """Collects the feedback on the demo's takes. Owned by the thread of the demo's event loop."""

    def __init__(
        self,
        transcriptions: TranscriptionService,
        store: StoreThread,
        analyst: MakeAnalysisClient,
        bank: Bank,
        *,
        post: Post,
        tell: Callable[[str], None],
    ) -> None:
        self._transcriptions = transcriptions
        self._questions = {question.id: question for question in bank.questions}
        self._tell = tell
        self._said: dict[str, str] = {}
        self._settled = asyncio.Event()
        self._analyses = AnalysisService(store, analyst, self._question_of, post)
        self._analyses.on_feedback = self._on_feedback
        self._analyses.on_failed = self._on_failed
        self._analyses.follow(transcriptions)

    def look(self) -> None:
        """Check whether anything is still missing; call this after everything that was posted."""
        if self._transcriptions.fillers.pending or self._analyses.pending:
            self._settled.clear()
        else:
            self._settled.set()

    async def complete(self) -> None:
        """Wait for the feedback on all takes, including fillers, and print a summary of each."""
        self.look()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._settled.wait()
        except TimeoutError:
            self._tell("Feedback took too long and was skipped.")
        for number, said in enumerate(self._said.values(), 1):
            self._tell(f"\nAnswer {number}: {said}")

    def close(self) -> None:
        """End the analysis worker; wait at most two seconds."""
        self._analyses.close()

    def _question_of(self, take: TakeRecord) -> CoverageQuestion | None:
        found = self._questions.get(take.question)
        return None if found is None else asked_by_words(found, follow_up_words(take))

    def _on_feedback(self, take: str, feedback: Feedback) -> None:
        covered = headline(feedback.coverage) if feedback.coverage else feedback.coverage_untold
        self._said[take] = f"{covered}\n{delivery_line(feedback.delivery)}"

    def _on_failed(self, take: str, sentence: str) -> None:
        self._said[take] = sentence


TellLine = Callable[[str], None]


class DemoNotTranscribed(RecognitionError):
    """An answer was recorded and saved but could not be transcribed; the demo ended there."""


@dataclass(frozen=True)
class DemoResult:
    """The result of the demo; ``takes`` are in the order of the questions.

    ``feedback`` is by take id, without takes that have none.
    """

    session: SessionRecord
    takes: tuple[TakeRecord, ...]
    feedback: Mapping[str, Feedback]
    report: Path


def run_demo(
    data: DataFolder,
    rehearsed: Sequence[RehearsedAnswer],
    *,
    bank: Bank,
    model: str,
    tell: TellLine,
) -> DemoResult:
    """Run the interview and wait for its last transcript and for all feedback.

    ``tell`` receives a line for the person at each step. Raises StoreError if another program has
    the data folder open, DemoNotTranscribed if an answer could not be transcribed, and
    MachineError if the interview cannot continue for another reason.
    """
    with contextlib.closing(StoreThread(data)) as store, contextlib.ExitStack() as log:
        store.start().result()
        log.callback(start_logging(data.logs))
        tell("The candidate is rehearsing…")
        # Not in the event loop, which would notice Ctrl+C only after the rehearsal.
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
        take.id: asked_by_words(questions[take.question], follow_up_words(take))
        for take in result.takes
    }
    answers = {take.id: questions[take.question] for take in result.takes if take.follow_up is None}
    write_report(
        result.session,
        result.takes,
        result.report,
        feedback=result.feedback,
        asked={take: question for take, question in asked.items() if question is not None},
        model_answers={
            take: ReportModelAnswer(question.model_answer, example=question.example)
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
        rehearsed: Sequence[RehearsedAnswer],
        answers: Mapping[str, Sound],
        bank: Bank,
        model: str,
        tell: TellLine,
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
        self._shown: tuple[SessionState, int] | None = None

    async def hold(self) -> str:
        """Run the interview; return the session's id."""
        loop = asyncio.get_running_loop()
        self._over = loop.create_future()

        def post(work: Callable[[], object]) -> None:
            # RuntimeError: the loop is closed, and nobody waits for the store's last results.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._do, work)

        def later(seconds: float, then: Callable[[], None]) -> Cancel:
            return loop.call_later(seconds, then).cancel

        with self._parts(post, later) as parts:
            plan = Plan(
                questions=tuple(
                    planned_question(self._bank, one.question) for one in self._rehearsed
                ),
                think_time=0.0,
                style=DEMO_STYLE,
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
    def _parts(self, post: Post, later: Later) -> Iterator[SessionServices]:
        transcriptions = TranscriptionService(
            ModelStore(self._data.models), self._model, self._store, post
        )
        choice = choose_voice(None)
        if choice.reason:
            self._tell(choice.reason)
        player = open_player(None)
        if player.silent:
            self._tell(
                "No speaker was found, so you won't hear anything, but the interview runs anyway."
            )
        with contextlib.ExitStack() as closing:
            closing.enter_context(contextlib.closing(transcriptions))
            closing.enter_context(contextlib.closing(player))
            speaker = closing.enter_context(contextlib.closing(Speaker(choice.voice, player)))
            self._feedback = DemoFeedback(
                transcriptions, self._store, AnalysisClient, self._bank, post=post, tell=self._tell
            )
            closing.enter_context(contextlib.closing(self._feedback))
            transcriptions.start()
            self._candidate = SpokenCandidate(self._answers, post=post, later=later)
            yield SessionServices(speaker, transcriptions, self._store, self._candidate.microphone)

    def _changed(self, snapshot: SessionSnapshot) -> None:
        if self._over.done():
            return
        if self._shown != (snapshot.state, snapshot.position):
            self._shown = (snapshot.state, snapshot.position)
            self._narrate(snapshot)
        match snapshot.state:
            case SessionState.TRANSCRIBED if snapshot.transcript_failed:
                self._fail(snapshot)
            case SessionState.PAUSED:
                self._fail(snapshot)
            case SessionState.FINISHED if snapshot.session is not None:
                self._over.set_result(snapshot.session)
            case _:
                self._candidate.watch(snapshot)

    def _narrate(self, snapshot: SessionSnapshot) -> None:
        question = snapshot.question
        if question is None:
            return
        match snapshot.state:
            case SessionState.ASKING:
                self._tell(f"\nQuestion {snapshot.position} of {snapshot.total}: {question.text}")
            case SessionState.LISTENING:
                self._tell("Listening to the candidate…")
            case SessionState.SAVED:
                self._tell(f"Saved, {snapshot.recorded:.0f} s. Transcribing…")
            case SessionState.TRANSCRIBED if snapshot.transcript is not None:
                self._tell(f"“{snapshot.transcript.text}”")

    def _fail(self, snapshot: SessionSnapshot) -> None:
        text = " ".join(
            notice.text for notice in snapshot.notices if notice.kind is not NoticeKind.INFO
        )
        error: MachineError
        if snapshot.transcript_failed:
            again = f"`mock-interviewer sessions transcribe {snapshot.session}`"
            error = DemoNotTranscribed(text, f"{again} transcribes the saved recording.")
        elif any(notice.about == "storage" for notice in snapshot.notices):
            error = StoreError(text)
        else:
            error = RecognitionError(text or "The demo stopped.")
        self._over.set_exception(error)
