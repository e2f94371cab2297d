"""What charts of the progress page are given: values with their words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """A place along a chart: ``label`` stands beneath it, ``text`` beside its ``value``.

    ``value`` is None where there is nothing to tell; ``said`` is all of it in words.
    """

    label: str
    value: float | None
    text: str
    said: str
