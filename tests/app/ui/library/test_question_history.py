import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.kept_takes import feedback_of, keep, new_session, question
from rig.stored_library import Stored

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.database.records import SKIPPED_BY_PERSON
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.library.question_history.page import (
    QuestionHistoryPage,
    QuestionHistoryPart,
)
from mock_interviewer.app.ui.shared.library_rows import TakeRow
from mock_interviewer.app.ui.style.theme import Theme

ASKED = question("q", "Basics", "Why is it so?")


def _heavy_first(made: int) -> Feedback:
    """Return feedback in which the points that were made are more by weight than by number."""
    return feedback_of(made, first_weighs=3.0)


@pytest.fixture
def takes(stored: Stored) -> list[str]:
    def fill(library: Library) -> list[str]:
        session = new_session(library)
        kept = [
            keep(library, session, f"Because of {made}", asked=ASKED, made=_heavy_first(made))
            for made in (0, 1, 2)
        ]
        keep(library, session, "Another", asked=question("other"), made=1)
        return kept

    return stored.store.submit(fill).result(30)


@pytest.fixture
def page(qtbot: QtBot, stored: Stored, look: Theme, takes: list[str]) -> QuestionHistoryPage:
    made = QuestionHistoryPage(stored.source)
    made.resize(800, 700)
    qtbot.addWidget(made)
    return made


def _show(qtbot: QtBot, page: QuestionHistoryPage) -> None:
    page.show()
    page.open("llm", "q")
    qtbot.waitUntil(lambda: page.takes.rowCount() > 0)


def _ids(page: QuestionHistoryPage) -> list[str]:
    rows = (page.takes.row(page.takes.index(at)) for at in range(page.takes.rowCount()))
    return [row.line.id for row in rows if isinstance(row, TakeRow)]


def test_all_takes_are_listed_newest_first_under_the_question(
    qtbot: QtBot, page: QuestionHistoryPage, takes: list[str]
) -> None:
    _show(qtbot, page)
    assert _ids(page) == takes[::-1]
    assert page.question_label.plain == "Why is it so?"
    assert page.summary_label.plain == "Basics · 3 answers"


def test_skipped_takes_are_not_counted_among_the_answers_and_cannot_be_compared(
    qtbot: QtBot, page: QuestionHistoryPage, stored: Stored
) -> None:
    def skip(library: Library) -> None:
        session = new_session(library)
        keep(library, session, "", asked=ASKED, flags=(SKIPPED_BY_PERSON,))
        keep(library, session, "Because", asked=ASKED)

    stored.store.submit(skip).result(10)
    page.compare_requested.connect(lambda _one, _other: None)
    _show(qtbot, page)
    rows = [page.takes.row(page.takes.index(at)) for at in range(3)]
    told = [(row.detail, row.chosen) for row in rows if isinstance(row, TakeRow)]
    assert told == [("Answer 4", False), ("Skipped", None), ("Answer 3", False)]


def test_the_chart_runs_from_oldest_to_newest_and_has_a_description(
    qtbot: QtBot, page: QuestionHistoryPage
) -> None:
    _show(qtbot, page)
    chart = page.chart
    assert chart.isVisible()
    heights = [place.y() for place in chart.points()]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2])
    assert chart.accessibleName() == (
        "Key points made, oldest answer first: 0 of 2, 1 of 2, 2 of 2"
    )
    chart.grab()


def test_chart_values_do_not_cover_the_axis_labels(qtbot: QtBot, page: QuestionHistoryPage) -> None:
    _show(qtbot, page)
    first, *_, last = page.chart.points()
    assert page.chart.value_left(40, first) == first.x()
    assert page.chart.value_left(40, last) + 40 <= page.chart.width()


def test_one_answer_or_a_low_window_shows_no_chart(qtbot: QtBot, page: QuestionHistoryPage) -> None:
    page.show()
    page.open("llm", "other")
    qtbot.waitUntil(lambda: page.takes.rowCount() == 1)
    assert page.chart.isHidden()
    page.open("llm", "q")
    qtbot.waitUntil(lambda: page.takes.rowCount() == 3)
    assert page.chart.isVisible()
    page.resize(800, 440)
    assert page.chart.isHidden()


