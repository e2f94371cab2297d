import queue
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from rig import fake_worker
from rig.fake_analyst import FakeAnalyst, feedback_on
from rig.recognition import PATIENCE, fake_command
from rig.small_disk import small_disk

from mock_interviewer.app.background.analysis import AnalysisService, AnalyzedAnswer
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.client import AnalysisDone, AnalysisEvent
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.database.records import SKIPPED_BY_PERSON, TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.transcript import Filler, Transcript, TranscriptSegment

QUESTION = PlannedQuestion("llm", "what-is-rag", "What is RAG?", "What is RAG?", "Basics")
ASKED = CoverageQuestion("What is RAG?", ())
SAID = Transcript((TranscriptSegment("It weighs.", 0.0, 1.0),), 1.0, "base")
BETTER = replace(SAID, duration=2.0, model="small.en")


Result = TypeVar("Result")


class Bench:
    """Analyses with an analyst that answers when told to, and the thread that owns them."""

    def __init__(self, store: StoreThread) -> None:
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.post = self._posted.put
        self._store = store
        self.analyst: FakeAnalyst
        self.told: list[tuple[object, ...]] = []
        self.analyses = AnalysisService(store, self._make, self._question_of, self.post)
        self.analyses.on_started = lambda take: self.told.append(("started", take))
        self.analyses.on_feedback = lambda take, feedback: self.told.append((take, feedback))
        self.analyses.on_failed = lambda take, text: self.told.append((take, text))
        self.computed: list[AnalyzedAnswer] = []
        self.analyses.on_computed = self.computed.append

    def _make(self, *, listener: Callable[[AnalysisEvent], None]) -> FakeAnalyst:
        self.analyst = FakeAnalyst(listener=listener)
        return self.analyst

    @staticmethod
    def _question_of(take: TakeRecord) -> CoverageQuestion | None:
        return ASKED if (take.bank, take.question) == (QUESTION.bank, QUESTION.id) else None

    def until(self, true: Callable[[], object]) -> None:
        """Do what is posted until something is true."""
        while not true():
            self._posted.get(timeout=PATIENCE)()

    def until_told(self, count: int) -> None:
        self.until(lambda: len(self.told) >= count)

    def settle(self) -> None:
        """Do all that the store still has to tell."""
        self._store.submit(lambda _: None).result(PATIENCE)
        while not self._posted.empty():
            self._posted.get()()

    def do(self, work: Callable[[Library], Result]) -> Result:
        """Do something on the store's thread, and return what came of it."""
        return self._store.submit(work).result(PATIENCE)

    def keep(self, transcript: Transcript | None = SAID, *, question: str = QUESTION.id) -> str:
        """Return the id of a saved take with a recording and a transcript."""

        def keep(library: Library) -> TakeRecord:
            asked = replace(QUESTION, id=question)
            session = library.create_session(Plan((asked,)))
            take = library.create_take(session.id, asked, 1, 1)
            assert take.recording is not None
            take.recording.write_bytes(bytes(200))
            closed = library.close_take(take.id, 1.0)
            return closed if transcript is None else library.save_transcript(take.id, transcript)

        return self._store.submit(keep).result(PATIENCE).id

    def kept(self, take: str) -> Feedback | None:
        record = self._store.submit(lambda library: library.feedback(take)).result(PATIENCE)
        return None if record is None else record.feedback

    def answer(self) -> None:
        """Let the next analysis be done, and its feedback be kept and told."""
        self.until(lambda: self.analyst.open)
        self.analyst.answer()
        before = len(self.told)
        self.until(lambda: len(self.told) > before)

    def analyze(self, take: str) -> None:
        self.analyses.analyze(take)
        self.answer()


@pytest.fixture
def bench(store: StoreThread) -> Bench:
    return Bench(store)


def on(transcript: Transcript) -> Feedback:
    return feedback_on(AnalysisRequest(transcript, None, None))


def test_a_take_is_analyzed_with_its_transcript_recording_and_question(bench: Bench) -> None:
    take = bench.keep()
    bench.analyze(take)
    (request,) = bench.analyst.asked
    assert (request.transcript, request.asked) == (SAID, ASKED)
    assert request.recording is not None
    assert request.recording.name == "01.wav"


