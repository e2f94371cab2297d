"""Periods of a calendar: each day, from midnight to midnight, is in exactly one of them."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.store.practice.progress import ChartStep, chart_periods

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@given(DAYS, st.integers(0, 40 * 366))
def test_periods_are_consecutive_and_include_every_day(last: date, back: int) -> None:
    first = max(date(2020, 1, 1), last - timedelta(days=back))
    found = chart_periods(first, last)
    assert found.starts[0] <= first < found.step.following(found.starts[0])
    assert found.starts[-1] <= last < found.step.following(found.starts[-1])
    assert all(found.step.following(one) == other for one, other in pairwise(found.starts))
    assert len(found.starts) <= 61


@pytest.mark.parametrize(
    ("first", "last", "step", "starts"),
    [
        (
            date(2026, 3, 2),
            date(2026, 3, 4),
            ChartStep.DAY,
            ["2026-03-02", "2026-03-03", "2026-03-04"],
        ),
        (date(2026, 2, 1), date(2026, 3, 8), ChartStep.WEEK, ["2026-01-26", "2026-02-02"]),
        (date(2024, 11, 30), date(2026, 2, 1), ChartStep.MONTH, ["2024-11-01", "2024-12-01"]),
        (date(2020, 5, 5), date(2026, 2, 1), ChartStep.YEAR, ["2020-01-01", "2021-01-01"]),
    ],
)
def test_a_longer_time_has_longer_periods(
    first: date, last: date, step: ChartStep, starts: list[str]
) -> None:
    found = chart_periods(first, last)
    assert found.step is step
    assert [day.isoformat() for day in found.starts][: len(starts)] == starts


def test_a_week_starts_on_monday() -> None:
    assert {ChartStep.WEEK.start(date(2026, 3, day)).weekday() for day in range(1, 31)} == {0}


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Africa/Cairo", date(2026, 4, 24), 23),  # midnight itself is skipped
        ("Asia/Kathmandu", date(2026, 3, 29), 24),
    ],
)
def test_a_day_lasts_from_midnight_to_midnight_in_its_zone(
    zone: str, day: date, hours: int
) -> None:
    begins, ends = map(datetime.fromisoformat, chart_periods(day, day).times(ZoneInfo(zone)))
    assert ends - begins == timedelta(hours=hours)
    assert begins.astimezone(ZoneInfo(zone)).date() == day
    assert (begins - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date() < day
