from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.date_range import (
    FIRST_YEAR,
    LAST_YEAR,
    DateRange,
    day_order,
    parse_day,
    with_full_year,
)

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
LOCALES = ("C", "en_US", "en_GB", "de_DE", "ja_JP", "fr_CA", "hu_HU", "ar_EG", "fa_IR")


@given(day=DAYS, name=st.sampled_from(LOCALES))
def test_a_day_in_the_format_of_a_locale_is_parsed_in_that_locale(day: date, name: str) -> None:
    locale = QLocale(name)
    pattern = with_full_year(locale.dateFormat(QLocale.FormatType.ShortFormat))
    written = locale.toString(QDate(day.year, day.month, day.day), pattern)
    assert parse_day(written, day_order(pattern)) == day


@given(day=DAYS, order=st.sampled_from(["dMy", "Mdy", "yMd"]))
def test_an_iso_date_is_parsed_in_any_order_of_day_and_month(day: date, order: str) -> None:
    assert parse_day(day.isoformat(), order) == day


@pytest.mark.parametrize(
    ("typed", "order", "expected"),
    [
        ("5.3.26", "dMy", date(2026, 3, 5)),
        ("3/5/26", "Mdy", date(2026, 3, 5)),
        (" 05 03 2026 ", "dMy", date(2026, 3, 5)),
        ("26-3-5", "yMd", date(2026, 3, 5)),
        ("29.2.2026", "dMy", None),
        ("5.3.", "dMy", None),
        ("5.3.20266", "dMy", None),
        ("5.3.1066", "dMy", None),
        ("0.0.0", "dMy", None),
        ("yesterday", "dMy", None),
        (f"5.3.{'2' * 5000}", "dMy", None),
        (f"{'0' * 5000}5.3.2026", "dMy", None),
        ("", "dMy", None),
    ],
)
def test_a_typed_day_is_parsed_or_rejected(typed: str, order: str, expected: date | None) -> None:
    assert parse_day(typed, order) == expected


@given(typed=st.text() | st.from_regex(r"[0-9 ./-]*"))
def test_any_text_gives_a_day_or_none(typed: str) -> None:
    day = parse_day(typed, "dMy")
    assert day is None or FIRST_YEAR <= day.year <= LAST_YEAR


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
def test_a_typed_range_is_described_in_words(
    qtbot: QtBot, days: DateRange, first: str, last: str, words: str
) -> None:
    _type(qtbot, days, first, last)
    assert days.words == words
    assert days.remark.isHidden()


def test_reversed_days_are_swapped_with_a_remark(qtbot: QtBot, days: DateRange) -> None:
    _type(qtbot, days, "14.5.2026", "3.3.2026")
    assert days.days() == (date(2026, 3, 3), date(2026, 5, 14))
    assert days.first.text() == "14.05.2026"
    assert "swapped" in days.remark.plain
    _type(qtbot, days, "14.5.2026", "1.6.2026")
    assert days.remark.isHidden()


def test_an_invalid_day_leaves_that_end_open_with_a_remark(qtbot: QtBot, days: DateRange) -> None:
    _type(qtbot, days, "31.2.2026", "3.3.2026")
    assert days.days() == (None, date(2026, 3, 3))
    assert days.remark.plain == "“31.2.2026” isn't a valid date. Use a format like 31.12.2026."


def test_a_change_is_emitted_once_when_a_day_is_complete(qtbot: QtBot, days: DateRange) -> None:
    changes: list[bool] = []
    days.changed.connect(lambda: changes.append(True))
    qtbot.keyClicks(days.first, "3.3.26")
    assert not changes
    qtbot.keyClick(days.first, Qt.Key.Key_Return)
    days.last.setFocus()
    assert len(changes) == 1
    assert days.first.text() == "03.03.2026"


def test_a_day_can_be_picked_from_the_calendar_by_keyboard(qtbot: QtBot, days: DateRange) -> None:
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
def test_a_day_lasts_from_local_midnight_to_midnight_when_the_clocks_change(
    days: DateRange,
) -> None:
    days.first.show_day(date(2026, 3, 29))
    days.last.show_day(date(2026, 3, 29))
    assert days.times() == (
        datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 22, tzinfo=UTC),
    )