def test_a_deleted_recording_is_not_analyzed(bench: Bench) -> None:
    take = bench.keep(question="asked-long-ago")
    recording = bench.do(lambda library: library.take(take).recording)
    assert recording is not None
    recording.unlink()
    bench.analyze(take)
    assert bench.analyst.asked == [AnalysisRequest(SAID, None, None)]


@pytest.mark.parametrize("flags", [("limit",), ()])
def test_the_analysis_knows_whether_the_limit_ended_the_answer(
    bench: Bench, flags: tuple[str, ...]
) -> None:
    take = bench.keep()
    bench.do(lambda library: library.close_take(take, 3.0, flags))
    bench.analyze(take)
    assert [request.stopped_by_limit for request in bench.analyst.asked] == [bool(flags)]


def test_feedback_is_saved_before_it_is_reported(bench: Bench) -> None:
    take = bench.keep()
    bench.analyses.on_feedback = lambda take, _: bench.told.append(("kept", bench.kept(take)))
    bench.analyze(take)
    assert bench.told == [("started", take), ("kept", on(SAID))]


def test_a_skipped_question_is_not_analyzed(bench: Bench) -> None:
    take = bench.keep(Transcript((), 3.0, "base", speech_detected=False))
    bench.do(lambda library: library.close_take(take, 3.0, (SKIPPED_BY_PERSON,)))
    bench.analyses.analyze(take)
    bench.until_told(2)
    assert bench.told == [("started", take), (take, "You skipped this question.")]
    assert bench.analyst.asked == []
    assert bench.analyses.pending == frozenset()


def test_a_take_is_pending_until_its_feedback_is_there(bench: Bench) -> None:
    take = bench.keep()
    bench.analyses.analyze(take)
    assert bench.analyses.pending == {take}
    bench.answer()
    assert bench.analyses.pending == frozenset()


def test_a_failed_analysis_is_reported_with_a_sentence(bench: Bench) -> None:
    take = bench.keep()
    bench.analyses.analyze(take)
    bench.until(lambda: bench.analyst.open)
    bench.analyst.fail()
    bench.until(lambda: len(bench.told) == 2)
    assert bench.told == [("started", take), (take, "It stopped. Try again.")]
    assert bench.kept(take) is None
    assert bench.analyses.pending == frozenset()


def test_a_take_without_a_transcript_fails_with_a_sentence(bench: Bench) -> None:
    take = bench.keep(None)
    bench.analyses.analyze(take)
    bench.until(lambda: len(bench.told) == 2)
    assert bench.told[1] == (
        take,
        "This answer isn't transcribed yet, so there is no feedback on it.",
    )
    assert bench.analyst.asked == []


def test_a_second_analysis_of_a_take_replaces_the_first(bench: Bench) -> None:
    take = bench.keep()
    bench.analyses.analyze(take)
    bench.until(lambda: bench.analyst.open)
    first = bench.analyst.open
    bench.analyses.analyze(take)
    bench.until(lambda: len(bench.analyst.asked) == 2)
    assert len(bench.analyst.open) == 1
    assert bench.analyst.open != first
    bench.answer()
    assert bench.told == [("started", take), ("started", take), (take, on(SAID))]


def test_the_result_of_a_replaced_analysis_is_not_reported(bench: Bench) -> None:
    take = bench.keep()
    bench.analyses.analyze(take)
    bench.until(lambda: bench.analyst.open)
    late = AnalysisDone(bench.analyst.open[0], on(BETTER), 0.25)
    bench.analyses.analyze(take)
    bench.until(lambda: bench.analyst.open)
    bench.analyst.tell(late)
    bench.settle()
    assert bench.told == [("started", take), ("started", take)]
    assert bench.kept(take) is None
    bench.answer()
    assert bench.told[2:] == [(take, on(SAID))]


def test_feedback_on_an_outdated_transcript_is_made_again_before_it_is_reported(
    bench: Bench,
) -> None:
    take = bench.keep()
    bench.analyses.analyze(take)
    bench.until(lambda: bench.analyst.open)
    bench.do(lambda library: library.save_transcript(take, BETTER))
    bench.analyst.answer()
    bench.until(lambda: len(bench.analyst.asked) == 2)
    bench.answer()
    assert bench.analyst.asked[1].transcript == BETTER
    assert bench.told == [("started", take), ("started", take), (take, on(BETTER))]


