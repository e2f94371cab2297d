import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from rig import fake_worker as fake
from rig.kept_takes import keep_one
from rig.recognition import PATIENCE, fake_command, from_settings

from mock_interviewer.app.background.transcript_events import TranscriptFailed, TranscriptReady
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.client import events, recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Filler, Transcript
from mock_interviewer.audio.samples import SPEECH_RATE

QUESTION = PlannedQuestion("llm", "what-is-rag", "What is RAG?", "What is RAG?", "Basics")
EXPECTED = (ExpectedTerm("RAG", ("rack",)), ExpectedTerm("vector", hotword=False))


class Loop:
    """The owning thread: does what is posted to it while a test waits for something."""

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.post = self._work.put

    def until(self, true: Callable[[], object]) -> None:
        while not true():
            self._work.get(timeout=PATIENCE)()


@pytest.fixture
def loop() -> Loop:
    return Loop()


Make = Callable[..., TranscriptionService]


@pytest.fixture
def make(
    tmp_path: Path, store: StoreThread, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Make]:
    """Return what makes Transcriptions of a worker without a model, and waits until it is there."""
    real = recognizer.Recognizer
    made: list[TranscriptionService] = []

    def start(model: str, behaviour: str = fake.WORK) -> TranscriptionService:
        command = fake_command(tmp_path, behaviour)
        monkeypatch.setattr(recognizer, "Recognizer", partial(real, command=command))
        transcriptions = TranscriptionService(ModelStore(tmp_path), model, store, loop.post)
        made.append(transcriptions)
        transcriptions.start()
        loop.until(lambda: transcriptions.ready)
        return transcriptions

    yield start
    for each in made:
        each.close()


@pytest.fixture
def take(store: StoreThread) -> TakeRecord:
    """Return a saved take that has no transcript."""
    return store.submit(partial(keep_one, asked=QUESTION, recorded=True)).result(PATIENCE)


def transcript(
    transcriptions: TranscriptionService, loop: Loop, ask: Callable[[], None]
) -> Transcript | str:
    """Return the transcript that ``ask`` asks for, or why there is none."""
    told: list[TranscriptReady | TranscriptFailed] = []
    forget = transcriptions.listen(told.append)
    ask()
    loop.until(lambda: told)
    forget()
    match told:
        case [TranscriptReady(_, transcript)]:
            return transcript
        case [TranscriptFailed(_, text)]:
            return text
    raise AssertionError(told)


def record(
    transcriptions: TranscriptionService, take: TakeRecord, language: str | None = None
) -> None:
    """Do as a session does with a take that is being recorded."""
    assert take.recording is not None
    request = transcriptions.defaults.expecting(EXPECTED)
    if language is not None:
        request = replace(request, language=language)
    transcriptions.begin(take.id, request, take.recording)
    transcriptions.finish(take.id)


def test_a_take_is_transcribed_in_english_with_the_terms_of_its_question(
    make: Make, loop: Loop, take: TakeRecord
) -> None:
    transcriptions = make("base")
    heard = transcript(transcriptions, loop, lambda: record(transcriptions, take))
    assert isinstance(heard, Transcript)
    # The fake gives the vocabulary back as flags.
    assert (heard.language, heard.flags) == ("en", ("RAG ~rack", "vector?"))


def test_a_take_is_transcribed_in_the_persons_language_with_their_own_words(
    make: Make, loop: Loop, take: TakeRecord
) -> None:
    transcriptions = make("base")
    transcriptions.expect(from_settings("de", "Zuse"))
    heard = transcript(transcriptions, loop, lambda: record(transcriptions, take))
    assert isinstance(heard, Transcript)
    assert (heard.language, heard.flags) == ("de", ("RAG ~rack", "Zuse", "vector?"))


def test_a_take_may_be_in_another_language_than_the_persons(
    make: Make, loop: Loop, take: TakeRecord
) -> None:
    transcriptions = make("base")
    transcriptions.expect(from_settings("de"))
    heard = transcript(transcriptions, loop, lambda: record(transcriptions, take, "en"))
    assert isinstance(heard, Transcript)
    assert heard.language == "en"


