"""The results of a part of the benchmark, as a table and as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One figure in ``unit``, and what it is held to: at most, or at least, so much.

    ``over`` says how many of what it was counted over.
    """

    name: str
    value: float
    unit: str = ""
    over: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the figure is within its target; None without a target."""
        if self.at_most is None and self.at_least is None:
            return None
        over = self.at_most is not None and self.value > self.at_most
        under = self.at_least is not None and self.value < self.at_least
        return not (over or under)

    @property
    def target(self) -> str:
        """The target in words, or ""."""
        if self.at_most is not None:
            return f"at most {_figure(self.at_most)}"
        return "" if self.at_least is None else f"at least {_figure(self.at_least)}"


@dataclass(frozen=True)
class Outcome:
    """A part's figures; ``notes`` say how they were got, ``rows`` are kept in the JSON only."""

    title: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    @property
    def markdown(self) -> str:
        """The figures as a section with a table, and the notes under it."""
        lines = ["| what | figure | over | target | |", "|---|---:|---|---|---|"]
        for figure in self.figures:
            met = {None: "", True: "met", False: "missed"}[figure.met]
            value = f"{_figure(figure.value)} {figure.unit}".strip()
            lines.append(f"| {figure.name} | {value} | {figure.over} | {figure.target} | {met} |")
        notes = [f"- {note}" for note in self.notes]
        return "\n".join([f"## {self.title}", "", *lines, "", *notes]).rstrip() + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        figures = [{**asdict(figure), "met": figure.met} for figure in self.figures]
        rows = [dict(row) for row in self.rows]
        return {"title": self.title, "figures": figures, "notes": list(self.notes), "rows": rows}


def slowest_piece(timed: Iterable[tuple[str, float]]) -> Figure:
    """Return the figure of the slowest piece, given names and each one's time over its bound."""
    name, slowest = max(timed, key=lambda named: named[1])
    return Figure(
        "slowest piece, time over the larger of 1.5 s and 1.5 times its length",
        slowest,
        "",
        name,
        at_most=1.0,
    )


def _figure(value: float) -> str:
    if value == round(value):
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 100 else f"{value:.2f}"