def test_a_transcript_that_changes_repeatedly_fails(bench: Bench) -> None:
    take = bench.keep()
    bench.analyses.analyze(take)
    for again in (BETTER, replace(SAID, model="medium")):
        bench.until(lambda: bench.analyst.open)
        bench.do(partial(Library.save_transcript, take=take, transcript=again))
        bench.analyst.answer()
    bench.until(lambda: len(bench.told) == 3)
    assert bench.told[2] == (
        take,
        "The transcript changed during the analysis. Analyze the answer again.",
    )


def test_feedback_on_a_deleted_take_is_dropped(bench: Bench) -> None:
    take = bench.keep()
    bench.analyses.analyze(take)
    bench.until(lambda: bench.analyst.open)
    bench.do(lambda library: library.delete_session(library.take(take).session))
    bench.analyst.answer()
    bench.until(lambda: not bench.analyses.pending)
    assert bench.told == [("started", take)]


def test_a_missing_take_is_dropped(bench: Bench) -> None:
    bench.analyses.analyze("never")
    bench.until(lambda: not bench.analyses.pending)
    assert bench.told == [("started", "never")]


def test_feedback_that_cannot_be_saved_is_still_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with small_disk(tmp_path) as disk, closing(StoreThread(DataFolder(tmp_path))) as store:
        store.start().result(PATIENCE)
        bench = Bench(store)
        take = bench.keep()
        disk.fill()
        bench.analyze(take)
        assert bench.kept(take) is None
    assert bench.told[-1] == (take, on(SAID))
    assert f"feedback on take {take} could not be saved" in caplog.text


def test_an_unreadable_library_is_reported(bench: Bench, store: StoreThread) -> None:
    store.close()
    bench.analyses.analyze("any")
    bench.until(lambda: len(bench.told) == 2)
    assert bench.told[1] == ("any", "Mock Interviewer is closing and can't save anything more.")


def test_stored_feedback_is_reported_without_an_analysis(bench: Bench) -> None:
    take = bench.keep()
    bench.do(lambda library: library.save_feedback(take, SAID, on(SAID)))
    bench.analyses.ensure_feedback(take)
    bench.until(lambda: bench.told)
    assert bench.told == [(take, on(SAID))]
    assert bench.analyst.asked == []


@pytest.mark.parametrize("version", [None, FEEDBACK_VERSION - 1], ids=["none", "outdated"])
def test_missing_or_outdated_feedback_is_made_before_it_is_reported(
    bench: Bench, version: int | None
) -> None:
    take = bench.keep()
    if version is not None:
        old = replace(on(SAID), version=version)
        bench.do(lambda library: library.save_feedback(take, SAID, old))
    bench.analyses.ensure_feedback(take)
    bench.answer()
    assert bench.told == [("started", take), (take, on(SAID))]
    assert bench.kept(take) == on(SAID)


def test_a_running_analysis_is_not_started_again(bench: Bench) -> None:
    take = bench.keep()
    bench.analyses.analyze(take)
    bench.analyses.ensure_feedback(take)
    bench.answer()
    assert bench.told == [("started", take), ("started", take), (take, on(SAID))]
    assert len(bench.analyst.asked) == 1


def test_earlier_takes_are_analyzed_one_by_one_newest_first(bench: Bench) -> None:
    older, newer, done = bench.keep(), bench.keep(), bench.keep()
    bench.keep(None)
    bench.do(lambda library: library.save_feedback(done, SAID, on(SAID)))
    bench.analyses.catch_up()
    bench.until(lambda: bench.analyst.open)
    assert bench.analyses.pending == {newer}
    bench.answer()
    bench.answer()
    assert [take for take, said in bench.told if said == on(SAID)] == [newer, older]
    assert bench.analyses.pending == frozenset()


def test_a_requested_analysis_comes_before_the_remaining_earlier_takes(bench: Bench) -> None:
    older, newer = bench.keep(), bench.keep()
    bench.analyses.catch_up()
    bench.until(lambda: bench.analyses.pending)
    bench.analyses.analyze(older)
    bench.answer()
    bench.answer()
    bench.settle()
    assert bench.analyses.pending == frozenset()
    assert {take for take, said in bench.told if said == on(SAID)} == {older, newer}
    assert len(bench.analyst.asked) == 2


