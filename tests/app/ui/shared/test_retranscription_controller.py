import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from rig import fake_worker as fake
from rig.patient_bot import BEHIND_ALL_ELSE
from rig.processes import running
from rig.recognition import fake_command, starts
from rig.stored_library import Sitting, Stored, transcript_of

from mock_interviewer.app.background.retranscription import Retranscriber, RetranscriptionResult
from mock_interviewer.app.settings.declarations import LANGUAGE, OWN_WORDS
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.ui.shared.retranscription_controller import (
    RetranscriptionController,
    RetranscriptionProgress,
)
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.window.shutdown import SHUTDOWN_SECONDS
from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Transcript

OLD = transcript_of("It ways.")


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what makes recognition use a worker without a model, which does as it is told."""
    real = recognizer.Recognizer

    def use(behaviour: str) -> None:
        command = fake_command(tmp_path, behaviour)
        monkeypatch.setattr(recognizer, "Recognizer", partial(real, command=command))

    use(fake.WORK)
    return use


@pytest.fixture
def values() -> SettingValues:
    return SettingValues()


@pytest.fixture
def desk(
    qtbot: QtBot,
    stored: Stored,
    worker: Callable[[str], None],
    gui: GuiThread,
    values: SettingValues,
) -> Iterator[RetranscriptionController]:
    desk = RetranscriptionController(
        ModelStore(stored.data.models),
        stored.store,
        gui,
        values,
        lambda record: [ExpectedTerm(record.question)],
    )
    yield desk
    desk.close()


def models_of(stored: Stored, take: str) -> list[str]:
    """Return which models have heard a take, the last one first."""
    kept = stored.store.submit(lambda library: library.transcripts(take)).result(30)
    return [each.model for each in kept]


def test_a_take_is_transcribed_again_and_its_old_transcript_kept(
    qtbot: QtBot, desk: RetranscriptionController, stored: Stored, values: SettingValues
) -> None:
    (take,) = stored.takes(stored.keep(Sitting((OLD,))))
    values.set(OWN_WORDS, ("Zuse",))
    written: list[tuple[str, Transcript]] = []
    desk.transcribed.connect(lambda take, transcript: written.append((take, transcript)))
    with qtbot.waitSignal(desk.ended, timeout=BEHIND_ALL_ELSE) as ended:
        desk.start_take(take, "tiny.en")
    ((heard, transcript),) = written
    assert heard == take
    # The fake gives the vocabulary back as flags.
    assert (transcript.model, transcript.flags) == ("tiny.en", ("q", "Zuse"))
    assert ended.args == [""]
    assert models_of(stored, take) == ["tiny.en", "base"]
    assert not desk.running


def test_the_answers_of_a_session_are_counted_as_they_are_done(
    qtbot: QtBot, desk: RetranscriptionController, stored: Stored, values: SettingValues
) -> None:
    stored.keep(Sitting((OLD,)))
    session = stored.keep(Sitting((OLD, None, OLD)))
    seen: list[RetranscriptionProgress] = []
    desk.progressed.connect(seen.append)
    with qtbot.waitSignal(desk.ended, timeout=BEHIND_ALL_ELSE) as ended:
        desk.start_sessions([session], "tiny.en")
    assert seen == [
        RetranscriptionProgress(0, 3),
        RetranscriptionProgress(1, 3),
        RetranscriptionProgress(2, 3),
    ]
    assert ended.args == ["Transcribed 3 of 3 answers with Tiny (English only)."]


def test_all_sessions_can_be_transcribed(
    qtbot: QtBot, desk: RetranscriptionController, stored: Stored, values: SettingValues
) -> None:
    sessions = [stored.keep(Sitting((OLD,))), stored.keep(Sitting((OLD, None)))]
    with qtbot.waitSignal(desk.ended, timeout=BEHIND_ALL_ELSE):
        desk.start_sessions([], "tiny.en")
    for session in sessions:
        for take in stored.takes(session):
            assert models_of(stored, take)[0] == "tiny.en"


def test_a_missing_recording_is_reported_and_the_others_are_transcribed(
    qtbot: QtBot, desk: RetranscriptionController, stored: Stored, values: SettingValues
) -> None:
    session = stored.keep(Sitting((OLD, OLD)))
    gone, _there = stored.takes(session)
    stored.recording(gone).unlink()
    with qtbot.waitSignal(desk.ended, timeout=BEHIND_ALL_ELSE) as ended:
        desk.start_sessions([session], "tiny.en")
    (sentence,) = ended.args
    assert sentence.startswith("Transcribed 1 of 2 answers with Tiny (English only). 1 answer ")
    assert "doesn't exist" in sentence
    assert models_of(stored, gone) == ["base"]


def test_a_model_that_fails_to_load_is_reported_and_the_transcript_kept(
    qtbot: QtBot,
    desk: RetranscriptionController,
    stored: Stored,
    values: SettingValues,
    worker: Callable[[str], None],
) -> None:
    worker(fake.REFUSE)
    (take,) = stored.takes(stored.keep(Sitting((OLD,))))
    with qtbot.waitSignal(desk.ended, timeout=BEHIND_ALL_ELSE) as ended:
        desk.start_take(take, "tiny.en")
    assert ended.args == ["The model is damaged. Mend it."]
    assert models_of(stored, take) == ["base"]


def test_errors_use_the_display_names_of_models(
    qtbot: QtBot, desk: RetranscriptionController, stored: Stored, values: SettingValues
) -> None:
    values.set(LANGUAGE, "de")
    session = stored.keep(Sitting((OLD, OLD)))
    with qtbot.waitSignal(desk.ended, timeout=BEHIND_ALL_ELSE) as ended:
        desk.start_sessions([session], "tiny.en")
    assert ended.args[0] == (
        "Transcribed 0 of 2 answers with Tiny (English only). 2 answers failed: The"
        " speech model Tiny (English only) knows English only, not German. Choose English, or a"
        " model for many languages such as Base."
    )


def test_a_stopped_run_keeps_finished_transcripts(
    qtbot: QtBot,
    desk: RetranscriptionController,
    stored: Stored,
    values: SettingValues,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = stored.keep(Sitting((OLD,) * 2))
    first = stored.takes(session)[0]
    stopped = threading.Event()
    begun: list[TakeRecord] = []
    transcribe = Retranscriber.transcribe

    def transcribe_the_second_after_the_stop(
        writer: Retranscriber, take: TakeRecord, request: RecognitionRequest
    ) -> RetranscriptionResult:
        begun.append(take)
        assert len(begun) == 1 or stopped.wait(20.0)
        return transcribe(writer, take, request)

    def stop_after_the_first(progress: RetranscriptionProgress) -> None:
        if progress.done == 1:
            desk.stop()
            stopped.set()

    monkeypatch.setattr(Retranscriber, "transcribe", transcribe_the_second_after_the_stop)
    desk.progressed.connect(stop_after_the_first)
    with qtbot.waitSignal(desk.ended, timeout=BEHIND_ALL_ELSE) as ended:
        desk.start_sessions([session], "tiny.en")
    assert ended.args[0].startswith("Stopped. ")
    assert models_of(stored, first) == ["tiny.en", "base"]
    with qtbot.waitSignal(desk.ended, timeout=BEHIND_ALL_ELSE) as again:
        desk.start_take(first, "tiny.en")
    assert again.args == [""]


def test_a_closing_window_ends_a_run_within_two_seconds(
    qtbot: QtBot,
    desk: RetranscriptionController,
    stored: Stored,
    worker: Callable[[str], None],
    tmp_path: Path,
) -> None:
    worker(fake.IGNORE_END)
    session = stored.keep(Sitting((OLD,) * 2))
    with qtbot.waitSignal(desk.transcribed, timeout=BEHIND_ALL_ELSE):
        desk.start_sessions([session], "tiny.en")
    began = time.monotonic()
    desk.close()
    assert time.monotonic() - began < 5 * SHUTDOWN_SECONDS
    assert models_of(stored, stored.takes(session)[0]) == ["tiny.en", "base"]


def test_a_worker_in_the_middle_of_a_take_ends_with_the_window(
    qtbot: QtBot,
    desk: RetranscriptionController,
    stored: Stored,
    worker: Callable[[str], None],
    tmp_path: Path,
) -> None:
    worker(fake.HANG_AT_FINISH)
    (take,) = stored.takes(stored.keep(Sitting((OLD,))))
    desk.start_take(take, "tiny.en")
    qtbot.waitUntil(lambda: starts(tmp_path) == 1, timeout=BEHIND_ALL_ELSE)
    began = time.monotonic()
    desk.close()
    assert time.monotonic() - began < 5 * SHUTDOWN_SECONDS
    assert models_of(stored, take) == ["base"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has priority classes instead")
def test_its_worker_has_the_lowest_priority(
    qtbot: QtBot,
    desk: RetranscriptionController,
    stored: Stored,
    worker: Callable[[str], None],
    tmp_path: Path,
) -> None:
    worker(fake.HANG_AT_FINISH)
    (take,) = stored.takes(stored.keep(Sitting((OLD,))))
    desk.start_take(take, "tiny.en")
    qtbot.waitUntil(lambda: starts(tmp_path) == 1, timeout=BEHIND_ALL_ELSE)
    (process,) = running("fake_worker")
    assert os.getpriority(os.PRIO_PROCESS, process.pid) == 19


def test_a_second_run_cannot_start_during_the_first(
    qtbot: QtBot,
    desk: RetranscriptionController,
    stored: Stored,
    values: SettingValues,
    tmp_path: Path,
) -> None:
    (take,) = stored.takes(stored.keep(Sitting((OLD,))))
    with qtbot.waitSignal(desk.ended, timeout=BEHIND_ALL_ELSE):
        desk.start_take(take, "tiny.en")
        desk.start_take(take, "tiny.en")
    assert starts(tmp_path) == 1


def test_a_session_without_recordings_is_reported(
    qtbot: QtBot, desk: RetranscriptionController
) -> None:
    with qtbot.waitSignal(desk.ended, timeout=BEHIND_ALL_ELSE) as ended:
        desk.start_sessions([], "tiny.en")
    assert ended.args == ["There is no recording to transcribe."]
