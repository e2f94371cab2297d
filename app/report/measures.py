"""What the page needs to know of each measure; ``app.feedback.definitions`` has the real ones."""

from collections.abc import Mapping
from typing import Protocol, TypeAlias


class Band(Protocol):
    """The values that a source calls usual; a side without a limit is None."""

    @property
    def low(self) -> float | None:
        """The least of them, in the measure's unit."""

    @property
    def high(self) -> float | None:
        """The most of them."""

    @property
    def says(self) -> str:
        """What the source says, in a few words."""

    @property
    def source(self) -> str:
        """Who says so."""


class Measure(Protocol):
    """One figure of delivery: what it is called, how it is computed, and who says so."""

    @property
    def name(self) -> str:
        """For people."""

    @property
    def unit(self) -> str:
        """Of its value, "" where it has none."""

    @property
    def how(self) -> str:
        """How it is computed, in plain sentences."""

    @property
    def source(self) -> str:
        """A citation, "" where the measure is our own."""

    @property
    def band(self) -> Band | None:
        """What is usual, None where no norm is published."""


Measures: TypeAlias = Mapping[str, Measure]
"""By the measure's key."""
