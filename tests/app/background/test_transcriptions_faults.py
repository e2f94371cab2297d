"""Faults 31 and 32 for whoever keeps transcripts: what cannot be done now is done later."""

import queue
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from rig import fake_worker as fake
from rig.recognition import PATIENCE, fake_command, kill_worker, starts

from mock_interviewer.app.background.transcript_events import TranscriptFailed, TranscriptReady
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.recognition.client import events, recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import SPEECH_RATE

QUESTION = PlannedQuestion("llm", "what-is-rag", "What is RAG?", "What is RAG?", "Basics")
SOUND = bytes(200)
SECOND = np.zeros(SPEECH_RATE, dtype=np.float32)
REAL = recognizer.Recognizer


class Program:
    """One start of the program after another, on the same data folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._running: TranscriptionService | None = None
        self.store = StoreThread(DataFolder(folder / "data"))
        self.store.start().result(PATIENCE)
        self.told: list[TranscriptReady | TranscriptFailed] = []

    def start(self, name: str, *behaviours: str) -> TranscriptionService:
        """Start with a worker that does these things; ``name`` tells its count of starts apart."""
        self.quit()
        folder = self._folder / name
        folder.mkdir()
        self._monkeypatch.setattr(
            recognizer, "Recognizer", partial(REAL, command=fake_command(folder, *behaviours))
        )
        self._running = TranscriptionService(
            ModelStore(self._folder), "base", self.store, self._posted.put
        )
        self._running.listen(self.told.append)
        self._running.start()
        return self._running

    def until(self, true: Callable[[], object]) -> None:
        while not true():
            self._posted.get(timeout=PATIENCE)()

    def quit(self) -> None:
        if self._running is not None:
            self._running.close()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    program = Program(tmp_path, monkeypatch)
    yield program
    program.quit()
    program.store.close()


@pytest.fixture
def take(program: Program) -> TakeRecord:
    """Return a saved take that has no transcript."""

    def keep(library: Library) -> TakeRecord:
        session = library.create_session(Plan((QUESTION,)))
        take = library.create_take(session.id, QUESTION, 1, 1)
        assert take.recording is not None
        take.recording.write_bytes(SOUND)
        return library.close_take(take.id, 1.0)

    return program.store.submit(keep).result(PATIENCE)


def test_a_take_at_which_the_worker_died_twice_is_safe_and_transcribed_at_the_next_start(
    program: Program, take: TakeRecord, tmp_path: Path
) -> None:
    assert take.recording is not None
    first = program.start("first", fake.DIE_AT_FINISH)
    first.begin(take.id, RecognitionRequest((ExpectedTerm("RAG"),)), take.recording)
    first.finish(take.id)
    program.until(lambda: program.told)
    (failed,) = program.told
    assert isinstance(failed, TranscriptFailed)
    assert "The recording is safe and can be transcribed later." in failed.text
    assert starts(tmp_path / "first") == 2
    assert take.recording.read_bytes() == SOUND

    second = program.start("second", fake.WORK)
    second.catch_up()
    program.until(lambda: len(program.told) > 1)
    ready = program.told[-1]
    assert isinstance(ready, TranscriptReady)
    assert ready.take == take.id


def test_listeners_are_notified_when_captions_pause_and_continue(
    program: Program, take: TakeRecord, tmp_path: Path
) -> None:
    transcriptions = program.start("first", fake.CAPTION, fake.CAPTION_LATE)
    program.until(lambda: transcriptions.ready)
    told: list[tuple[str, bool, int]] = []
    captions: list[events.LiveCaption] = []
    forget = transcriptions.listen_to_captions(
        captions.append, lambda take, held: told.append((take, held, threading.get_ident()))
    )
    assert take.recording is not None
    transcriptions.begin(take.id, RecognitionRequest(captions=True), take.recording)
    transcriptions.feed(take.id, SECOND)
    program.until(lambda: captions)
    kill_worker(transcriptions.worker)
    program.until(lambda: told)
    here = threading.get_ident()
    assert told == [(take.id, True, here)]
    (tmp_path / "first" / "load").touch()
    program.until(lambda: len(told) > 1)
    assert told[1:] == [(take.id, False, here)]
    transcriptions.feed(take.id, SECOND)
    program.until(lambda: len(captions) > 1)
    assert captions[1].settled.startswith(captions[0].draft)
    forget()


def test_a_take_without_captions_does_not_pause_any(program: Program, take: TakeRecord) -> None:
    transcriptions = program.start("first", fake.DIE_AT_FINISH, fake.WORK)
    told: list[str] = []
    transcriptions.listen_to_captions(lambda _: None, lambda take, _held: told.append(take))
    assert take.recording is not None
    transcriptions.begin(take.id, RecognitionRequest(), take.recording)
    transcriptions.finish(take.id)
    program.until(lambda: program.told)
    assert told == []


def test_a_take_that_failed_during_speech_is_not_pending(
    program: Program, take: TakeRecord
) -> None:
    transcriptions = program.start("first", fake.CAPTION)
    assert take.recording is not None
    program.until(lambda: transcriptions.ready)
    transcriptions.begin(take.id, RecognitionRequest(captions=True), take.recording)
    for _ in range(2):
        transcriptions.ready = False
        kill_worker(transcriptions.worker)
        program.until(lambda: transcriptions.ready or program.told)
    assert [type(event) for event in program.told] == [TranscriptFailed]
    transcriptions.finish(take.id)
    assert transcriptions.pending == frozenset()


def test_an_interrupted_transcription_is_repeated_at_the_next_start(
    program: Program, take: TakeRecord
) -> None:
    first = program.start("first", fake.HANG_AT_FINISH)
    program.until(lambda: first.ready)
    first.catch_up()
    program.until(lambda: first.pending)
    program.quit()
    assert program.told == []

    second = program.start("second", fake.WORK)
    second.catch_up()
    program.until(lambda: program.told)
    assert [type(event) for event in program.told] == [TranscriptReady]


def test_an_unusable_model_is_the_problem_until_it_is_repaired(program: Program) -> None:
    transcriptions = program.start("first", fake.REFUSE, fake.WORK)
    program.until(lambda: transcriptions.problem)
    assert str(transcriptions.problem) == "The model is damaged. Mend it."
    assert not transcriptions.ready
    transcriptions.start()
    program.until(lambda: transcriptions.ready)
    assert transcriptions.problem is None
