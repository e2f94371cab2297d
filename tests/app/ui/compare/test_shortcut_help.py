"""Each page tells the keys that work on it, by F1 in its window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer
from rig.take_page_driver import TakePageDriver

from mock_interviewer.app.ui.compare.page import ComparePage
from mock_interviewer.app.ui.compare.source import StoredComparison
from mock_interviewer.app.ui.library.page import LibraryPage
from mock_interviewer.app.ui.library.question_history.page import QuestionHistoryPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.toolkit.shortcuts import visible_shortcuts
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton

SAID = Sitting((transcript_of("It is the exponentiated loss."),))


def keys(page: QWidget) -> set[str]:
    return {
        name for place in visible_shortcuts(page) for names, _ in place.shortcuts for name in names
    }


def opening(page: QWidget) -> dict[tuple[str, ...], str]:
    """Return what Enter and the arrows do, as it is told."""
    deeds = [deed for place in visible_shortcuts(page) for deed in place.shortcuts]
    return {names: words for names, words in deeds if {"Enter", "→", "←"} & set(names)}


def shown(page: QWidget) -> set[str]:
    """Return the keys that buttons of a page show."""
    hints = page.findChildren(KeyHintButton)
    return {hint.key_name for hint in hints if hint.key_visible}


def test_the_library_lists_the_keys_that_its_buttons_show(
    qtbot: QtBot, stored: Stored, look: Theme
) -> None:
    session = stored.keep(SAID)
    page = LibraryPage(stored.source)
    qtbot.addWidget(page)
    page.resize(800, 700)
    page.show()
    page.open_session(session)
    qtbot.waitUntil(lambda: page.loader.model.rowCount() > 1)
    assert "Q" not in keys(page)
    qtbot.keyClick(page.parts.rows, Qt.Key.Key_Down)
    assert {"Enter", "*", "F2", "Q", "Del", "Ctrl+E"} <= shown(page) <= keys(page)
    assert {"Ctrl+F", "Ctrl+D"} <= keys(page)
    assert "Ctrl+Z" not in keys(page)


def test_a_list_explains_the_keys_for_the_current_row(
    qtbot: QtBot, stored: Stored, look: Theme
) -> None:
    session = stored.keep(SAID)
    library, history = LibraryPage(stored.source), QuestionHistoryPage(stored.source)
    for page in (library, history):
        qtbot.addWidget(page)
        page.show()
    library.open_session(session)
    qtbot.waitUntil(lambda: library.loader.model.rowCount() > 1)
    assert opening(library) == {("Enter", "→", "←"): "Expand or collapse it"}
    qtbot.keyClick(library.parts.rows, Qt.Key.Key_Down)
    assert opening(library) == {("Enter", "→"): "Open it", ("←",): "Go to its session"}
    assert opening(history) == {("Enter", "→"): "Open it"}


def test_a_take_lists_its_keys(
    qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme
) -> None:
    take = TakePageDriver(qtbot, TakePage(stored.source, player))
    page = take.page
    page.marks.mark_toggled.connect(lambda *_: None)
    page.marks.mark_asked.connect(lambda *_: None)
    take.show(1000, 700)
    take.open(stored, SAID)
    heard = {"Space", "←", "→", "A", "B", "L", "[", "]", "+", "-", "0"}
    assert heard | {"E", "C", "*", "F2", "Ctrl+E", "Esc", "Alt+←"} <= keys(page)
    assert {"C", "E", "Ctrl+E"} <= shown(page) <= keys(page)
    assert not {"Q", "M", "1", "Alt+↓", "Ctrl+Tab"} & keys(page)


def test_a_take_with_several_tabs_lists_the_keys_that_change_them(
    qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme
) -> None:
    take = TakePageDriver(qtbot, TakePage(stored.source, player))
    take.page.feedback.feedback_requested.connect(lambda _take: None)
    take.show(1000, 700)
    take.open(stored, SAID)
    assert {"Ctrl+Tab", "Ctrl+Shift+Tab", "Ctrl+PgDown", "Ctrl+PgUp"} <= keys(take.page)


def test_the_compare_and_question_pages_list_their_keys(
    qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme
) -> None:
    source = StoredComparison(stored.store, stored.source)
    compare, history = ComparePage(source, player), QuestionHistoryPage(stored.source)
    for page in (compare, history):
        qtbot.addWidget(page)
        page.show()
    assert {"Tab", "Space", "S", "Esc", "Alt+←"} <= keys(compare)
    history.show_question("Why?", None, available=True)
    assert {"P", "A"} <= shown(history) <= keys(history)
    assert shown(compare) <= keys(compare)
    assert {"P", "A", "Esc", "Enter"} <= keys(history)
    assert "C" not in keys(history)
    source.close()
