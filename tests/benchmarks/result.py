"""One measured thing, and a table of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Result:
    """A measurement in ``unit``, with the project's ``target``, if any."""

    name: str
    values: tuple[float, ...]
    unit: str
    target: float | None = None

    @property
    def median(self) -> float:
        """The middle value."""
        return median(self.values)

    @property
    def met(self) -> bool | None:
        """Whether the median is within the target; None without a target."""
        return None if self.target is None else self.median <= self.target


def table(results: Sequence[Result]) -> str:
    """Return the results as a Markdown table."""
    lines = ["| what | median | least | most | n | target |", "|---|---:|---:|---:|---:|---|"]
    for result in results:
        met = {None: "", True: "met", False: "missed"}[result.met]
        target = "" if result.target is None else f"{_figure(result.target)} {result.unit}, {met}"
        figures = [_figure(v) for v in (result.median, min(result.values), max(result.values))]
        figures[0] = f"{figures[0]} {result.unit}"
        lines.append(f"| {result.name} | {' | '.join(figures)} | {len(result.values)} | {target} |")
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"