def test_earlier_takes_are_transcribed_with_all_likely_terms_and_saved(
    make: Make, loop: Loop, take: TakeRecord, store: StoreThread
) -> None:
    transcriptions = make("base")
    transcriptions.expect(from_settings("de", "Zuse"))
    transcriptions.words_of = lambda record: [ExpectedTerm(record.question)]
    heard = transcript(transcriptions, loop, transcriptions.catch_up)
    assert isinstance(heard, Transcript)
    assert (heard.language, heard.flags) == ("de", ("what-is-rag", "Zuse"))
    kept = store.submit(lambda library: library.take(take.id)).result(PATIENCE)
    assert kept.transcript == heard


def test_a_model_that_does_not_know_the_language_is_a_problem_until_it_is_changed(
    make: Make, loop: Loop, take: TakeRecord
) -> None:
    transcriptions = make("tiny.en")
    told: list[MachineError | None] = []
    transcriptions.on_ready = lambda: told.append(transcriptions.problem)
    transcriptions.expect(from_settings("de"))
    assert not transcriptions.ready
    assert transcriptions.problem is not None
    assert "'tiny.en' knows English only, not German" in str(transcriptions.problem)
    refused = transcript(transcriptions, loop, lambda: record(transcriptions, take))
    assert isinstance(refused, str)
    assert "English only" in refused
    transcriptions.expect(from_settings("en"))
    assert [problem is None for problem in told] == [False, True]


def test_a_take_without_a_recording_is_left_alone(make: Make, store: StoreThread) -> None:
    transcriptions = make("base")

    def keep(library: Library) -> TakeRecord:
        session = library.create_session(Plan((QUESTION,)))
        take = library.create_take(session.id, QUESTION, 1, 1)
        return library.close_take(take.id, 0.0, ("no-recording",))

    transcriptions.transcribe_saved(store.submit(keep).result(PATIENCE))
    assert transcriptions.pending == frozenset()


def test_fillers_are_searched_after_transcription_and_saved_with_the_transcript(
    make: Make, loop: Loop, take: TakeRecord, store: StoreThread
) -> None:
    transcriptions = make("base")
    found: list[tuple[str, Transcript]] = []
    transcriptions.fillers.listen(lambda take, transcript: found.append((take, transcript)))
    heard = transcript(transcriptions, loop, lambda: record(transcriptions, take))
    assert isinstance(heard, Transcript)
    assert heard.fillers is None
    loop.until(lambda: found)
    # What the fake finds in every recording.
    assert found == [(take.id, replace(heard, fillers=(Filler("um", 0.0, 0.25),)))]
    kept = store.submit(lambda library: library.take(take.id)).result(PATIENCE)
    assert kept.transcript == found[0][1]


def test_a_failed_search_for_fillers_is_only_logged(
    make: Make, loop: Loop, take: TakeRecord, caplog: pytest.LogCaptureFixture
) -> None:
    transcriptions = make("base")
    told: list[TranscriptReady | TranscriptFailed] = []
    transcriptions.listen(told.append)
    assert take.recording is not None
    take.recording.unlink()
    record(transcriptions, take)
    loop.until(lambda: f"take {take.id} was not searched for fillers" in caplog.text)
    assert [type(event) for event in told] == [TranscriptReady]


def test_a_take_transcribed_again_keeps_its_fillers(
    make: Make, loop: Loop, take: TakeRecord, store: StoreThread
) -> None:
    transcriptions = make("base")
    before = Transcript((), 1.0, "tiny.en", fillers=(Filler("uh", 0.5, 0.75),))
    store.submit(lambda library: library.save_transcript(take.id, before)).result(PATIENCE)
    heard = transcript(transcriptions, loop, lambda: transcriptions.transcribe_saved(take))
    assert isinstance(heard, Transcript)
    assert (heard.model, heard.fillers) == ("base", before.fillers)


