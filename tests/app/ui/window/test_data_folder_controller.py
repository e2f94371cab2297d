import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.sounds import tone

from mock_interviewer.app.archive.backup import back_up
from mock_interviewer.app.archive.restore import prepare_restore
from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.pending_notices import PendingNotice
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.settings.declarations import KEEP_MONTHS, QUESTION_COUNT
from mock_interviewer.app.settings.file import LoadedSettings
from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window import data_folder_controller
from mock_interviewer.app.ui.window.data_folder_controller import (
    SLOW_TEXT,
    DataFolderController,
    recovered_sentence,
)
from mock_interviewer.audio.files.recording_file import RecordingWriter
from mock_interviewer.audio.samples import SPEECH_RATE

QUESTION = PlannedQuestion("llm", "perplexity", "What is perplexity?", "", "Evaluation")


@dataclass
class Folder:
    data: DataFolder
    controller: DataFolderController
    store: StoreThread
    gui: GuiThread
    announced: Announced
    opened: list[bool] = field(default_factory=list)

    @property
    def refused(self) -> list[str]:
        """Why the folder could not be opened, as it was announced."""
        return list(filter(None, self.announced.texts("folder")))

    @property
    def recovered(self) -> list[str]:
        """What was announced of recovered answers."""
        return self.announced.texts("recovered")

    @property
    def told(self) -> list[tuple[str, str]]:
        """What was announced of a repair or a restore."""
        return [
            (about, text)
            for about, _, text in self.announced.notices
            if about in {"mended", "news"}
        ]

    def open(self, retries: int = 3) -> None:
        """Do what a window does at its start."""
        self.store.start()
        self.controller.open(retries)


@pytest.fixture
def folder(qtbot: QtBot, tmp_path: Path, gui: GuiThread) -> Iterator[Folder]:
    data = DataFolder(tmp_path / "data")
    store = StoreThread(data)
    announced = Announced()
    controller = DataFolderController(
        data, store, gui, BackgroundTasks(gui), "left-*.wav", announced
    )
    made = Folder(data, controller, store, gui, announced)
    made.controller.opened.connect(lambda: made.opened.append(True))
    yield made
    made.controller.stop_logging()
    store.close()


def _cut_short(data: DataFolder, seconds: float) -> str:
    """Leave a take as a kill in the middle of an answer leaves it."""
    with Library.open(data) as library:
        session = library.create_session(Plan((QUESTION,)))
        take = library.create_take(session.id, QUESTION, 1, 1)
        assert take.recording is not None
        writer = RecordingWriter(take.recording)
        writer.write(tone(seconds, rate=SPEECH_RATE).samples)
        writer.close()
    return take.id


def test_a_new_folder_opens_with_nothing_to_offer(folder: Folder, qtbot: QtBot) -> None:
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.opened))
    assert (folder.opened, folder.refused, folder.recovered) == ([True], [], [])


def test_an_interrupted_answer_is_offered(folder: Folder, qtbot: QtBot) -> None:
    folder.data.prepare()
    take = _cut_short(folder.data, 3.0)
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.opened))
    (sentence,) = folder.recovered
    assert sentence.endswith("was recovered.")
    recovered = folder.store.submit(lambda library: library.take(take)).result(30)
    with qtbot.waitSignal(folder.controller.take_requested) as requested:
        folder.announced.press("recovered", "Open")
    assert requested.args == [recovered.session, take]
    assert folder.recovered[-1] == ""
    assert recovered.status is TakeStatus.SAVED
    assert recovered.duration == pytest.approx(3.0)


def test_an_answer_without_any_sound_is_not_offered(folder: Folder, qtbot: QtBot) -> None:
    folder.data.prepare()
    _cut_short(folder.data, 0.0)
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.opened))
    assert folder.recovered == []


