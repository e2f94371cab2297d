import pytest

from mock_interviewer.app.lengths import clock_time, spoken_length


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
