"""What a chart shows, as a table for those who want to read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from mock_interviewer.app.report.places import Place

MOST_ROWS = 40
"""A longer table is thinned, and says so."""

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """A place in the recording and what is there."""

    place: Place
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """``head`` names the cells after the time; ``note`` says what was left out, or is empty."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


def even_choice(items: Sequence[T], most: int = MOST_ROWS) -> list[T]:
    """Return at most ``most`` items, evenly spread, the first and the last included."""
    if len(items) <= most:
        return list(items)
    last = len(items) - 1
    return [items[round(number * last / (most - 1))] for number in range(most)]