def test_the_repair_of_a_damaged_database_is_announced_once(folder: Folder, qtbot: QtBot) -> None:
    folder.data.prepare()
    take = _cut_short(folder.data, 2.0)
    folder.data.database.write_bytes(b"no database" * 100)
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.opened))
    [(about, sentence)] = folder.told
    assert about == "mended"
    assert "recovered 1 session with 1 answer" in sentence
    assert folder.store.submit(lambda library: library.take(take)).result(30).duration == 2.0
    folder.controller.open()
    qtbot.waitUntil(lambda: len(folder.opened) == 2)


def test_a_slow_opening_is_announced_once(
    folder: Folder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_folder_controller, "_SLOW", 0.05)
    busy = threading.Event()
    folder.store.start()
    folder.store.submit(lambda _: busy.wait(20.0))
    folder.controller.open()
    qtbot.waitUntil(lambda: bool(folder.announced.texts("folder")))
    assert folder.opened == []
    busy.set()
    qtbot.waitUntil(lambda: bool(folder.opened))
    assert folder.announced.texts("folder") == [SLOW_TEXT, ""]


def test_a_finished_opening_announces_nothing_later(folder: Folder, qtbot: QtBot) -> None:
    folder.open()
    assert any(timer.isActive() for timer in folder.gui.findChildren(QTimer))
    qtbot.waitUntil(lambda: bool(folder.opened))
    assert not any(timer.isActive() for timer in folder.gui.findChildren(QTimer))


def test_a_sound_database_announces_nothing(folder: Folder, qtbot: QtBot) -> None:
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.opened))
    assert folder.told == []


def test_test_recordings_of_an_earlier_run_are_removed(folder: Folder, qtbot: QtBot) -> None:
    folder.data.prepare()
    leftover = folder.data.root / "left-1.wav"
    leftover.touch()
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.opened))
    assert not leftover.exists()


def test_a_folder_that_cannot_be_made_is_refused_with_what_to_do(
    folder: Folder, qtbot: QtBot
) -> None:
    folder.data.root.touch()
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.refused))
    assert "--data-dir" in folder.refused[0]
    assert folder.opened == []


def test_a_database_of_a_newer_version_is_refused_and_stays_as_it_is(
    folder: Folder, qtbot: QtBot
) -> None:
    Library.open(folder.data).close()
    with closing(sqlite3.connect(folder.data.database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = folder.data.database.read_bytes()
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.refused))
    assert "was made by a newer version" in folder.refused[0]
    assert "The database was not changed." in folder.refused[0]
    assert folder.data.database.read_bytes() == before
    assert (folder.opened, folder.told) == ([], [])


def test_trying_again_opens_the_folder_once_the_cause_is_fixed(
    folder: Folder, qtbot: QtBot
) -> None:
    folder.data.root.touch()
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.refused))
    folder.data.root.unlink()
    folder.announced.press("folder", "Try again")
    qtbot.waitUntil(lambda: bool(folder.opened))
    assert folder.announced.texts("folder")[-1] == ""


def test_opening_waits_for_an_earlier_window_to_close(folder: Folder, qtbot: QtBot) -> None:
    folder.data.prepare()
    earlier = WriterLock(folder.data)
    earlier.acquire()
    folder.open()
    qtbot.waitUntil(lambda: not folder.controller.opening)
    earlier.release()
    qtbot.waitUntil(lambda: bool(folder.opened))
    assert folder.refused == []


def test_a_folder_in_use_is_refused_in_the_end(folder: Folder, qtbot: QtBot) -> None:
    folder.data.prepare()
    other = WriterLock(folder.data)
    other.acquire()
    folder.open(retries=0)
    qtbot.waitUntil(lambda: bool(folder.refused))
    other.release()
    assert folder.refused[0].startswith("Mock Interviewer is open")


