"""What the window asks of the definition of a measure; ``app.feedback.definitions`` has them."""

from collections.abc import Mapping
from typing import Protocol, TypeAlias


class Band(Protocol):
    """Where a figure usually lies, as somebody has published it; None: open to that side."""

    @property
    def low(self) -> float | None:
        """Its lower end."""

    @property
    def high(self) -> float | None:
        """Its upper end."""

    @property
    def says(self) -> str:
        """What it says, as a plain sentence."""

    @property
    def source(self) -> str:
        """Who says it."""


class Measure(Protocol):
    """How a figure is computed."""

    @property
    def unit(self) -> str:
        """What it counts in; empty for a plain number."""

    @property
    def how(self) -> str:
        """How it is computed, in plain words."""

    @property
    def source(self) -> str:
        """Where the definition comes from; empty for our own."""

    @property
    def band(self) -> Band | None:
        """Where the figure usually lies; None where nobody has published it."""


Measures: TypeAlias = Mapping[str, Measure]
"""Definitions by the key of their measure."""


def published(measure: Measure) -> str:
    """Return where a figure usually lies; empty where nobody has published it."""
    band = measure.band
    if band is None or (band.low is None and band.high is None):
        return ""
    if band.low is None:
        ends = f"up to {band.high:g}"
    elif band.high is None:
        ends = f"{band.low:g} and more"
    else:
        ends = f"{band.low:g} to {band.high:g}"
    return f"Published range: {ends} {measure.unit}".rstrip()


def explained(measure: Measure) -> tuple[str, ...]:
    """Return what there is to say of how a figure is computed and read, a text each."""
    band = measure.band
    said = () if band is None else (band.says, f"Source: {band.source}" if band.source else "")
    source = f"Source: {measure.source}" if measure.source else ""
    # A band that rests on the same work as the definition need not name it twice.
    texts = (measure.how, source, *said)
    return tuple(dict.fromkeys(text for text in texts if text))
