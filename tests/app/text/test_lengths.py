from datetime import timedelta

import pytest

from mock_interviewer.app.text.formatting import (
    clock_length,
    clock_place,
    clock_time,
    rough_duration,
    spoken_length,
)


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
def test_seconds_are_formatted_as_people_write_them(
    seconds: float, place: str, length: str
) -> None:
    assert clock_time(seconds) == place
    assert spoken_length(seconds) == length


@pytest.mark.parametrize(("seconds", "length"), [(22.4, "0:22"), (22.9, "0:23"), (59.6, "1:00")])
def test_clock_and_worded_lengths_agree(seconds: float, length: str) -> None:
    assert clock_length(seconds) == length
    minutes, second = map(int, length.split(":"))
    words = f"{minutes} min {second} s" if minutes else f"{second} s"
    assert spoken_length(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "place"), [(0.0, "0:00"), (21.9, "0:21"), (22.8, "0:22"), (22.9, "0:23")]
)
def test_a_position_is_rounded_down_and_the_end_is_the_length(seconds: float, place: str) -> None:
    assert clock_place(seconds, 22.9) == place


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
def test_long_times_use_the_usual_unit(hours: float, words: str) -> None:
    assert rough_duration(timedelta(hours=hours)) == words