def _recovered(count: int) -> tuple[TakeRecord, ...]:
    when = datetime(2026, 3, 2, 9, 5, tzinfo=UTC).astimezone()
    return count * (
        TakeRecord(
            "s-01", "s", "llm", "q", "Q?", "E", 1, 1, TakeStatus.SAVED, when, 3.0, None, (), None
        ),
    )


def test_recovered_answers_are_described() -> None:
    one = recovered_sentence(_recovered(1))
    assert one.startswith("An answer from 2 March, ")
    assert one.endswith(":05, was recovered.")
    assert recovered_sentence(_recovered(3)) == "3 interrupted answers were recovered."


def test_the_result_of_a_restore_is_announced_once(folder: Folder, qtbot: QtBot) -> None:
    folder.data.prepare()
    pending_notices.add(folder.data, PendingNotice("Your backup is restored."))
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.opened))
    assert folder.told == [("news", "Your backup is restored.")]
    folder.controller.acknowledge("news")
    qtbot.waitUntil(lambda: not folder.data.news_file.exists())
    folder.controller.open()
    qtbot.waitUntil(lambda: len(folder.opened) == 2)
    assert len(folder.told) == 1


def test_the_result_of_a_restore_waits_for_the_next_window_if_this_one_closes_first(
    folder: Folder, qtbot: QtBot
) -> None:
    folder.data.prepare()
    pending_notices.add(folder.data, PendingNotice("Your backup is restored."))
    folder.open()
    folder.gui.close()
    for thread in threading.enumerate():
        if thread.name == "folder":
            thread.join(10)
    assert pending_notices.pending(folder.data) == PendingNotice("Your backup is restored.")


def test_the_result_of_a_restore_is_announced_again_until_it_was_seen(
    folder: Folder, qtbot: QtBot
) -> None:
    folder.data.prepare()
    pending_notices.add(folder.data, PendingNotice("Your backup is restored."))
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.opened))
    folder.controller.acknowledge("mended")
    folder.controller.open()
    qtbot.waitUntil(lambda: len(folder.opened) == 2)
    assert [sentence for _, sentence in folder.told] == 2 * ["Your backup is restored."]


def test_acknowledging_one_notice_keeps_a_newer_one(folder: Folder, qtbot: QtBot) -> None:
    folder.data.prepare()
    pending_notices.add(folder.data, PendingNotice("Your backup is restored."))
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.opened))
    pending_notices.add(folder.data, PendingNotice("It was not moved.", succeeded=False))
    folder.controller.acknowledge("news")
    qtbot.waitUntil(
        lambda: (
            pending_notices.pending(folder.data)
            == PendingNotice("It was not moved.", succeeded=False)
        )
    )


def test_opening_passes_on_the_settings_of_a_restored_backup(
    folder: Folder, qtbot: QtBot, tmp_path: Path
) -> None:
    source = DataFolder(tmp_path / "source")
    Library.open(source).close()
    source.settings_file.write_text("[storage]\nkeep_months = 1\n[practice]\nquestion_count = 3\n")
    back_up(source, tmp_path / "backup.zip")
    folder.data.prepare()
    folder.data.settings_file.write_text("[storage]\nkeep_months = 6\n")
    prepare_restore(folder.data, tmp_path / "backup.zip")
    came: list[LoadedSettings] = []
    folder.controller.restored.connect(came.append)
    folder.open()
    qtbot.waitUntil(lambda: bool(folder.opened))
    [loaded] = came
    assert loaded.values.get(QUESTION_COUNT) == 3
    assert loaded.values.get(KEEP_MONTHS) == 0
    assert dict(loaded.restored) == {KEEP_MONTHS.key: 1}


def test_opening_leaves_the_library_to_the_store(folder: Folder, qtbot: QtBot) -> None:
    folder.controller.open()
    qtbot.waitUntil(folder.data.logs.exists)
    assert not folder.data.sessions.exists()
    folder.store.start()
    qtbot.waitUntil(lambda: bool(folder.opened))
    assert folder.data.sessions.is_dir()
