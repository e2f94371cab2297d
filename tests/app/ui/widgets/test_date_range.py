from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.date_range import DateRange


@pytest.fixture
def days(qtbot: QtBot, look: Theme) -> DateRange:
    made = DateRange()
    made.setLocale(QLocale("de_DE"))
    qtbot.addWidget(made)
    made.show()
    return made


def _type(qtbot: QtBot, days: DateRange, first: str, last: str) -> None:
    for field, text in ((days.first, first), (days.last, last)):
        field.clear()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("3.3.26", "14.05.2026", "3 Mar to 14 May 2026"),
        ("3.3.24", "14.5.24", "3 Mar to 14 May 2024"),
        ("31.12.24", "1.1.26", "31 Dec 2024 to 1 Jan 2026"),
        ("3.3.26", "3.3.26", "3 Mar 2026"),
        ("3.3.24", "", "From 3 Mar 2024"),
        ("", "14.5.26", "Until 14 May 2026"),
        ("", "", ""),
    ],
)
def test_days_that_are_typed_are_said_in_words(
    qtbot: QtBot, days: DateRange, first: str, last: str, words: str
) -> None:
    _type(qtbot, days, first, last)
    assert days.words == words
    assert days.remark.isHidden()


def test_days_the_wrong_way_round_are_taken_the_right_way_and_that_is_said(
    qtbot: QtBot, days: DateRange
) -> None:
    _type(qtbot, days, "14.5.2026", "3.3.2026")
    assert days.days() == (date(2026, 3, 3), date(2026, 5, 14))
    assert days.first.text() == "14.05.2026"
    assert "swapped" in days.remark.plain
    _type(qtbot, days, "14.5.2026", "1.6.2026")
    assert days.remark.isHidden()


def test_what_is_no_day_is_said_and_leaves_that_end_open(qtbot: QtBot, days: DateRange) -> None:
    _type(qtbot, days, "31.2.2026", "3.3.2026")
    assert days.days() == (None, date(2026, 3, 3))
    assert days.remark.plain == "“31.2.2026” is not a day. Write it like 31.12.2026."


def test_a_day_is_told_once_when_it_is_finished(qtbot: QtBot, days: DateRange) -> None:
    told: list[bool] = []
    days.changed.connect(lambda: told.append(True))
    qtbot.keyClicks(days.first, "3.3.26")
    assert not told
    qtbot.keyClick(days.first, Qt.Key.Key_Return)
    days.last.setFocus()
    assert len(told) == 1
    assert days.first.text() == "03.03.2026"


def test_a_day_is_picked_from_a_calendar_by_keys_alone(qtbot: QtBot, days: DateRange) -> None:
    days.first.show_day(date(2026, 3, 3))
    qtbot.keyClick(days.first, Qt.Key.Key_Down)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    calendar = child(popup, QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 3, 3)
    assert nameless(days) == []
    grid = calendar.focusProxy() or calendar
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    with qtbot.waitSignal(days.changed):
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert days.first.day == date(2026, 3, 4)
    assert not popup.isVisible()


@pytest.mark.usefixtures("berlin")
def test_days_are_whole_where_the_person_is_also_when_the_clocks_change(days: DateRange) -> None:
    days.first.show_day(date(2026, 3, 29))
    days.last.show_day(date(2026, 3, 29))
    assert days.times() == (
        datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 22, tzinfo=UTC),
    )
