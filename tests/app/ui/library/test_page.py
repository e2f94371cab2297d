import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.held_thread import HeldThread
from rig.shown import show_active
from rig.stored_library import QUESTIONS, Sitting, Stored, transcript_of

from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.ui.library.page import LibraryPage
from mock_interviewer.app.ui.shared.library_rows import LibraryRow, SessionRow, TakeRow
from mock_interviewer.app.ui.shared.library_source import LibrarySource, StoredLibrary
from mock_interviewer.app.ui.shared.scope_choice import AnswerScope
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.column import TWO_COLUMN_WIDTH, margin

SAID = Sitting((transcript_of("It is the exponentiated loss."), None))


@pytest.fixture
def page(qtbot: QtBot, stored: Stored, look: Theme) -> LibraryPage:
    return _page(qtbot, stored.source)


def _page(qtbot: QtBot, source: LibrarySource) -> LibraryPage:
    made = LibraryPage(source)
    made.resize(800, 600)
    qtbot.addWidget(made)
    return made


def _show(qtbot: QtBot, page: LibraryPage) -> None:
    page.show()
    qtbot.waitUntil(lambda: page.parts.stack.currentWidget() is not page.parts.loading)


def _rows(page: LibraryPage) -> list[LibraryRow | None]:
    model = page.loader.model
    return [model.row(model.index(at)) for at in range(model.rowCount())]


def _sessions(page: LibraryPage) -> list[str]:
    return [record.id for record in page.loader.sessions.sessions()]


def _listed(stored: Stored) -> list[str]:
    found = stored.store.submit(lambda library: library.sessions()).result(30)
    return [record.id for record in found]


def _record(stored: Stored, session: str, at: int) -> TakeRecord:
    return stored.store.submit(lambda library: library.takes(session)).result(30)[at]


def _press(qtbot: QtBot, page: LibraryPage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.parts.rows, key)


def test_without_sessions_it_offers_to_start_practice(qtbot: QtBot, page: LibraryPage) -> None:
    _show(qtbot, page)
    assert page.parts.stack.currentWidget() is page.parts.empty
    with qtbot.waitSignal(page.practice_requested):
        page.parts.empty.button.click()


def test_before_the_library_is_read_it_is_loading(qtbot: QtBot, page: LibraryPage) -> None:
    page.show()
    assert page.parts.loading.isVisible()
    assert page.parts.loading.plain == "Loading…"
    qtbot.waitUntil(lambda: not page.parts.loading.isVisible())


def test_sessions_are_listed_newest_first(qtbot: QtBot, page: LibraryPage, stored: Stored) -> None:
    ids = [stored.keep(SAID) for _ in range(3)]
    _show(qtbot, page)
    assert [record.id for record in page.loader.sessions.sessions()] == ids[::-1]
    qtbot.waitUntil(lambda: page.parts.count == "3 sessions · 6 answers")