def test_captions_are_reported_on_the_owning_thread_until_unsubscribed(
    make: Make, loop: Loop, take: TakeRecord
) -> None:
    transcriptions = make("base", fake.CAPTION)
    heard: list[tuple[str, str, str]] = []
    threads: set[int] = set()

    def captioned(caption: events.LiveCaption) -> None:
        threads.add(threading.get_ident())
        heard.append((caption.job, caption.settled, caption.draft))

    forget = transcriptions.listen_to_captions(captioned)
    assert take.recording is not None
    transcriptions.begin(take.id, RecognitionRequest(captions=True), take.recording)
    second = np.zeros(SPEECH_RATE, dtype=np.float32)
    for _ in range(4):
        transcriptions.feed(take.id, second)
    loop.until(lambda: len(heard) == 4)
    assert heard[0] == (take.id, "", "one two")
    assert heard[3] == (take.id, "one two three four", "five six seven eight")
    assert threads == {threading.get_ident()}
    forget()
    transcriptions.feed(take.id, second)
    done = transcript(transcriptions, loop, lambda: transcriptions.finish(take.id))
    assert isinstance(done, Transcript)
    assert done.text.startswith(heard[-1][1])
    assert len(heard) == 4


def test_takes_that_begin_after_another_model_is_loaded_use_it(
    make: Make, loop: Loop, take: TakeRecord
) -> None:
    transcriptions = make("base")
    transcriptions.use("tiny.en")
    loop.until(lambda: transcriptions.model == "tiny.en")
    heard = transcript(transcriptions, loop, lambda: record(transcriptions, take))
    assert isinstance(heard, Transcript)
    assert heard.model == "tiny.en"


def test_a_model_that_cannot_be_loaded_is_reported_and_the_earlier_one_stays(
    make: Make, loop: Loop, take: TakeRecord
) -> None:
    transcriptions = make("base")
    told: list[str] = []
    transcriptions.on_stayed = lambda wanted, error: told.append(f"{wanted}: {error.what}")
    transcriptions.use("mine")
    loop.until(lambda: told)
    assert told == ["mine: The model is damaged."]
    assert transcriptions.ready
    heard = transcript(transcriptions, loop, lambda: record(transcriptions, take))
    assert isinstance(heard, Transcript)
    assert heard.model == "base"


def test_a_short_utterance_is_english_without_vocabulary_and_stored_nowhere(
    make: Make, loop: Loop, take: TakeRecord, store: StoreThread
) -> None:
    transcriptions = make("base")
    transcriptions.expect(from_settings("de", "Zuse"))
    told: list[TranscriptReady | TranscriptFailed] = []
    transcriptions.listen(told.append)
    texts: list[str | None] = []
    transcriptions.short_utterances.recognize(
        np.zeros(2 * SPEECH_RATE, dtype=np.float32), texts.append
    )
    loop.until(lambda: texts)
    assert texts == ["fed:32000"]
    assert told == []
    assert transcriptions.pending == frozenset()
    assert store.submit(lambda library: library.take(take.id)).result(PATIENCE) == take


def test_a_short_utterance_that_the_worker_cannot_recognize_is_none(make: Make, loop: Loop) -> None:
    transcriptions = make("base", fake.DIE_AT_FINISH)
    texts: list[str | None] = []
    transcriptions.short_utterances.recognize(np.zeros(SPEECH_RATE, dtype=np.float32), texts.append)
    loop.until(lambda: texts)
    assert texts == [None]


def test_a_short_utterance_before_the_model_is_loaded_is_none(
    tmp_path: Path, store: StoreThread, loop: Loop
) -> None:
    transcriptions = TranscriptionService(ModelStore(tmp_path), "base", store, loop.post)
    texts: list[str | None] = []
    transcriptions.short_utterances.recognize(np.zeros(SPEECH_RATE, dtype=np.float32), texts.append)
    assert texts == []
    loop.until(lambda: texts)
    assert texts == [None]
    transcriptions.close()
