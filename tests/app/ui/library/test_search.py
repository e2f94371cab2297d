from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QStyle, QStyleOptionComboBox, QToolButton
from pytestqt.qtbot import QtBot
from rig.kept_takes import keep, new_session, question
from rig.stored_library import Stored

from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import ALL_TAKES
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.library import loader, row_reloader
from mock_interviewer.app.ui.library.filters import AnswerAge, CoverageRange
from mock_interviewer.app.ui.library.loader import LibraryView
from mock_interviewer.app.ui.library.page import LibraryPage
from mock_interviewer.app.ui.shared.library_rows import TakeRow
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing, Theme

BASICS = question("q1", "Basics", "Why is it so?")
DEPTH = question("q2", "Depth", "How deep is it?")


@pytest.fixture
def takes(stored: Stored) -> list[str]:
    def fill(library: Library) -> list[str]:
        session = new_session(library)
        kept = [
            keep(library, session, "It is the exponentiated loss", asked=BASICS, made=2),
            keep(library, session, "The <b>loss</b> is lower", asked=DEPTH, made=0),
            keep(library, session, "I do not know", asked=DEPTH),
        ]
        library.marks.set(kept[2], starred=True)
        return kept

    return stored.store.submit(fill).result(30)


@pytest.fixture
def page(qtbot: QtBot, stored: Stored, look: Theme, takes: list[str]) -> LibraryPage:
    words = {"q1": BASICS.text, "q2": DEPTH.text}
    made = LibraryPage(stored.source, question_text=lambda _bank, ident: words[ident])
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.parts.count == "1 session · 3 answers")
    return made


def _list_by(page: LibraryPage, kind: str) -> None:
    """Click "Sessions" or "Answers" above the list."""
    (button,) = (
        each
        for each in page.findChildren(QRadioButton)
        if each.accessibleName() == f"List by: {kind}"
    )
    button.click()


def _found(page: LibraryPage) -> list[str]:
    answers = page.loader.answers
    rows = (answers.row(answers.index(at)) for at in range(answers.rowCount()))
    return [row.line.id for row in rows if isinstance(row, TakeRow)]


