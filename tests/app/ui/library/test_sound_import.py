import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.long_sound import days, silence
from rig.sounds import tone
from rig.stored_library import Stored, transcript_of
from rig.three_questions import BANK, SHELF

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord, TakeStatus
from mock_interviewer.app.ui.library.question_history.controller import SoundImportController
from mock_interviewer.app.ui.library.question_history.page import QuestionHistoryPage
from mock_interviewer.app.ui.shared.library_rows import TakeRow
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.audio.files.sound_file import read_sound, write_wav
from mock_interviewer.questions.shelf import BankShelf

QUESTION = BANK.questions[0]


@dataclass
class _Banks:
    shelf: BankShelf | None = SHELF

    def question(self, _bank: str, _question: str) -> None:
        return None


@pytest.fixture
def banks() -> _Banks:
    return _Banks()


@pytest.fixture
def page(qtbot: QtBot, stored: Stored, look: Theme) -> QuestionHistoryPage:
    page = QuestionHistoryPage(stored.source)
    page.resize(800, 700)
    qtbot.addWidget(page)
    page.show()
    page.open(BANK.id, QUESTION.id)
    page.show_question(QUESTION.text, None, available=True)
    return page


@pytest.fixture
def announced() -> Announced:
    return Announced()


@pytest.fixture
def desk(
    stored: Stored, page: QuestionHistoryPage, banks: _Banks, gui: GuiThread, announced: Announced
) -> Iterator[SoundImportController]:
    desk = SoundImportController(stored.store, gui, banks, page, announced)
    yield desk
    desk.close()


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "answer.wav"
    write_wav(path, tone(1.5))
    return path


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "answer.txt"
    path.write_text("No sound, only words.\n" * 20)
    return path


@contextmanager
def _held(stored: Stored) -> Iterator[None]:
    """Let the store do nothing meanwhile."""
    held, on = threading.Event(), threading.Event()

    def hold() -> None:
        held.set()
        on.wait(10)

    stored.store.submit(lambda _: hold())
    held.wait(10)
    try:
        yield
    finally:
        on.set()


def _rows(page: QuestionHistoryPage) -> list[TakeRow]:
    rows = (page.takes.row(page.takes.index(at)) for at in range(page.takes.rowCount()))
    return [row for row in rows if isinstance(row, TakeRow)]


def _sessions(stored: Stored) -> list[SessionRecord]:
    return stored.store.submit(lambda library: library.sessions()).result(30)


def _add(qtbot: QtBot, page: QuestionHistoryPage, desk: SoundImportController, path: Path) -> None:
    page.add_recording.chosen.emit(path)
    qtbot.waitUntil(lambda: not desk.busy)


def test_an_imported_sound_file_becomes_a_listed_take(
    qtbot: QtBot,
    page: QuestionHistoryPage,
    desk: SoundImportController,
    stored: Stored,
    audio: Path,
) -> None:
    page.add_recording.chosen.emit(audio)
    assert page.banner.text == "Adding answer.wav…"
    qtbot.waitUntil(lambda: len(_rows(page)) == 1)
    [session] = _sessions(stored)
    assert session.ended_at is not None
    [take] = stored.store.submit(lambda library: library.takes(session.id)).result(30)
    assert take.recording is not None
    assert (take.bank, take.question, take.status) == (BANK.id, QUESTION.id, TakeStatus.SAVED)
    assert read_sound(take.recording).duration == pytest.approx(1.5, abs=0.01)
    assert _rows(page)[0].line.id == take.id
    assert page.banner.text == ""


def test_the_size_of_an_import_is_shown_before_it_is_added(
    qtbot: QtBot,
    page: QuestionHistoryPage,
    desk: SoundImportController,
    stored: Stored,
    tmp_path: Path,
) -> None:
    hour = silence(tmp_path / "hour.flac", 3600.0)
    with _held(stored):
        page.add_recording.chosen.emit(hour)
        qtbot.waitUntil(lambda: page.banner.text == "Adding hour.flac (1 h 0 min, 115 MB)…")
        desk.stop()
    qtbot.waitUntil(lambda: not desk.busy)


def test_a_file_that_is_too_long_is_rejected_with_one_sentence(
    qtbot: QtBot,
    page: QuestionHistoryPage,
    desk: SoundImportController,
    stored: Stored,
    tmp_path: Path,
) -> None:
    path = days(tmp_path / "days.flac")
    _add(qtbot, page, desk, path)
    assert page.banner.text == (
        f"{path} is longer than 24 hours, the longest file that can be read."
        " Split it into shorter files."
    )
    assert _sessions(stored) == []