def test_a_take_can_be_opened_by_keyboard_alone(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    session = stored.keep(SAID)
    _show(qtbot, page)
    _press(qtbot, page, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.loader.sessions.rowCount() == 3)
    _press(qtbot, page, Qt.Key.Key_Right, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.take_chosen) as chosen:
        _press(qtbot, page, Qt.Key.Key_Return)
    assert chosen.args == [session, stored.takes(session)[1], ""]
    _press(qtbot, page, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert page.loader.sessions.rowCount() == 1


def test_a_click_expands_a_session_and_opens_a_take(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    view = page.parts.rows

    def click(row: int) -> None:
        place = view.visualRect(page.loader.sessions.index(row)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click(0)
    qtbot.waitUntil(lambda: page.loader.sessions.rowCount() == 3)
    with qtbot.waitSignal(page.take_chosen):
        click(1)


def test_a_missing_recording_is_labeled(qtbot: QtBot, page: LibraryPage, stored: Stored) -> None:
    session = stored.keep(Sitting((transcript_of("One."), transcript_of("Two."), None)))
    gone, empty, _there = stored.takes(session)
    stored.recording(gone).unlink()
    stored.recording(empty).write_bytes(b"")
    page.open_session(session)
    _show(qtbot, page)
    qtbot.waitUntil(lambda: page.loader.sessions.rowCount() == 4)
    takes = [row for row in _rows(page) if isinstance(row, TakeRow)]
    assert [row.marks for row in takes] == [("No recording",), ("No recording",), ()]
    assert [row.detail for row in takes] == ["One.", "Two.", "Not transcribed yet"]


def test_html_in_a_question_or_transcript_is_shown_literally(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    session = stored.keep(Sitting((None, transcript_of("<img src=x> & more"))))
    page.open_session(session)
    _show(qtbot, page)
    qtbot.waitUntil(lambda: page.loader.sessions.rowCount() == 3)
    row = _rows(page)[2]
    assert row is not None
    assert (row.title, row.detail) == (QUESTIONS[1], "<img src=x> & more")


def test_undo_restores_and_selects_a_deleted_session(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    kept, deleted = stored.keep(SAID), stored.keep(SAID)
    _show(qtbot, page)
    qtbot.waitUntil(page.parts.rows.hasFocus)
    _press(qtbot, page, Qt.Key.Key_Delete)
    assert _sessions(page) == [kept]
    qtbot.waitUntil(lambda: page.parts.undo.text != "")
    assert page.parts.undo.text.startswith("Deleted: session from today at ")
    assert page.parts.undo.text.endswith(", 2 answers")
    assert _listed(stored) == [kept]
    qtbot.keyClick(page.parts.rows, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _sessions(page) == [deleted, kept])
    assert page.parts.undo.text == ""
    row = page.parts.rows.current
    assert isinstance(row, SessionRow)
    assert row.record.id == deleted


def test_the_undo_bar_says_that_a_deleted_session_had_no_answers(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(Sitting(()))
    _show(qtbot, page)
    _press(qtbot, page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.parts.undo.text.endswith(", no answers"))


def test_deleting_a_take_updates_its_session_and_undo_selects_it(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    session = stored.keep(SAID)
    first, second = stored.takes(session)
    page.open_session(session)
    _show(qtbot, page)
    qtbot.waitUntil(lambda: page.loader.sessions.rowCount() == 3)
    _press(qtbot, page, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.parts.count == "1 session · 1 answer")
    assert stored.takes(session) == [second]
    qtbot.waitUntil(lambda: "1 of 3 questions" in str(getattr(_rows(page)[0], "detail", "")))
    page.parts.undo.undo.click()
    qtbot.waitUntil(lambda: page.loader.sessions.rowCount() == 3)
    assert stored.takes(session) == [first, second]
    row = page.parts.rows.current
    assert isinstance(row, TakeRow)
    assert row.line.id == first


def test_the_last_of_several_deletions_is_undone_first(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    older, newer = stored.keep(SAID), stored.keep(SAID)
    _show(qtbot, page)
    _press(qtbot, page, Qt.Key.Key_Delete, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.parts.undo.text.endswith("(and 1 earlier)"))
    page.parts.undo.undo.click()
    qtbot.waitUntil(lambda: _sessions(page) == [older])
    page.parts.undo.undo.click()
    qtbot.waitUntil(lambda: _sessions(page) == [newer, older])


def test_a_deletion_completes_off_the_page_and_can_be_undone_on_return(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    _press(qtbot, page, Qt.Key.Key_Delete)
    page.hide()
    qtbot.waitUntil(lambda: _listed(stored) == [])
    page.show()
    qtbot.waitUntil(lambda: page.parts.stack.currentWidget() is page.parts.empty)
    assert page.parts.undo.text != ""


def test_deleting_the_last_session_shows_the_empty_page(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    _press(qtbot, page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.parts.stack.currentWidget() is page.parts.empty)
    assert page.parts.search.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_Asterisk, Qt.Key.Key_D])
def test_a_key_stars_and_unstars_a_take(
    qtbot: QtBot, page: LibraryPage, stored: Stored, key: Qt.Key
) -> None:
    session = stored.keep(SAID)
    page.open_session(session)
    _show(qtbot, page)
    qtbot.waitUntil(lambda: page.loader.sessions.rowCount() == 3)
    _press(qtbot, page, Qt.Key.Key_Down)
    control = Qt.KeyboardModifier.ControlModifier
    for starred in (True, False):
        plain = key == Qt.Key.Key_Asterisk
        qtbot.keyClick(page.parts.rows, key, Qt.KeyboardModifier.NoModifier if plain else control)
        row = page.parts.rows.current
        assert isinstance(row, TakeRow)
        assert row.line.starred is starred
        assert _record(stored, session, 0).starred is starred


def test_name_and_note_of_a_take_can_be_edited(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    session = stored.keep(SAID)
    page.open_session(session)
    _show(qtbot, page)
    qtbot.waitUntil(lambda: page.loader.sessions.rowCount() == 3)
    _press(qtbot, page, Qt.Key.Key_Down, Qt.Key.Key_F2)
    qtbot.waitUntil(page.parts.mark_panel.name.hasFocus)
    named = page.parts.rows.current
    assert isinstance(named, TakeRow)
    assert page.parts.mark_panel.text == f"Name and note for your answer to: {named.line.text}"
    qtbot.keyClicks(page.parts.mark_panel.name, "The chef")
    page.parts.mark_panel.note.setPlainText("Shorter.")
    qtbot.keyClick(page.parts.mark_panel.name, Qt.Key.Key_Return)
    row = page.parts.rows.current
    assert isinstance(row, TakeRow)
    assert (row.title, row.line.has_note) == ("The chef", True)
    assert page.parts.rows.hasFocus()
    kept = _record(stored, session, 0)
    assert (kept.name, kept.note) == ("The chef", "Shorter.")
    _press(qtbot, page, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: page.parts.mark_panel.note.toPlainText() == "Shorter.")


def test_a_session_can_be_renamed(qtbot: QtBot, page: LibraryPage, stored: Stored) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    _press(qtbot, page, Qt.Key.Key_F2)
    assert page.parts.mark_panel.note.isHidden()
    qtbot.keyClicks(page.parts.mark_panel.name, "Dry  run")
    qtbot.keyClick(page.parts.mark_panel.name, Qt.Key.Key_Return)
    assert [record.name for record in page.loader.sessions.sessions()] == ["Dry run"]
    found = stored.store.submit(lambda library: library.sessions()).result(30)
    assert found[0].name == "Dry run"


def test_q_shows_all_takes_of_a_question(qtbot: QtBot, page: LibraryPage, stored: Stored) -> None:
    page.open_session(stored.keep(SAID))
    _show(qtbot, page)
    qtbot.waitUntil(lambda: page.loader.sessions.rowCount() == 3)
    _press(qtbot, page, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.question_chosen) as asked:
        _press(qtbot, page, Qt.Key.Key_Q)
    assert asked.args == ["llm", "q"]


def test_a_store_error_is_shown_with_an_action(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    assert stored.store.close(30.0)
    page.show()
    qtbot.waitUntil(lambda: page.parts.banner.text != "")
    assert "closing" in page.parts.banner.text
    assert [
        button.text() for button in page.parts.banner.findChildren(QPushButton) if button.text()
    ]


@pytest.mark.parametrize("scope", [AnswerScope.SESSION, AnswerScope.ALL])
def test_a_session_or_all_sessions_can_be_transcribed_again(
    qtbot: QtBot, page: LibraryPage, stored: Stored, scope: AnswerScope
) -> None:
    stored.keep(SAID)
    newest = stored.keep(SAID)
    _show(qtbot, page)
    page.parts.transcribe.click()
    qtbot.waitUntil(lambda: page.retranscription.text != "")
    assert page.retranscription.scope is not None
    page.retranscription.scope.choose(scope)
    _press(qtbot, page, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.again_requested) as asked:
        page.retranscription.go.click()
    assert asked.args == [newest if scope is AnswerScope.SESSION else "", "base"]


def test_transcription_progress_is_kept_when_the_page_is_hidden(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    page.retranscription.show_progress(2, 12)
    assert page.retranscription.text == "Transcribing · 3 of 12"
    page.hide()
    page.show()
    assert page.retranscription.text == "Transcribing · 3 of 12"
    page.parts.transcribe.click()
    qtbot.wait(1)
    assert page.retranscription.running


def test_results_for_a_hidden_page_are_dropped(qtbot: QtBot, stored: Stored, look: Theme) -> None:
    stored.keep(SAID)
    thread = HeldThread(stored.store)
    source = StoredLibrary(thread)
    page = _page(qtbot, source)
    thread.holds = True
    page.show()
    page.hide()
    while thread.asked:
        thread.answer()
    page.show()
    qtbot.wait(1)
    assert page.parts.stack.currentWidget() is page.parts.loading
    thread.answer()
    qtbot.waitUntil(lambda: page.parts.stack.currentWidget() is page.parts.rows)
    source.close()


def test_every_focusable_widget_has_an_accessible_name(
    qtbot: QtBot, page: LibraryPage, stored: Stored
) -> None:
    stored.keep(SAID)
    _show(qtbot, page)
    page.parts.filters.marks["starred"].click()
    _press(qtbot, page, Qt.Key.Key_F2)
    assert nameless(page) == []


@pytest.mark.parametrize("width", [600, 1112, 1752])
def test_rows_stay_in_the_column_which_is_in_the_middle_of_the_page(
    qtbot: QtBot, stored: Stored, page: LibraryPage, width: int
) -> None:
    stored.keep(SAID)
    page.resize(width, 700)
    _show(qtbot, page)
    parts = page.parts
    rows, search, view = parts.rows.viewport(), parts.search, parts.view
    left = view.mapTo(page, QPoint(0, 0)).x()
    right = search.mapTo(page, search.rect().topRight()).x()
    assert rows.mapTo(page, QPoint(0, 0)).x() == left
    assert rows.mapTo(page, rows.rect().topRight()).x() == right
    assert abs(left - (width - 1 - right)) <= 1
    assert right - left + 1 == min(TWO_COLUMN_WIDTH, width - 2 * margin(width))


def test_the_footer_shows_keys_only_while_they_work(
    qtbot: QtBot, stored: Stored, page: LibraryPage
) -> None:
    stored.keep(SAID)
    show_active(qtbot, page)
    qtbot.waitUntil(page.parts.rows.hasFocus)
    buttons = page.parts.action_bar.buttons
    qtbot.waitUntil(buttons[Qt.Key.Key_Delete].isVisible)
    assert buttons[Qt.Key.Key_Delete].key_visible
    page.parts.focus_search()
    assert buttons[Qt.Key.Key_Delete].isVisible()
    assert not any(button.key_visible for button in buttons.values())
    page.parts.rows.setFocus()
    assert buttons[Qt.Key.Key_Delete].key_visible