def test_typing_finds_answers_and_highlights_matches_as_literal_text(
    qtbot: QtBot, page: LibraryPage, takes: list[str]
) -> None:
    qtbot.keyClick(page.parts.rows, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.parts.search.hasFocus()
    qtbot.keyClicks(page.parts.search, "loss low")
    qtbot.waitUntil(lambda: _found(page) == [takes[1]])
    row = page.parts.rows.current
    assert isinstance(row, TakeRow)
    assert row.detail == "The <b>loss</b> is lower"
    assert [piece.text for piece in row.pieces if piece.matched] == ["loss", "lower"]
    assert page.parts.view.value is LibraryView.ANSWERS
    assert page.parts.search.hasFocus()


def test_enter_in_the_search_opens_the_best_hit_with_the_search_text(
    qtbot: QtBot, page: LibraryPage, takes: list[str]
) -> None:
    page.parts.focus_search()
    qtbot.keyClicks(page.parts.search, "exponent")
    qtbot.waitUntil(lambda: _found(page) == [takes[0]])
    with qtbot.waitSignal(page.take_chosen) as chosen:
        qtbot.keyClick(page.parts.search, Qt.Key.Key_Return)
    assert chosen.args[1:] == [takes[0], "exponent"]


def test_down_moves_to_the_hits_and_up_back_to_the_search(
    qtbot: QtBot, page: LibraryPage, takes: list[str]
) -> None:
    page.parts.focus_search()
    qtbot.keyClicks(page.parts.search, "loss")
    qtbot.waitUntil(lambda: len(_found(page)) == 2)
    qtbot.keyClick(page.parts.search, Qt.Key.Key_Down)
    assert page.parts.rows.hasFocus()
    qtbot.keyClick(page.parts.rows, Qt.Key.Key_Up)
    assert page.parts.search.hasFocus()


def test_esc_clears_the_search_and_shows_the_sessions_again(
    qtbot: QtBot, page: LibraryPage
) -> None:
    page.parts.focus_search()
    qtbot.keyClicks(page.parts.search, "loss")
    qtbot.waitUntil(lambda: len(_found(page)) == 2)
    qtbot.keyClick(page.parts.search, Qt.Key.Key_Escape)
    assert page.parts.view.value is LibraryView.SESSIONS
    qtbot.waitUntil(lambda: page.parts.count == "1 session · 3 answers")
    assert page.parts.rows.model() is page.loader.sessions


def test_a_search_without_hits_says_so_and_offers_all_answers(
    qtbot: QtBot, page: LibraryPage
) -> None:
    page.parts.focus_search()
    qtbot.keyClicks(page.parts.search, "blockchain")
    qtbot.waitUntil(lambda: page.parts.stack.currentWidget() is page.parts.no_match)
    assert "words" in page.parts.no_match.about.plain
    page.parts.no_match.button.click()
    qtbot.waitUntil(lambda: page.parts.stack.currentWidget() is page.parts.rows)
    assert page.parts.search.text() == ""


def test_all_answers_are_listed_newest_first(
    qtbot: QtBot, page: LibraryPage, takes: list[str]
) -> None:
    _list_by(page, "Answers")
    qtbot.waitUntil(lambda: _found(page) == takes[::-1])
    _list_by(page, "Sessions")
    qtbot.waitUntil(lambda: page.parts.rows.model() is page.loader.sessions)


def test_the_star_filter_is_cleared_by_going_back_to_sessions(
    qtbot: QtBot, page: LibraryPage, takes: list[str]
) -> None:
    page.parts.filters.marks["starred"].click()
    qtbot.waitUntil(lambda: _found(page) == [takes[2]])
    qtbot.waitUntil(lambda: page.parts.count == "1 of 3 answers")
    _list_by(page, "Sessions")
    assert not page.parts.filters.marks["starred"].isChecked()
    qtbot.waitUntil(lambda: page.parts.count == "1 session · 3 answers")


def test_practiced_topics_and_questions_filter_the_list(
    qtbot: QtBot, page: LibraryPage, takes: list[str]
) -> None:
    filters = page.parts.filters
    qtbot.waitUntil(lambda: filters.section.count() == 3)
    texts = [filters.question.itemText(at) for at in range(filters.question.count())]
    assert texts == ["All questions", DEPTH.text, BASICS.text]
    filters.section.setCurrentIndex(2)
    filters.section.chosen.emit()
    qtbot.waitUntil(lambda: _found(page) == [takes[2], takes[1]])
    assert filters.question.count() == 2
    filters.section.setCurrentIndex(0)
    filters.section.chosen.emit()
    filters.question.setCurrentIndex(2)
    filters.question.chosen.emit()
    qtbot.waitUntil(lambda: _found(page) == [takes[0]])


@pytest.mark.parametrize(
    ("covered", "expected"),
    [(CoverageRange.LITTLE, 1), (CoverageRange.MOST, 0), (CoverageRange.HALF, 0)],
)
def test_key_points_made_filter_the_list(
    qtbot: QtBot, page: LibraryPage, takes: list[str], covered: CoverageRange, expected: int
) -> None:
    page.parts.filters.coverage.choose(covered)
    page.parts.filters.coverage.chosen.emit()
    qtbot.waitUntil(lambda: page.parts.count == "1 of 3 answers")
    assert _found(page) == [takes[expected]]


def test_filters_apply_to_a_search(qtbot: QtBot, page: LibraryPage, takes: list[str]) -> None:
    page.parts.focus_search()
    qtbot.keyClicks(page.parts.search, "loss")
    qtbot.waitUntil(lambda: len(_found(page)) == 2)
    page.parts.filters.coverage.choose(CoverageRange.MOST)
    page.parts.filters.coverage.chosen.emit()
    qtbot.waitUntil(lambda: _found(page) == [takes[0]])


def test_days_are_counted_from_local_midnight(page: LibraryPage) -> None:
    now = local_now()
    page.parts.filters.when.choose(AnswerAge.WEEK)
    since = page.parts.filters.filter(now).since
    assert since is not None
    assert (since.hour, since.minute) == (0, 0)
    assert since.date() == now.date() - timedelta(days=7)
    page.parts.filters.when.choose(AnswerAge.TODAY)
    assert page.parts.filters.filter(now).since == now.replace(
        hour=0, minute=0, second=0, microsecond=0
    )


def _want_days(qtbot: QtBot, page: LibraryPage, first: date | None, last: date | None) -> None:
    filters = page.parts.filters
    filters.when.choose(AnswerAge.DATES)
    filters.when.chosen.emit()
    for field, day in ((filters.dates.first, first), (filters.dates.last, last)):
        field.clear()
        qtbot.keyClicks(field, "" if day is None else day.isoformat())
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_date_range_filters_the_list_and_is_named_in_its_picker(
    qtbot: QtBot, page: LibraryPage, takes: list[str]
) -> None:
    filters, today = page.parts.filters, local_now().date()
    _want_days(qtbot, page, today, today)
    assert filters.dates.isVisible()
    qtbot.waitUntil(lambda: _found(page) == takes[::-1])
    assert filters.when.currentText() == filters.dates.words != ""
    filters.marks["starred"].click()
    qtbot.waitUntil(lambda: _found(page) == [takes[2]])
    _want_days(qtbot, page, None, today - timedelta(days=1))
    qtbot.waitUntil(lambda: page.parts.stack.currentWidget() is page.parts.no_match)
    assert filters.when.currentText().startswith("Until ")
    assert "words" not in page.parts.no_match.about.plain
    page.parts.no_match.button.click()
    qtbot.waitUntil(lambda: page.parts.stack.currentWidget() is page.parts.rows)
    assert filters.dates.isHidden()
    assert filters.dates.days() == (None, None)


def test_an_empty_date_range_filters_nothing(
    qtbot: QtBot, page: LibraryPage, takes: list[str]
) -> None:
    _want_days(qtbot, page, None, None)
    qtbot.waitUntil(lambda: _found(page) == takes[::-1])
    assert page.parts.filters.filter(local_now()) == ALL_TAKES
    assert not page.loader.query.is_filtered


def test_choosing_dates_focuses_the_first_date(qtbot: QtBot, page: LibraryPage) -> None:
    filters = page.parts.filters
    filters.when.choose(AnswerAge.DATES)
    filters.when.chosen.emit()
    qtbot.waitUntil(filters.dates.first.hasFocus)
    qtbot.keyClicks(filters.dates.first, "1.1.2026")
    qtbot.keyClick(filters.dates.first, Qt.Key.Key_Tab)
    assert filters.dates.last.hasFocus()


def test_a_star_set_in_the_list_of_answers_shows_in_the_sessions_too(
    qtbot: QtBot, page: LibraryPage, takes: list[str]
) -> None:
    _list_by(page, "Answers")
    qtbot.waitUntil(lambda: _found(page) == takes[::-1])
    page.parts.rows.setCurrentIndex(page.loader.answers.index_of_take(takes[0]))
    page.parts.rows.setFocus()
    qtbot.keyClick(page.parts.rows, Qt.Key.Key_Asterisk)
    _list_by(page, "Sessions")
    qtbot.waitUntil(lambda: page.parts.rows.model() is page.loader.sessions)
    qtbot.waitUntil(lambda: page.parts.rows.current is not None)
    page.parts.rows.activate_current()
    qtbot.waitUntil(lambda: page.loader.sessions.rowCount() == 4)
    row = page.loader.sessions.row(page.loader.sessions.index_of_take(takes[0]))
    assert isinstance(row, TakeRow)
    assert row.line.starred


@pytest.fixture
def long(
    qtbot: QtBot, page: LibraryPage, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """The takes of a page that shows more than it reads again, the newest first."""
    monkeypatch.setattr(loader, "MAX_ROWS_REREAD", 10)
    monkeypatch.setattr(row_reloader, "_NEAR", 0)
    monkeypatch.setattr(row_reloader, "_AROUND", 0)

    def fill(library: Library) -> list[str]:
        session = new_session(library)
        return [keep(library, session, asked=BASICS) for _ in range(40)][::-1]

    kept = stored.store.submit(fill).result(30)
    _list_by(page, "Answers")
    qtbot.waitUntil(lambda: len(_found(page)) == 43)
    return kept


def _starred(page: LibraryPage, take: str) -> bool:
    row = page.loader.answers.row(page.loader.answers.index_of_take(take))
    return isinstance(row, TakeRow) and row.line.starred


def test_rows_of_a_very_long_list_are_updated_when_they_come_into_view(
    qtbot: QtBot, page: LibraryPage, stored: Stored, long: list[str]
) -> None:
    def star(library: Library) -> None:
        for at in (0, 30):
            library.marks.set(long[at], starred=True)

    stored.store.submit(star).result(30)
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: _starred(page, long[0]))
    assert not _starred(page, long[30])
    page.parts.rows.scrollTo(page.loader.answers.index_of_take(long[30]))
    qtbot.waitUntil(lambda: _starred(page, long[30]))


def test_undo_in_a_very_long_list_restores_the_place_and_selection(
    qtbot: QtBot, page: LibraryPage, long: list[str]
) -> None:
    before = _found(page)
    page.parts.rows.setCurrentIndex(page.loader.answers.index_of_take(long[30]))
    page.row_actions.delete(page.parts.rows.current)
    qtbot.waitUntil(lambda: page.parts.undo.text != "")
    page.parts.rows.scrollToTop()
    page.parts.rows.setCurrentIndex(page.loader.answers.index(0))
    page.parts.undo.undo.click()
    qtbot.waitUntil(lambda: _found(page) == before)
    row = page.parts.rows.current
    assert isinstance(row, TakeRow)
    assert row.line.id == long[30]


def test_undoing_a_session_does_not_scroll_a_very_long_list_of_answers(
    qtbot: QtBot, page: LibraryPage, stored: Stored, long: list[str]
) -> None:
    def begin(library: Library) -> str:
        return [new_session(library) for _ in range(3)][-1]

    empty = stored.store.submit(begin).result(30)
    _list_by(page, "Sessions")
    qtbot.waitUntil(lambda: page.loader.sessions.index_of(empty).isValid())
    page.parts.rows.setCurrentIndex(page.loader.sessions.index_of(empty))
    page.row_actions.delete(page.parts.rows.current)
    qtbot.waitUntil(lambda: page.parts.undo.text != "")
    _list_by(page, "Answers")
    qtbot.waitUntil(lambda: len(_found(page)) == 43)
    page.parts.rows.scrollToTop()
    with qtbot.waitSignal(page.row_actions.undo_stack.restored):
        page.parts.undo.undo.click()
    assert page.parts.rows.in_view[0] == 0


def test_a_deleted_hit_is_no_longer_counted(
    qtbot: QtBot, page: LibraryPage, takes: list[str]
) -> None:
    page.parts.focus_search()
    qtbot.keyClicks(page.parts.search, "loss")
    qtbot.waitUntil(lambda: page.parts.count == "2 answers")
    qtbot.keyClick(page.parts.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.parts.rows, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.parts.count == "1 answer")
    assert len(_found(page)) == 1


def test_a_cleared_search_hides_its_clear_button(qtbot: QtBot, page: LibraryPage) -> None:
    search = page.parts.search
    qtbot.keyClicks(search, "loss")
    clear = max(search.findChildren(QToolButton), key=QToolButton.x)
    qtbot.waitUntil(lambda: clear.property("opacity") == 1)
    search.empty()
    qtbot.waitUntil(lambda: clear.property("opacity") == 0)


def test_filter_labels_fit_and_all_filters_share_a_row(qtbot: QtBot, page: LibraryPage) -> None:
    filters = page.parts.filters
    for picker in (filters.section, filters.question, filters.when, filters.coverage):
        option = QStyleOptionComboBox()
        picker.initStyleOption(option)
        complex_control = QStyle.ComplexControl.CC_ComboBox
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = picker.style().subControlRect(complex_control, option, field, picker).width()
        fixed = picker in {filters.when, filters.coverage}
        for at in range(picker.count() if fixed else 1):
            assert picker.fontMetrics().horizontalAdvance(picker.itemText(at)) <= room
    page.resize(TEXT_WIDTH + 2 * Spacing.PAGE, 600)
    filters.marks["starred"].click()
    qtbot.waitUntil(filters.clear.isVisible)
    qtbot.waitUntil(lambda: filters.clear.x() > filters.marks["starred"].x())