def test_an_import_is_transcribed_or_the_reason_why_not_is_shown(
    qtbot: QtBot, page: QuestionHistoryPage, desk: SoundImportController, audio: Path
) -> None:
    wanted: list[TakeRecord] = []

    def transcribe(take: TakeRecord) -> str:
        wanted.append(take)
        return "There is no model."

    desk.transcribe = transcribe
    _add(qtbot, page, desk, audio)
    assert [take.status for take in wanted] == [TakeStatus.SAVED]
    assert (
        page.banner.text == "The recording was added but isn't transcribed yet. There is no model."
    )


def test_an_imported_take_is_updated_once_it_is_analyzed(
    qtbot: QtBot,
    page: QuestionHistoryPage,
    desk: SoundImportController,
    stored: Stored,
    audio: Path,
) -> None:
    _add(qtbot, page, desk, audio)
    qtbot.waitUntil(lambda: len(_rows(page)) == 1)
    take = _rows(page)[0].line.id
    assert not _rows(page)[0].line.has_transcript
    heard = transcript_of("Because")
    stored.store.submit(lambda library: library.save_transcript(take, heard)).result(30)
    desk.take_analyzed(take, None)
    qtbot.waitUntil(lambda: _rows(page)[0].line.has_transcript)


def test_a_file_without_sound_is_rejected_with_one_sentence(
    qtbot: QtBot, page: QuestionHistoryPage, desk: SoundImportController, stored: Stored, text: Path
) -> None:
    _add(qtbot, page, desk, text)
    assert page.banner.text.startswith(f"{text} isn't a sound file.")
    assert _sessions(stored) == []


def test_a_stopped_import_adds_nothing(
    qtbot: QtBot,
    page: QuestionHistoryPage,
    desk: SoundImportController,
    stored: Stored,
    audio: Path,
) -> None:
    with _held(stored):
        page.add_recording.chosen.emit(audio)
        [stop] = [each for each in page.banner.findChildren(QPushButton) if each.text() == "Stop"]
        stop.click()
    qtbot.waitUntil(lambda: page.banner.text == "Stopped. Nothing was added.")
    assert _sessions(stored) == []


def test_one_file_is_added_at_a_time(
    qtbot: QtBot,
    page: QuestionHistoryPage,
    desk: SoundImportController,
    stored: Stored,
    audio: Path,
) -> None:
    with _held(stored):
        page.add_recording.chosen.emit(audio)
        page.add_recording.chosen.emit(audio)
        assert page.banner.text == "Another recording is being added. Try again when it's done."
    qtbot.waitUntil(lambda: not desk.busy)
    assert len(_sessions(stored)) == 1


def test_a_running_import_is_shown_on_return(
    qtbot: QtBot,
    page: QuestionHistoryPage,
    desk: SoundImportController,
    stored: Stored,
    audio: Path,
) -> None:
    with _held(stored):
        page.add_recording.chosen.emit(audio)
        page.hide()
        assert page.banner.text == ""
        page.show()
        assert page.banner.text == "Adding answer.wav…"
    qtbot.waitUntil(lambda: not desk.busy)


def test_a_failure_off_the_page_is_announced(
    qtbot: QtBot,
    page: QuestionHistoryPage,
    desk: SoundImportController,
    announced: Announced,
    text: Path,
) -> None:
    page.hide()
    _add(qtbot, page, desk, text)
    assert announced.notices[0] == ("import", NoticeKind.INFO, "")
    [(_, kind, sentence)] = announced.notices[1:]
    assert kind is NoticeKind.ERROR
    assert "isn't a sound file" in sentence


def test_importing_to_a_deleted_question_shows_an_error(
    page: QuestionHistoryPage, desk: SoundImportController, banks: _Banks, audio: Path
) -> None:
    banks.shelf = BankShelf(())
    page.add_recording.chosen.emit(audio)
    assert page.banner.text == "This question is no longer in any bank."
    assert not desk.busy


def test_a_opens_the_file_dialog(
    qtbot: QtBot, page: QuestionHistoryPage, desk: SoundImportController, audio: Path
) -> None:
    qtbot.keyClick(page.rows, Qt.Key.Key_A)
    [dialog] = page.findChildren(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    with qtbot.waitSignal(page.add_recording.chosen) as chosen:
        dialog.fileSelected.emit(str(audio))
    assert chosen.args == [audio]
    dialog.close()
    qtbot.waitUntil(lambda: not desk.busy)


def test_nothing_can_be_added_to_a_question_that_no_bank_has(
    qtbot: QtBot, page: QuestionHistoryPage
) -> None:
    page.show_question("", None, available=False)
    assert page.add_recording.isHidden()
    qtbot.keyClick(page.rows, Qt.Key.Key_A)
    assert page.findChildren(QFileDialog) == []
