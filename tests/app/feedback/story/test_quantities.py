"""Numbers in digits and in words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.story.measured_result import NUMBER, PERCENT


def numbers(text: str) -> list[str]:
    return re.findall(NUMBER, text)


@pytest.mark.parametrize(
    "number",
    [
        "40",
        "1,200",
        "0.3",
        "$2.5",
        "40%",
        "10x",
        "12 ms",
        "two",
        "twenty-five",
        "twenty five",
        "two hundred",
        "a hundred and twenty",
        "half a million",
        "two point four",
        "one thousand",
        "a dozen",
    ],
)
def test_a_number_is_found_whole(number: str) -> None:
    assert numbers(f"we had {number} units.") == [number]


@pytest.mark.parametrize(
    "text",
    ["gpt-4", "v2", "s3", "24/7", "the 3rd", "9:30", "one day", "someone", "a few", "weight"],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert numbers(f"it was {text} then") == []


@settings(deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_any_integer_is_found_whole(number: int, grouped: bool) -> None:
    text = f"{number:,}" if grouped else f"{number}"
    assert numbers(f"from {text} to it") == [text]


@pytest.mark.parametrize("share", ["12%", "12 percent", "twelve per cent", "two percentage points"])
def test_parts_of_a_hundred_are_told_from_other_numbers(share: str) -> None:
    assert re.search(PERCENT, f"by {share} now")
    assert not re.search(PERCENT, "by 12 units")
