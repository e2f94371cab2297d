from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QLocale

from mock_interviewer.app.ui.widgets.date_range import (
    FIRST_YEAR,
    LAST_YEAR,
    day_order,
    parse_day,
    with_full_year,
)

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
LOCALES = ("C", "en_US", "en_GB", "de_DE", "ja_JP", "fr_CA", "hu_HU", "ar_EG", "fa_IR")


@given(day=DAYS, name=st.sampled_from(LOCALES))
def test_a_day_as_it_is_written_anywhere_is_read_there(day: date, name: str) -> None:
    locale = QLocale(name)
    pattern = with_full_year(locale.dateFormat(QLocale.FormatType.ShortFormat))
    written = locale.toString(QDate(day.year, day.month, day.day), pattern)
    assert parse_day(written, day_order(pattern)) == day


@given(day=DAYS, order=st.sampled_from(["dMy", "Mdy", "yMd"]))
def test_the_international_way_to_write_a_day_is_read_everywhere(day: date, order: str) -> None:
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
def test_a_day_is_read_or_is_none(typed: str, order: str, expected: date | None) -> None:
    assert parse_day(typed, order) == expected


@given(typed=st.text() | st.from_regex(r"[0-9 ./-]*"))
def test_whatever_is_typed_is_a_day_or_none(typed: str) -> None:
    day = parse_day(typed, "dMy")
    assert day is None or FIRST_YEAR <= day.year <= LAST_YEAR
