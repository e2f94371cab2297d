from collections.abc import Container
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QRadioButton
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child
from rig.shown import show_active

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.practice.progress import (
    AnsweredQuestion,
    ChartStep,
    PracticeHistory,
    PracticePeriod,
)
from mock_interviewer.app.store.practice.reviews import QuestionKey
from mock_interviewer.app.text.dates_in_words import LOADING
from mock_interviewer.app.ui.progress.charts import BarChart
from mock_interviewer.app.ui.progress.page import ProgressPage
from mock_interviewer.app.ui.progress.sections import SectionList
from mock_interviewer.app.ui.progress.trends import TrendCharts
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.shortcuts import visible_shortcuts
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.questions.model import Bank, Question, QuestionKind, QuestionSource

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def bank(ident: str, **sections: int) -> Bank:
    questions = tuple(
        Question(
            id=f"{name}-{number}".lower(),
            text="Why?",
            section=name,
            source=QuestionSource(list=1, number=1),
            kind=QuestionKind.TECHNICAL,
        )
        for name, count in sections.items()
        for number in range(count)
    )
    return Bank(id=ident, name=ident.capitalize(), version="1", questions=questions)


TEA, COFFEE = bank("tea", Leaves=3, Water=1, Milk=2), bank("coffee", Beans=1)
ANSWERED = (
    AnsweredQuestion("tea", "leaves-0", 0.5),
    AnsweredQuestion("tea", "leaves-1", 1.0),
    AnsweredQuestion("tea", "water-0", 0.25),
)


def history(*takes: int, step: ChartStep = ChartStep.DAY) -> PracticeHistory:
    made = tuple(
        PracticePeriod(
            date(2026, 2, 27) + at * DAY,
            60.0 * count,
            count,
            {"pace": 130.0 + at, "filler_rate": 1.5} if count else {},
        )
        for at, count in enumerate(takes)
    )
    return PracticeHistory(step, made)


