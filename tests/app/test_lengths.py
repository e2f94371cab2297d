from datetime import timedelta

import pytest

from mock_interviewer.app.lengths import clock_time, long_time, spoken_length


@pytest.mark.parametrize(
    ("seconds", "place", "length"),
    [
        (0.0, "0:00", "0 s"),
        (59.4, "0:59", "59 s"),
        (59.6, "0:59", "1 min 0 s"),
        (84.0, "1:24", "1 min 24 s"),
        (3725.0, "1:02:05", "1 h 2 min"),
    ],
)
def test_seconds_read_as_people_write_them(seconds: float, place: str, length: str) -> None:
    assert clock_time(seconds) == place
    assert spoken_length(seconds) == length


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.2, "1 hour"),
        (4, "4 hours"),
        (21.9, "22 hours"),
        (22, "1 day"),
        (24 * 9, "9 days"),
        (24 * 13, "13 days"),
        (24 * 14, "2 weeks"),
        (24 * 59, "8 weeks"),
        (24 * 60, "2 months"),
        (24 * 699, "23 months"),
        (24 * 700, "2 years"),
    ],
)
def test_long_times_are_told_in_the_unit_that_people_would_take(hours: float, words: str) -> None:
    assert long_time(timedelta(hours=hours)) == words