def test_earlier_takes_wait_until_nothing_else_is_analyzed(bench: Bench) -> None:
    older, newer = bench.keep(), bench.keep()
    bench.analyses.analyze(newer)
    bench.analyses.catch_up()
    bench.settle()
    assert bench.analyses.pending == {newer}
    bench.answer()
    assert bench.analyses.pending == {older}


def test_repeated_failures_postpone_the_remaining_earlier_takes(bench: Bench) -> None:
    for _ in range(5):
        bench.keep()
    bench.analyses.catch_up()
    for failed in range(3):
        bench.until(lambda: bench.analyst.open)
        bench.analyst.fail()
        bench.until_told(2 * failed + 2)
    bench.settle()
    assert bench.analyses.pending == frozenset()
    assert len(bench.analyst.asked) == 3


def test_one_failure_does_not_postpone_the_remaining_earlier_takes(bench: Bench) -> None:
    for _ in range(7):
        bench.keep()
    bench.analyses.catch_up()
    for turn in range(7):
        bench.until(lambda: bench.analyst.open)
        if turn % 2:
            bench.analyst.answer()
        else:
            bench.analyst.fail()
        bench.until_told(2 * turn + 2)
    assert len(bench.analyst.asked) == 7


def test_nothing_is_reported_after_closing(bench: Bench) -> None:
    take = bench.keep()
    bench.analyses.ensure_feedback(take)
    bench.analyses.catch_up()
    bench.analyses.analyze(take)
    bench.analyses.close()
    bench.settle()
    bench.analyses.analyze(take)
    bench.settle()
    assert bench.analyst.closed
    assert bench.told == [("started", take)]
    assert bench.analyst.asked == []


@pytest.fixture
def transcriptions(
    bench: Bench, store: StoreThread, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TranscriptionService]:
    """Return transcriptions by a worker without a model, which ``bench`` follows."""
    command = fake_command(tmp_path, fake_worker.WORK)
    started = partial(recognizer.Recognizer, command=command)
    monkeypatch.setattr(recognizer, "Recognizer", started)
    with closing(
        TranscriptionService(ModelStore(tmp_path), "base", store, bench.post)
    ) as transcriptions:
        bench.analyses.follow(transcriptions)
        yield transcriptions


def test_a_take_is_analyzed_when_transcribed_and_again_when_its_fillers_are_found(
    bench: Bench, store: StoreThread, transcriptions: TranscriptionService
) -> None:
    take = bench.keep(None)
    record = store.submit(lambda library: library.take(take)).result(PATIENCE)
    transcriptions.transcribe_saved(record)
    bench.until(lambda: len(bench.analyst.asked) == 2)
    bench.answer()
    first, second = (request.transcript for request in bench.analyst.asked)
    # What the fake worker finds in every recording.
    assert second == replace(first, fillers=(Filler("um", 0.0, 0.25),))
    assert bench.told == [("started", take), ("started", take), (take, on(second))]
    assert bench.kept(take) == on(second)


def test_a_take_that_could_not_be_transcribed_is_not_analyzed(
    bench: Bench, store: StoreThread, transcriptions: TranscriptionService
) -> None:
    take = bench.keep(None)
    record = store.submit(lambda library: library.take(take)).result(PATIENCE)
    assert record.recording is not None
    record.recording.unlink()
    failed: list[object] = []
    transcriptions.listen(failed.append)
    transcriptions.transcribe_saved(record)
    bench.until(lambda: failed)
    bench.settle()
    assert bench.told == []


def test_new_feedback_is_reported_as_computed_with_the_text_and_question(bench: Bench) -> None:
    take = bench.keep()
    bench.analyze(take)
    kept = bench.kept(take)
    assert kept is not None
    assert bench.computed == [AnalyzedAnswer(take, SAID.text, ASKED, kept)]


def test_saved_feedback_and_that_on_earlier_takes_are_not_reported_as_computed(
    bench: Bench,
) -> None:
    bench.keep()
    bench.analyses.catch_up()
    bench.answer()
    (take,) = {told[1] for told in bench.told if told[0] == "started"}
    bench.analyses.ensure_feedback(str(take))
    bench.until(lambda: [told[0] for told in bench.told].count(take) == 2)
    assert bench.computed == []