@dataclass
class Data:
    """A ProgressSource that answers at once, or with ``hold`` when the test says so."""

    answers: tuple[AnsweredQuestion, ...] = ANSWERED
    load_of: tuple[int, ...] = (2, 0, 1)
    error: StoreError | None = None
    histories: dict[int | None, PracticeHistory] = field(
        default_factory=lambda: {28: history(3, 0, 1), 91: history(5, 7, step=ChartStep.WEEK)}
    )
    asked: list[object] = field(default_factory=list)
    held: list[tuple[Future[PracticeHistory], PracticeHistory]] = field(default_factory=list)
    hold: bool = False

    def answered(self) -> Future[tuple[AnsweredQuestion, ...]]:
        self.asked.append("answered")
        return self._now(self.answers)

    def history(self, days: int | None, now: datetime) -> Future[PracticeHistory]:
        assert now == NOON
        self.asked.append(days)
        if self.hold:
            future: Future[PracticeHistory] = Future()
            self.held.append((future, self.histories[days]))
            return future
        return self._now(self.histories.get(days, history()))

    def load(self, now: datetime, among: Container[QuestionKey]) -> Future[tuple[int, ...]]:
        assert ("tea", "leaves-2") in among
        self.asked.append("load")
        return self._now(self.load_of)

    def _now(self, value: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.error is None:
            future.set_result(value)
        else:
            future.set_exception(self.error)
        return future


@pytest.fixture
def data() -> Data:
    return Data()


@pytest.fixture
def page(qtbot: QtBot, look: Theme, data: Data) -> ProgressPage:
    page = ProgressPage(data, now=lambda: NOON)
    qtbot.addWidget(page)
    page.show_banks((TEA, COFFEE))
    page.resize(900, 900)
    return page


def show(page: ProgressPage, qtbot: QtBot) -> None:
    show_active(qtbot, page)
    QTest.qWait(0)


def focused_label(page: ProgressPage) -> str:
    focused = page.focusWidget()
    return focused.text() if isinstance(focused, QPushButton) else ""


def loading(page: ProgressPage) -> bool:
    labels = page.findChildren(TextLabel)
    return any(label.isVisible() and label.plain == LOADING for label in labels)


def span(page: ProgressPage, label: str) -> QRadioButton:
    return next(each for each in page.span.findChildren(QRadioButton) if each.text() == label)


def test_sections_are_listed_weakest_first(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    rows = child(page.sections, SectionList).rows
    assert [row.accessibleName() for row in rows] == [
        "Water: 25% covered, 1 of 1 question practiced",
        "Leaves: 75% covered, 2 of 3 questions practiced",
        "Milk: not practiced, 2 questions",
    ]
    assert [row.bar.share for row in rows] == [0.25, 0.75, 0.0]


def test_tables_have_what_charts_show(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    assert page.sections.numbers.texts == [
        ["Water", "25%", "1", "1"],
        ["Leaves", "75%", "2", "3"],
        ["Milk", "—", "0", "2"],
    ]
    assert page.time.numbers.texts == [
        ["27 February", "3", "3"],
        ["28 February", "—", "0"],
        ["1 March", "1", "1"],
    ]
    assert [point.value for point in child(page.time, BarChart).points] == [3.0, 0.0, 1.0]
    assert page.due.numbers.texts == [
        ["Today or overdue", "2"],
        ["Tuesday, 3 March", "0"],
        ["Wednesday, 4 March", "1"],
    ]
    assert [point.value for point in child(page.due, BarChart).points] == [2, 0, 1]
    pace, fillers, *_ = child(page.delivery, TrendCharts).boxes
    assert [row[1:3] for row in page.delivery.numbers.texts] == [
        ["130", "1.5"],
        ["—", "—"],
        ["132", "1.5"],
    ]
    assert [point.value for point in pace.chart.points] == [130.0, None, 132.0]
    assert [point.value for point in fillers.chart.points] == [1.5, None, 1.5]


def test_a_chart_gives_way_to_its_numbers_by_keyboard(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    for part in (page.sections, page.due, page.delivery, page.time):
        assert part.chart.isVisible()
        assert not part.numbers.isVisible()
        part.toggle.setFocus()
        QTest.keyClick(part.toggle, Qt.Key.Key_Space)
        assert not part.chart.isVisible()
        assert part.numbers.isVisible()
        assert part.toggle.text() == "Show chart"


def test_a_measure_without_data_has_no_chart(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    pace, *_, pitch = child(page.delivery, TrendCharts).boxes
    assert pace.chart.isVisible()
    assert not pitch.chart.isVisible()


def test_a_section_is_practiced_by_its_row(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    qtbot.waitUntil(lambda: isinstance(page.focusWidget(), QPushButton))
    with qtbot.waitSignal(page.practice_requested) as requested:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert requested.args == ["tea", "Water"]


def test_the_help_lists_the_key_that_practices_a_section(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    qtbot.waitUntil(lambda: isinstance(page.focusWidget(), QPushButton))
    assert [(place.title, place.shortcuts) for place in visible_shortcuts(page)] == [
        ("On a section", ((("Enter",), "Practice this section"),))
    ]


def test_another_bank_shows_its_sections_and_stays_chosen(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    assert page.bank.value == "tea"
    page.bank.setFocus()
    QTest.keyClick(page.bank, Qt.Key.Key_Down)
    assert page.sections.numbers.texts == [["Beans", "—", "0", "1"]]
    page.hide()
    show(page, qtbot)
    assert page.bank.value == "coffee"


def test_a_single_bank_is_not_offered_as_a_choice(page: ProgressPage, qtbot: QtBot) -> None:
    page.show_banks((TEA,))
    show(page, qtbot)
    assert not page.bank.isVisible()


def test_another_period_is_read_and_shown(page: ProgressPage, qtbot: QtBot, data: Data) -> None:
    show(page, qtbot)
    data.asked.clear()
    span(page, "3 months").click()
    qtbot.waitUntil(lambda: page.time.numbers.rowCount() == 2)
    assert data.asked == [91]
    assert page.time.numbers.texts[0] == ["Week of 27 February", "5", "5"]
    header = page.time.numbers.horizontalHeaderItem(0)
    assert header is not None
    assert header.text() == "Week"


def test_a_late_result_does_not_replace_a_newer_one(
    page: ProgressPage, qtbot: QtBot, data: Data
) -> None:
    show(page, qtbot)
    data.hold = True
    span(page, "3 months").click()
    span(page, "4 weeks").click()
    for future, result in reversed(data.held):
        if future.set_running_or_notify_cancel():
            future.set_result(result)
    QTest.qWait(0)
    assert page.time.numbers.rowCount() == 3


def test_the_page_reads_again_when_shown(page: ProgressPage, qtbot: QtBot, data: Data) -> None:
    show(page, qtbot)
    page.hide()
    data.answers = (*ANSWERED, AnsweredQuestion("tea", "milk-0", 0.1))
    show(page, qtbot)
    qtbot.waitUntil(lambda: page.sections.numbers.texts[0] == ["Milk", "10%", "1", "2"])


def test_without_answers_the_page_leads_to_practice(
    page: ProgressPage, qtbot: QtBot, data: Data
) -> None:
    data.answers, data.load_of = (), (0, 0)
    show(page, qtbot)
    for part in (page.sections, page.due, page.delivery, page.time, page.span):
        assert not part.isVisible()
    qtbot.waitUntil(lambda: focused_label(page) == "Start practice")
    with qtbot.waitSignal(page.practice_page_requested):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)


def test_a_period_without_practice_has_no_chart(
    page: ProgressPage, qtbot: QtBot, data: Data
) -> None:
    data.histories[28] = history(0, 0)
    data.load_of = (0, 0, 0)
    show(page, qtbot)
    assert page.time.sentence == page.delivery.sentence == "No answers in this period."
    assert page.due.sentence == "Nothing is due in the next two weeks."
    for part in (page.time, page.delivery, page.due):
        assert part.isVisible()
        assert not part.chart.isVisible()
        assert not part.toggle.isVisible()


def test_a_read_error_is_shown_and_can_be_retried(
    page: ProgressPage, qtbot: QtBot, data: Data
) -> None:
    data.error = StoreError("The disk is full.")
    show(page, qtbot)
    qtbot.waitUntil(lambda: child(page, Banner).text == "The disk is full.")
    again = page.focusWidget()
    assert isinstance(again, QPushButton)
    assert again.text() == "Try again"
    data.error = None
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(page.sections.isVisible)
    assert child(page, Banner).text == ""


def test_everything_has_an_accessible_name_or_description(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    assert nameless(page) == []
    assert "2 of them today" in page.due.chart.accessibleDescription()
    assert "on 2 of 3 days" in page.time.chart.accessibleDescription()
    pace, *_ = child(page.delivery, TrendCharts).boxes
    assert pace.chart.accessibleName() == "Pace, words a minute"
    assert "From 130 words a minute on 27 February to 132" in pace.chart.accessibleDescription()


@pytest.mark.parametrize("width", [430, 620, 1600])
def test_nothing_is_cut_off_at_any_width(page: ProgressPage, qtbot: QtBot, width: int) -> None:
    page.resize(width, 700)
    show(page, qtbot)
    held = page.widget()
    assert held is not None
    assert held.minimumSizeHint().width() <= page.viewport().width()


def test_due_questions_are_neither_read_nor_shown_when_reminders_are_off(
    page: ProgressPage, qtbot: QtBot, data: Data
) -> None:
    page.show_due(on=False)
    show(page, qtbot)
    assert not page.due.isVisible()
    assert page.time.isVisible()
    assert "load" not in data.asked
    page.show_due(on=True)
    qtbot.waitUntil(page.due.isVisible)
    assert page.due.sentence != ""
    page.show_due(on=False)
    assert not page.due.isVisible()


def test_the_empty_page_does_not_mention_due_questions_when_reminders_are_off(
    page: ProgressPage, qtbot: QtBot, data: Data
) -> None:
    data.answers = ()
    page.show_due(on=False)
    show(page, qtbot)
    assert "due" not in " ".join(
        text.plain for text in page.findChildren(TextLabel) if text.isVisible()
    )


def test_the_page_says_that_it_is_loading(
    qtbot: QtBot, look: Theme, data: Data, page: ProgressPage
) -> None:
    page.show()
    assert loading(page)
    assert not page.sections.isVisible()
    qtbot.waitUntil(page.sections.isVisible)
    assert not loading(page)


def test_no_chart_is_shown_before_its_data_arrives(qtbot: QtBot, look: Theme, data: Data) -> None:
    data.hold = True
    page = ProgressPage(data, now=lambda: NOON)
    qtbot.addWidget(page)
    show(page, qtbot)
    parts = (page.sections, page.due, page.delivery, page.time)
    assert [part.isVisible() for part in parts] == [False] * 4
    page.show_banks((TEA,))
    for future, value in data.held:
        future.set_result(value)
    qtbot.waitUntil(lambda: all(part.isVisible() for part in parts))