def test_enter_opens_a_take_and_p_practices_the_question(
    qtbot: QtBot, page: QuestionHistoryPage, takes: list[str]
) -> None:
    _show(qtbot, page)
    page.show_question("", None, available=True)
    qtbot.keyClick(page.rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.take_chosen) as chosen:
        qtbot.keyClick(page.rows, Qt.Key.Key_Return)
    assert chosen.args[1] == takes[1]
    with qtbot.waitSignal(page.practice_requested) as practised:
        qtbot.keyClick(page.rows, Qt.Key.Key_P)
    assert practised.args == ["llm", "q"]
    with qtbot.waitSignal(page.back_requested):
        qtbot.keyClick(page.rows, Qt.Key.Key_Escape)


def test_two_selected_takes_are_compared_the_older_first(
    qtbot: QtBot, page: QuestionHistoryPage, takes: list[str]
) -> None:
    compared: list[tuple[str, str]] = []
    page.compare_requested.connect(lambda older, newer: compared.append((older, newer)))
    _show(qtbot, page)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_C, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_C):
        qtbot.keyClick(page.rows, key)
    assert compared == [(takes[1], takes[2])]


def test_selecting_a_third_take_deselects_the_first(
    qtbot: QtBot, page: QuestionHistoryPage, takes: list[str]
) -> None:
    page.compare_requested.connect(lambda _older, _newer: None)
    _show(qtbot, page)
    for at in (0, 1, 2):
        page.toggle_selection(at)
    assert [line.id for line in page.takes.chosen] == takes[:2]


def test_a_click_on_the_check_box_selects_and_beside_it_opens(
    qtbot: QtBot, page: QuestionHistoryPage
) -> None:
    page.compare_requested.connect(lambda _older, _newer: None)
    _show(qtbot, page)
    row = page.rows.visualRect(page.takes.index(1))
    left = Qt.MouseButton.LeftButton
    box = QPoint(row.left() + 14, row.center().y())
    with qtbot.assertNotEmitted(page.take_chosen):
        qtbot.mouseClick(page.rows.viewport(), left, pos=box)
    assert len(page.takes.chosen) == 1
    with qtbot.waitSignal(page.take_chosen):
        qtbot.mouseClick(page.rows.viewport(), left, pos=row.center())


def test_nothing_can_be_selected_if_takes_cannot_be_compared(
    qtbot: QtBot, page: QuestionHistoryPage
) -> None:
    _show(qtbot, page)
    page.toggle_selection(0)
    assert page.takes.chosen == ()
    assert page.compare_hint.isHidden()


def test_the_model_answer_is_shown_when_revealed(qtbot: QtBot, page: QuestionHistoryPage) -> None:
    _show(qtbot, page)
    page.show_question("Why is it so, today?", ModelAnswerText("Because."), available=True)
    assert page.question_label.plain == "Why is it so, today?"
    page.show_part(QuestionHistoryPart.MODEL)
    assert page.model_answer.text == ""
    page.model_answer.reveal.click()
    assert page.model_answer.text == "Because."


def test_a_take_deleted_elsewhere_is_gone_on_return(
    qtbot: QtBot, page: QuestionHistoryPage, stored: Stored, takes: list[str]
) -> None:
    _show(qtbot, page)
    page.hide()
    stored.store.submit(lambda library: library.trash.discard_take(takes[2])).result(30)
    page.show()
    qtbot.waitUntil(lambda: _ids(page) == takes[1::-1])


def test_a_store_error_is_shown_with_an_action(
    qtbot: QtBot, page: QuestionHistoryPage, stored: Stored
) -> None:
    assert stored.store.close(30.0)
    page.show()
    page.open("llm", "q")
    qtbot.waitUntil(lambda: "closing" in page.banner.text)


def test_every_focusable_widget_has_an_accessible_name(
    qtbot: QtBot, page: QuestionHistoryPage
) -> None:
    page.compare_requested.connect(lambda _older, _newer: None)
    _show(qtbot, page)
    page.show_question("", ModelAnswerText("Because."), available=True)
    assert nameless(page) == []


def test_a_narrow_page_cuts_nothing_off(qtbot: QtBot, page: QuestionHistoryPage) -> None:
    page.compare_requested.connect(lambda _older, _newer: None)
    page.resize(440, 480)
    _show(qtbot, page)
    assert page.compare_hint.isVisible()

    def ends(part: QWidget) -> int:
        right: int = part.mapTo(page, QPoint(part.width(), 0)).x()
        return right

    qtbot.waitUntil(lambda: ends(page.practice_button) <= page.width())
    qtbot.waitUntil(lambda: ends(page.rows) <= page.width())
