from datetime import UTC, datetime, timedelta, timezone

import pytest

from mock_interviewer.app.text.dates_in_words import about_length, date_in_words
from mock_interviewer.app.text.formatting import counted

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 3, 2, 0, 5, tzinfo=UTC), "Today at 0:05"),
        (datetime(2026, 3, 1, 23, 59, tzinfo=UTC), "Yesterday at 23:59"),
        (datetime(2026, 2, 24, 9, 30, tzinfo=UTC), "Tuesday at 9:30"),
        (datetime(2026, 2, 23, 9, 30, tzinfo=UTC), "23 February at 9:30"),
        (datetime(2025, 12, 31, 18, 0, tzinfo=UTC), "31 December 2025 at 18:00"),
        (datetime(2026, 3, 4, 8, 0, tzinfo=UTC), "4 March at 8:00"),
    ],
)
def test_dates_are_worded_naturally(moment: datetime, words: str) -> None:
    assert date_in_words(moment, NOW) == words


def test_the_day_is_in_local_time_not_utc() -> None:
    tokyo = timezone(timedelta(hours=9))
    now = datetime(2026, 3, 3, 8, 0, tzinfo=tokyo)
    assert date_in_words(datetime(2026, 3, 2, 22, 30, tzinfo=UTC), now) == "Today at 7:30"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "0 s"),
        (48.2, "48 s"),
        (84.0, "1 min 24 s"),
        (523.0, "9 min"),
        (3600.0, "1 h"),
        (4330.0, "1 h 12 min"),
    ],
)
def test_lengths_are_as_precise_as_useful(seconds: float, words: str) -> None:
    assert about_length(seconds) == words


def test_a_count_of_one_is_singular() -> None:
    assert counted(1, "take") == "1 take"
    assert counted(0, "take") == "0 takes"
    assert counted(2, "entry", "entries") == "2 entries"
