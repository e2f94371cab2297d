from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.stored_library import QUESTIONS, Sitting, Stored, transcript_of

from mock_interviewer.app.store.records import SessionRecord
from mock_interviewer.app.ui.library_source import LibraryData, ListedTake
from mock_interviewer.app.ui.pages.library import LibraryPage
from mock_interviewer.app.ui.session_model import Row, TakeRow
from mock_interviewer.app.ui.theme import Theme
from mock_interviewer.audio.recognition.catalogue import Model

SAID = Sitting((transcript_of("It is the exponentiated loss."), None))


@pytest.fixture
def page(qtbot: QtBot, stored: Stored, look: Theme) -> LibraryPage:
    return _page(qtbot, stored.source)


def _page(qtbot: QtBot, source: LibraryData) -> LibraryPage:
    made = LibraryPage(source)
    made.resize(800, 600)
    qtbot.addWidget(made)
    return made


def _show(qtbot: QtBot, page: LibraryPage) -> None:
    page.show()
    qtbot.waitUntil(lambda: page._stack.currentWidget() is not page._blank)


def _rows(page: LibraryPage) -> list[Row | None]:
    model = page._model
    return [model.row(model.index(at)) for at in range(model.rowCount())]


def _press(qtbot: QtBot, page: LibraryPage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page._list, key)


def test_without_sessions_it_offers_to_start_practice(qtbot: QtBot, page: LibraryPage) -> None:
    _show(qtbot, page)
    assert page._stack.currentWidget() is page._empty
    with qtbot.waitSignal(page.practice_requested):
        page._empty.start.click()


def test_sessions_are_listed_newest_first(qtbot: QtBot, page: LibraryPage, stored: Stored) -> None:
    ids = [stored.keep(SAID) for _ in range(3)]
    _show(qtbot, page)
    assert [record.id for record in page._model.sessions()] == ids[::-1]
    assert page._count.plain.startswith("3 sessions · 6 takes · ")


def test_a_take_is_reached_and_opened_by_keyboard_alone(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    session = stored.keep(SAID)
    _show(qtbot, page)
    _press(qtbot, page, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page._model.rowCount() == 3)
    _press(qtbot, page, Qt.Key.Key_Right, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.take_chosen) as chosen:
        _press(qtbot, page, Qt.Key.Key_Return)
    assert chosen.args == [session, stored.takes(session)[1]]
    _press(qtbot, page, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert page._model.rowCount() == 1


def test_a_click_opens_a_session_and_a_take(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    view = page._list

    def click(row: int) -> None:
        place = view.visualRect(page._model.index(row)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click(0)
    qtbot.waitUntil(lambda: page._model.rowCount() == 3)
    with qtbot.waitSignal(page.take_chosen):
        click(1)


def test_a_take_whose_recording_is_missing_says_so_and_the_rest_works(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    session = stored.keep(Sitting((transcript_of("One."), transcript_of("Two."), None)))
    gone, empty, _there = stored.takes(session)
    stored.recording(gone).unlink()
    stored.recording(empty).write_bytes(b"")
    page.open_session(session)
    _show(qtbot, page)
    qtbot.waitUntil(lambda: page._model.rowCount() == 4)
    takes = [row for row in _rows(page) if isinstance(row, TakeRow)]
    assert [row.marks for row in takes] == [("No recording",), ("No recording",), ()]
    assert [row.detail for row in takes] == ["One.", "Two.", "Not transcribed yet"]


def test_html_in_a_question_or_transcript_is_shown_literally(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    session = stored.keep(Sitting((None, transcript_of("<img src=x> & more"))))
    page.open_session(session)
    _show(qtbot, page)
    qtbot.waitUntil(lambda: page._model.rowCount() == 3)
    row = _rows(page)[2]
    assert row is not None
    assert (row.title, row.detail) == (QUESTIONS[1], "<img src=x> & more")


def test_deleting_asks_first_and_keeping_keeps(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    qtbot.waitUntil(page._list.hasFocus)
    _press(qtbot, page, Qt.Key.Key_Delete)
    assert "with its 2 recordings" in page._confirm.text
    assert page._confirm.no.hasFocus()
    qtbot.keyClick(page._confirm.no, Qt.Key.Key_Escape)
    assert page._confirm.text == ""
    assert page._list.hasFocus()
    assert len(stored.source.sessions().result(5)) == 1


def test_a_deleted_session_is_gone_from_the_page_the_store_and_the_disk(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    kept, deleted = stored.keep(SAID), stored.keep(SAID)
    folder = stored.recording(stored.takes(deleted)[0]).parent
    _show(qtbot, page)
    page._delete.click()
    page._confirm.yes.click()
    qtbot.waitUntil(lambda: len(page._model.sessions()) == 1)
    assert [record.id for record in stored.source.sessions().result(5)] == [kept]
    assert not folder.exists()


def test_a_deletion_is_done_although_the_page_was_left(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    page._delete.click()
    page._confirm.yes.click()
    page.hide()
    qtbot.waitUntil(lambda: page._model.sessions() == ())
    assert stored.source.sessions().result(5) == ()


def test_what_was_deleted_last_leaves_the_empty_page(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    page._delete.click()
    page._confirm.yes.click()
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page._empty)
    assert page._delete.isHidden()


def test_what_the_store_refuses_is_said_with_a_way_on(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    assert stored.store.close()
    page.show()
    qtbot.waitUntil(lambda: page._banner.text != "")
    assert "closing" in page._banner.text
    assert [button.text() for button in page._banner.findChildren(QPushButton) if button.text()]


@pytest.mark.parametrize("scope", ["this", "all"])
def test_the_answers_of_a_session_or_of_all_are_transcribed_again(
    qtbot: QtBot, page: LibraryPage, stored: Stored, scope: str
) -> None:
    stored.keep(SAID)
    newest = stored.keep(SAID)
    _show(qtbot, page)
    page._again.click()
    qtbot.waitUntil(lambda: page.again.text != "")
    assert page.again._scope is not None
    page.again._scope.choose(scope)
    with qtbot.waitSignal(page.again_requested) as asked:
        page.again.go.click()
    assert asked.args == [newest if scope == "this" else "", "base"]


def test_how_far_the_writing_is_stays_said_when_the_page_is_left(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    page.again.show_progress(2, 12)
    assert page.again.text == "Writing it down · 3 of 12"
    page.hide()
    page.show()
    assert page.again.text == "Writing it down · 3 of 12"
    page._again.click()
    qtbot.wait(1)
    assert page.again.running


class _Slow:
    """A library that answers when a test says so."""

    def __init__(self) -> None:
        self.asked: list[Future[tuple[SessionRecord, ...]]] = []

    def sessions(self) -> Future[tuple[SessionRecord, ...]]:
        future: Future[tuple[SessionRecord, ...]] = Future()
        future.set_running_or_notify_cancel()
        self.asked.append(future)
        return future

    def takes(self, session: str) -> Future[tuple[ListedTake, ...]]:
        raise NotImplementedError

    def models(self) -> Future[tuple[Model, ...]]:
        raise NotImplementedError

    def delete(self, session: str) -> Future[None]:
        raise NotImplementedError


def test_an_answer_for_a_page_that_was_left_is_dropped(qtbot: QtBot, look: Theme) -> None:
    slow = _Slow()
    page = _page(qtbot, slow)
    page.show()
    page.hide()
    slow.asked[0].set_result(())
    page.show()
    qtbot.wait(1)
    assert page._stack.currentWidget() is page._blank
    slow.asked[1].set_result(())
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page._empty)


def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    page._delete.click()
    assert nameless(page) == []
