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
from mock_interviewer.app.data_folder import notices
from mock_interviewer.app.data_folder.notices import PendingNotice
from mock_interviewer.app.data_folder.paths import DataFolder
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
class Desk:
    data: DataFolder
    desk: DataFolderController
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
        self.desk.open(retries)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui: GuiThread) -> Iterator[Desk]:
    data = DataFolder(tmp_path / "data")
    store = StoreThread(data)
    announced = Announced()
    controller = DataFolderController(
        data, store, gui, BackgroundTasks(gui), "left-*.wav", announced
    )
    made = Desk(data, controller, store, gui, announced)
    made.desk.opened.connect(lambda: made.opened.append(True))
    yield made
    made.desk.stop_logging()
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


def test_a_new_folder_opens_with_nothing_to_offer(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert (desk.opened, desk.refused, desk.recovered) == ([True], [], [])


def test_an_answer_that_was_cut_short_is_offered(desk: Desk, qtbot: QtBot) -> None:
    desk.data.prepare()
    take = _cut_short(desk.data, 3.0)
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.opened))
    (sentence,) = desk.recovered
    assert sentence.endswith("was recovered.")
    recovered = desk.store.submit(lambda library: library.take(take)).result(30)
    with qtbot.waitSignal(desk.desk.take_requested) as requested:
        desk.announced.press("recovered", "Open")
    assert requested.args == [recovered.session, take]
    assert desk.recovered[-1] == ""
    assert recovered.status is TakeStatus.SAVED
    assert recovered.duration == pytest.approx(3.0)


def test_an_answer_without_any_sound_is_not_offered(desk: Desk, qtbot: QtBot) -> None:
    desk.data.prepare()
    _cut_short(desk.data, 0.0)
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.recovered == []


def test_what_became_of_a_damaged_database_is_said_once(desk: Desk, qtbot: QtBot) -> None:
    desk.data.prepare()
    take = _cut_short(desk.data, 2.0)
    desk.data.database.write_bytes(b"no database" * 100)
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.opened))
    [(about, sentence)] = desk.told
    assert about == "mended"
    assert "recovered 1 session with 1 answer" in sentence
    assert desk.store.submit(lambda library: library.take(take)).result(30).duration == 2.0
    desk.desk.open()
    qtbot.waitUntil(lambda: len(desk.opened) == 2)


def test_an_opening_that_takes_its_time_is_told_once(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_folder_controller, "_SLOW", 0.05)
    busy = threading.Event()
    desk.store.start()
    desk.store.submit(lambda _: busy.wait(20.0))
    desk.desk.open()
    qtbot.waitUntil(lambda: bool(desk.announced.texts("folder")))
    assert desk.opened == []
    busy.set()
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.announced.texts("folder") == [SLOW_TEXT, ""]


def test_an_opening_that_is_over_leaves_nothing_to_be_told_later(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    assert any(timer.isActive() for timer in desk.gui.findChildren(QTimer))
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert not any(timer.isActive() for timer in desk.gui.findChildren(QTimer))


def test_of_a_sound_database_nothing_is_said(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.told == []


def test_test_recordings_of_an_earlier_run_are_removed(desk: Desk, qtbot: QtBot) -> None:
    desk.data.prepare()
    leftover = desk.data.root / "left-1.wav"
    leftover.touch()
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert not leftover.exists()


def test_a_folder_that_cannot_be_made_is_refused_with_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    desk.data.root.touch()
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.refused))
    assert "--data-dir" in desk.refused[0]
    assert desk.opened == []


def test_a_database_of_a_newer_version_is_refused_and_stays_as_it_is(
    desk: Desk, qtbot: QtBot
) -> None:
    Library.open(desk.data).close()
    with closing(sqlite3.connect(desk.data.database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = desk.data.database.read_bytes()
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.refused))
    assert "was made by a newer version" in desk.refused[0]
    assert "The database was not changed." in desk.refused[0]
    assert desk.data.database.read_bytes() == before
    assert (desk.opened, desk.told) == ([], [])


def test_once_the_cause_is_mended_trying_again_opens_it(desk: Desk, qtbot: QtBot) -> None:
    desk.data.root.touch()
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.refused))
    desk.data.root.unlink()
    desk.announced.press("folder", "Try again")
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.announced.texts("folder")[-1] == ""


