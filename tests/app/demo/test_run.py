import asyncio
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from rig import fake_worker
from rig.fake_analyst import FakeAnalyst
from rig.kept_takes import keep_one
from rig.recognition import PATIENCE, fake_command

from mock_interviewer.app.background.analysis import MakeAnalysisClient
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.demo import run
from mock_interviewer.app.demo.run import DemoFeedback
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.client import AnalysisEvent
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.questions.bank_loader import load_bank

BANK = load_bank("llm")
ASKED = BANK.questions[0]
QUESTION = PlannedQuestion("llm", ASKED.id, ASKED.text, ASKED.text, ASKED.section)


class PromptAnalyst(FakeAnalyst):
    """Answers at once."""

    def analyze(self, name: str, request: AnalysisRequest) -> None:
        super().analyze(name, request)
        self.answer()


@pytest.fixture
def take(store: StoreThread) -> TakeRecord:
    """Return a saved take that has no transcript."""
    return store.submit(partial(keep_one, asked=QUESTION, recorded=True)).result(PATIENCE)


@pytest.fixture
def told(
    tmp_path: Path, store: StoreThread, take: TakeRecord, monkeypatch: pytest.MonkeyPatch
) -> Callable[[MakeAnalysisClient], list[str]]:
    """Return what lets ``take`` be transcribed, by a worker without a model, and analyzed.

    That returns what is told of it.
    """
    command = fake_command(tmp_path, fake_worker.WORK)
    real = recognizer.Recognizer
    monkeypatch.setattr(recognizer, "Recognizer", partial(real, command=command))

    async def hold(analyst: MakeAnalysisClient) -> list[str]:
        loop = asyncio.get_running_loop()
        lines: list[str] = []
        transcribed = asyncio.Event()

        def do(work: Callable[[], None]) -> None:
            work()
            said.look()

        def post(work: Callable[[], None]) -> None:
            loop.call_soon_threadsafe(do, work)

        models = ModelStore(tmp_path)
        with closing(TranscriptionService(models, "base", store, post)) as transcriptions:
            transcriptions.listen(lambda _: transcribed.set())
            said = DemoFeedback(transcriptions, store, analyst, BANK, post=post, tell=lines.append)
            with closing(said):
                transcriptions.transcribe_saved(take)
                await transcribed.wait()
                await said.complete()
        return lines

    return lambda analyst: asyncio.run(hold(analyst))


Told = Callable[[MakeAnalysisClient], list[str]]


def test_the_demo_waits_for_fillers_and_the_feedback_with_them(
    told: Told, store: StoreThread, take: TakeRecord
) -> None:
    assert told(PromptAnalyst) == ["\nAnswer 1: It is a fake.\n2 s · no filler found"]
    kept = store.submit(lambda library: library.feedback(take.id)).result(PATIENCE)
    assert kept is not None
    assert kept.feedback.delivery.fillers == ()


def test_the_banks_question_is_analyzed(told: Told) -> None:
    made: list[FakeAnalyst] = []

    def make(*, listener: Callable[[AnalysisEvent], None]) -> FakeAnalyst:
        made.append(PromptAnalyst(listener=listener))
        return made[0]

    told(make)
    asked = made[0].asked[0].asked
    assert asked is not None
    assert asked.text == ASKED.text


def test_the_demo_does_not_wait_for_a_stuck_analysis_forever(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PATIENCE", 0.05)
    assert told(FakeAnalyst) == ["Feedback took too long and was skipped."]
