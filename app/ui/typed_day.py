"""A day as a person types it, in the order that day, month and year have where they are."""

import re
from datetime import date
from itertools import pairwise

FIRST_YEAR, LAST_YEAR = 1980, 2199
"""Whoever types another year has mistyped it."""
_CENTURY = 2000
_SHORT_YEAR = 100
_YEAR_DIGITS = 4
_NUMBERS = re.compile(r"\d+")


def with_whole_year(pattern: str) -> str:
    """Return a pattern as Qt has them for dates (d/M/yy) with all digits of the year."""
    return re.sub("y+", "yyyy", pattern)


def order_of(pattern: str) -> str:
    """Return in which order a pattern has day, month and year: "dMy", "Mdy" or "yMd"."""
    found = "".join(letter for letter in pattern if letter in "dMy")
    return "".join(letter for before, letter in pairwise(f" {found}") if letter != before)


def day_typed(text: str, order: str) -> date | None:
    """Return the day that was typed; None where there is no such day, or no day at all.

    Anything may stand between the numbers, a year may be its last two digits, and where the year
    comes first with all its digits, month and day follow, whatever the ``order`` is.
    """
    typed = _NUMBERS.findall(text)
    # Python refuses to read very long numbers, as they may be pasted.
    if len(typed) != len(order) or max(map(len, typed)) > _YEAR_DIGITS:
        return None
    if len(typed[0]) == _YEAR_DIGITS:
        order = "yMd"
    numbers = dict(zip(order, map(int, typed), strict=True))
    year = numbers["y"]
    if year < _SHORT_YEAR:
        year += _CENTURY
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, numbers["M"], numbers["d"])
    except ValueError:
        return None