def test_a_window_that_still_closes_is_waited_for(desk: Desk, qtbot: QtBot) -> None:
    desk.data.prepare()
    earlier = WriterLock(desk.data)
    earlier.acquire()
    desk.open()
    qtbot.waitUntil(lambda: not desk.desk.opening)
    earlier.release()
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.refused == []


def test_a_folder_in_use_is_refused_in_the_end(desk: Desk, qtbot: QtBot) -> None:
    desk.data.prepare()
    other = WriterLock(desk.data)
    other.acquire()
    desk.open(retries=0)
    qtbot.waitUntil(lambda: bool(desk.refused))
    other.release()
    assert desk.refused[0].startswith("Mock Interviewer is open")


def _recovered(count: int) -> tuple[TakeRecord, ...]:
    when = datetime(2026, 3, 2, 9, 5, tzinfo=UTC).astimezone()
    return count * (
        TakeRecord(
            "s-01", "s", "llm", "q", "Q?", "E", 1, 1, TakeStatus.SAVED, when, 3.0, None, (), None
        ),
    )


def test_what_was_recovered_is_told_in_words() -> None:
    one = recovered_sentence(_recovered(1))
    assert one.startswith("An answer from 2 March, ")
    assert one.endswith(":05, was recovered.")
    assert recovered_sentence(_recovered(3)) == "3 interrupted answers were recovered."


def test_what_a_restore_has_done_is_said_once(desk: Desk, qtbot: QtBot) -> None:
    desk.data.prepare()
    notices.add(desk.data, PendingNotice("Your backup is restored."))
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.told == [("news", "Your backup is restored.")]
    desk.desk.acknowledge("news")
    qtbot.waitUntil(lambda: not desk.data.news_file.exists())
    desk.desk.open()
    qtbot.waitUntil(lambda: len(desk.opened) == 2)
    assert len(desk.told) == 1


def test_what_a_restore_has_done_waits_for_the_next_window_where_this_one_was_closed_first(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.data.prepare()
    notices.add(desk.data, PendingNotice("Your backup is restored."))
    desk.open()
    desk.gui.close()
    for thread in threading.enumerate():
        if thread.name == "folder":
            thread.join(10)
    assert notices.pending(desk.data) == PendingNotice("Your backup is restored.")


def test_what_a_restore_has_done_is_told_again_until_it_was_seen(desk: Desk, qtbot: QtBot) -> None:
    desk.data.prepare()
    notices.add(desk.data, PendingNotice("Your backup is restored."))
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.opened))
    desk.desk.acknowledge("mended")
    desk.desk.open()
    qtbot.waitUntil(lambda: len(desk.opened) == 2)
    assert [sentence for _, sentence in desk.told] == 2 * ["Your backup is restored."]


def test_what_is_left_to_be_told_meanwhile_is_not_told_by_that(desk: Desk, qtbot: QtBot) -> None:
    desk.data.prepare()
    notices.add(desk.data, PendingNotice("Your backup is restored."))
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.opened))
    notices.add(desk.data, PendingNotice("It was not moved.", succeeded=False))
    desk.desk.acknowledge("news")
    qtbot.waitUntil(
        lambda: notices.pending(desk.data) == PendingNotice("It was not moved.", succeeded=False)
    )


def test_settings_of_a_backup_that_is_put_in_place_by_the_opening_are_given(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    source = DataFolder(tmp_path / "source")
    Library.open(source).close()
    source.settings_file.write_text("[storage]\nkeep_months = 1\n[practice]\nquestion_count = 3\n")
    back_up(source, tmp_path / "backup.zip")
    desk.data.prepare()
    desk.data.settings_file.write_text("[storage]\nkeep_months = 6\n")
    prepare_restore(desk.data, tmp_path / "backup.zip")
    came: list[LoadedSettings] = []
    desk.desk.restored.connect(came.append)
    desk.open()
    qtbot.waitUntil(lambda: bool(desk.opened))
    [loaded] = came
    assert loaded.values.get(QUESTION_COUNT) == 3
    assert loaded.values.get(KEEP_MONTHS) == 0
    assert dict(loaded.restored) == {KEEP_MONTHS.key: 1}
