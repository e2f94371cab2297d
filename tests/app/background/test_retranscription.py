import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from rig import fake_worker as fake
from rig.processes import running
from rig.recognition import fake_command, starts
from rig.wait import wait_until

from mock_interviewer.app.background.retranscription import (
    Retranscriber,
    RetranscriptionStopped,
    takes_with_sound,
    usable_models,
)
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.takes.edited_transcript import edit_transcript
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Filler, Transcript, TranscriptSegment

QUESTION = PlannedQuestion("llm", "what-is-rag", "What is RAG?", "What is RAG?", "Basics")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(DataFolder(tmp_path / "data")) as library:
        yield library


def keep(library: Library, *, takes: int = 1) -> list[TakeRecord]:
    """Keep a session with so many takes that have sound, and one that was skipped."""
    session = library.create_session(Plan((QUESTION,)))
    for attempt in range(1, takes + 1):
        take = library.create_take(session.id, QUESTION, 1, attempt)
        assert take.recording is not None
        take.recording.write_bytes(bytes(64_000))
        library.close_take(take.id, 2.0)
    library.skip_take(library.create_take(session.id, QUESTION, 1, takes + 1).id)
    return library.takes(session.id)[:takes]


Make = Callable[..., Retranscriber]


@pytest.fixture
def make(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Return a function that makes a Retranscriber with a scripted worker."""
    real = recognizer.Recognizer

    def make(behaviour: str = fake.WORK, *, in_background: bool = False) -> Retranscriber:
        command = fake_command(tmp_path, behaviour)
        monkeypatch.setattr(recognizer, "Recognizer", partial(real, command=command))
        return Retranscriber(
            ModelStore(tmp_path),
            "tiny.en",
            library.save_transcript,
            in_background=in_background,
        )

    return make


def test_a_take_is_transcribed_with_its_terms_and_its_old_transcript_is_kept(
    make: Make, library: Library
) -> None:
    (take,) = keep(library)
    library.save_transcript(take.id, Transcript((), 2.0, "base"))
    with closing(make()) as writer:
        outcome = writer.transcribe(take, RecognitionRequest((ExpectedTerm("RAG"),)))
    assert outcome.transcript is not None
    # The fake gives the vocabulary back as flags.
    assert (outcome.transcript.model, outcome.transcript.flags) == ("tiny.en", ("RAG",))
    assert [each.model for each in library.transcripts(take.id)] == ["tiny.en", "base"]


def test_the_new_transcript_has_the_fillers_that_were_found_before(
    make: Make, library: Library
) -> None:
    (take,) = keep(library)
    found = (Filler("um", 0.25, 0.5),)
    library.save_transcript(take.id, Transcript((), 2.0, "base", fillers=found))
    with closing(make()) as writer:
        outcome = writer.transcribe(take, DEFAULT_REQUEST)
    assert outcome.transcript is not None
    assert (outcome.transcript.model, outcome.transcript.fillers) == ("tiny.en", found)
    assert library.take(take.id).transcript == outcome.transcript


def test_a_missing_recording_is_reported_and_the_next_take_is_transcribed(
    make: Make, library: Library
) -> None:
    gone, there = keep(library, takes=2)
    assert gone.recording is not None
    gone.recording.unlink()
    with closing(make()) as writer:
        first, second = (
            writer.transcribe(gone, DEFAULT_REQUEST),
            writer.transcribe(there, DEFAULT_REQUEST),
        )
    assert first.transcript is None
    assert "doesn't exist" in str(first.error)
    assert second.transcript is not None


def test_it_stops_in_the_middle_of_a_take(make: Make, library: Library, tmp_path: Path) -> None:
    (take,) = keep(library)
    writer = make(fake.HANG_AT_FINISH)

    def stop() -> None:
        wait_until(lambda: starts(tmp_path) == 1, 10.0, what="the worker works")
        writer.stop()

    stopping = threading.Thread(target=stop)
    stopping.start()
    with closing(writer), pytest.raises(RetranscriptionStopped):
        writer.transcribe(take, DEFAULT_REQUEST)
    stopping.join()
    assert library.transcripts(take.id) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has priority classes instead")
def test_in_the_background_its_worker_has_the_lowest_priority(make: Make, library: Library) -> None:
    (take,) = keep(library)
    for in_background, nice in ((True, 19), (False, os.getpriority(os.PRIO_PROCESS, 0))):
        with closing(make(in_background=in_background)) as writer:
            writer.transcribe(take, DEFAULT_REQUEST)
            (worker,) = running("fake_worker")
            assert os.getpriority(os.PRIO_PROCESS, worker.pid) == nice


@pytest.mark.parametrize(
    ("in_background", "patience"), [(False, "PATIENCE"), (True, "PATIENCE_IN_BACKGROUND")]
)
def test_a_stuck_worker_gets_a_patience_of_its_own_in_the_background(
    make: Make,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    patience: str,
    *,
    in_background: bool,
) -> None:
    (take,) = keep(library)
    monkeypatch.setattr(recognizer, patience, 0.2)
    with (
        closing(make(fake.NEVER_READ, in_background=in_background)) as writer,
        pytest.raises(ModelError, match="stopped twice"),
    ):
        writer.transcribe(take, DEFAULT_REQUEST)


def test_takes_with_sound_are_those_of_the_given_sessions_or_of_all_oldest_first(
    library: Library,
) -> None:
    first, second = keep(library, takes=2), keep(library)
    assert takes_with_sound(library, []) == [*first, *second]
    assert takes_with_sound(library, [second[0].session]) == second


def test_an_answer_that_was_corrected_by_hand_is_left_out(
    library: Library,
) -> None:
    corrected, other = keep(library, takes=2)
    heard = Transcript((TranscriptSegment("The lass.", 0.0, 1.0),), 1.0, "base")
    library.save_transcript(corrected.id, edit_transcript(heard, "The loss."))
    assert takes_with_sound(library, []) == [other]


def test_usable_models_are_installed_and_know_the_language(tmp_path: Path) -> None:
    models = ModelStore(tmp_path)
    assert [model.name for model in usable_models(models, "en")] == ["tiny.en", "base"]
    assert [model.name for model in usable_models(models, "de")] == ["base"]
