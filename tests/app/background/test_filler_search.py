import logging
import queue
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from rig.kept_takes import keep_one
from rig.recognition import PATIENCE

from mock_interviewer.app.background.filler_search import FillerSearch
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.errors import RecognitionError
from mock_interviewer.audio.recognition.client.events import (
    FillersFound,
    RecognitionFailed,
    RecognizerReady,
    Transcribed,
)
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.transcript import Filler, Transcript, TranscriptSegment

QUESTION = PlannedQuestion("llm", "what-is-rag", "What is RAG?", "What is RAG?", "Basics")
SAID = Transcript((TranscriptSegment("It weighs.", 0.0, 1.0),), 1.0, "base")
FOUND = (Filler("um", 0.25, 0.5),)


class Bench:
    """A search whose recognizer only notes what it is asked, and the thread that owns it."""

    def __init__(self, store: StoreThread) -> None:
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._store = store
        self.asked: list[tuple[str, Path, RecognitionRequest]] = []
        self.told: list[tuple[str, Transcript]] = []
        self.search = FillerSearch(
            lambda job, path, request: self.asked.append((job, path, request)),
            store,
            self._posted.put,
        )
        self.search.listen(lambda take, transcript: self.told.append((take, transcript)))

    def next_posted(self) -> None:
        self._posted.get(timeout=PATIENCE)()

    def keep(self, transcript: Transcript | None) -> TakeRecord:
        """Return a saved take with a transcript."""
        take = partial(keep_one, said=transcript, asked=QUESTION)
        return self._store.submit(take).result(PATIENCE)

    def kept(self, take: TakeRecord) -> Transcript | None:
        return self._store.submit(lambda library: library.take(take.id)).result(PATIENCE).transcript


@pytest.fixture
def bench(store: StoreThread) -> Bench:
    return Bench(store)


def test_fillers_are_saved_before_they_are_reported(bench: Bench) -> None:
    take = bench.keep(SAID)
    bench.search.search(take)
    request = RecognitionRequest(fillers_only=True)
    assert bench.asked == [(f"fillers {take.id}", take.recording, request)]
    assert bench.search.handle(FillersFound(f"fillers {take.id}", FOUND))
    bench.next_posted()
    found = replace(SAID, fillers=FOUND)
    assert bench.told == [(take.id, found)]
    assert bench.kept(take) == found


@pytest.mark.parametrize(
    "transcript",
    [
        None,
        replace(SAID, language="de"),
        replace(SAID, segments=(), speech_detected=False),
        replace(SAID, fillers=FOUND),
        replace(SAID, fillers=()),
    ],
    ids=["no transcript", "not English", "silence", "found before", "none found before"],
)
def test_a_take_that_needs_no_search_is_left_alone(
    bench: Bench, transcript: Transcript | None
) -> None:
    bench.search.search(bench.keep(transcript))
    assert bench.asked == []


def test_a_take_without_a_recording_is_left_alone(bench: Bench) -> None:
    bench.search.search(replace(bench.keep(SAID), recording=None))
    assert bench.asked == []


def test_a_take_is_searched_once_at_a_time(bench: Bench) -> None:
    take = bench.keep(SAID)
    bench.search.search(take)
    bench.search.search(take)
    assert len(bench.asked) == 1


def test_a_failed_search_is_logged_and_may_be_repeated(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    take = bench.keep(SAID)
    bench.search.search(take)
    with caplog.at_level(logging.WARNING):
        failed = RecognitionFailed(
            f"fillers {take.id}", RecognitionError("The worker died.", "Go on.")
        )
        assert bench.search.handle(failed)
    assert f"take {take.id} was not searched for fillers: The worker died." in caplog.text
    assert bench.told == []
    assert bench.kept(take) == SAID
    bench.search.search(take)
    assert len(bench.asked) == 2


def test_fillers_of_a_take_that_was_deleted_meanwhile_are_logged(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    take = replace(bench.keep(SAID), id="no-such-take")
    bench.search.search(take)
    bench.search.handle(FillersFound("fillers no-such-take", FOUND))
    with caplog.at_level(logging.ERROR):
        bench.next_posted()
    assert "fillers of take no-such-take could not be saved" in caplog.text
    assert bench.told == []


def test_events_of_other_jobs_are_left_to_others(bench: Bench) -> None:
    take = bench.keep(SAID)
    bench.search.search(take)
    error = RecognitionError("The worker died.", "Go on.")
    for event in (
        RecognizerReady("base", 1.0),
        Transcribed(take.id, SAID),
        RecognitionFailed(take.id, error),
        RecognitionFailed(None, error),
        FillersFound("another", FOUND),
    ):
        assert not bench.search.handle(event)


def test_a_take_is_pending_until_its_fillers_are_saved(bench: Bench) -> None:
    take = bench.keep(SAID)
    bench.search.search(take)
    assert bench.search.pending == {take.id}
    bench.search.handle(FillersFound(f"fillers {take.id}", FOUND))
    assert bench.search.pending == {take.id}
    bench.next_posted()
    assert bench.search.pending == frozenset()


def test_every_listener_is_called_until_it_unsubscribes(bench: Bench) -> None:
    second: list[str] = []
    forget = bench.search.listen(lambda take, _: second.append(take))
    first_take, second_take = bench.keep(SAID), bench.keep(SAID)
    find(bench, first_take)
    forget()
    find(bench, second_take)
    assert [take for take, _ in bench.told] == [first_take.id, second_take.id]
    assert second == [first_take.id]


def find(bench: Bench, take: TakeRecord) -> None:
    bench.search.search(take)
    bench.search.handle(FillersFound(f"fillers {take.id}", FOUND))
    bench.next_posted()
