from datetime import datetime

import pytest

from mock_interviewer.app.text.formatting import long_date


@pytest.mark.parametrize(
    ("month", "words"), [(1, "7 January 2024"), (5, "7 May 2024"), (12, "7 December 2024")]
)
def test_a_date_is_written_out(month: int, words: str) -> None:
    assert long_date(datetime(2024, month, 7, 9, 5).astimezone()) == words
