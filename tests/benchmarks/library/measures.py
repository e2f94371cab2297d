"""Measurements of libraries of several sizes, side by side."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Measure:
    """One figure of one library; ``over`` is its sample size.

    ``at_most`` is what it is held to at any size, where the project has set itself something.
    """

    name: str
    value: float
    unit: str
    at_most: float | None = None
    over: str = ""

    @property
    def met(self) -> bool | None:
        """Whether it is within its target; None without a target."""
        return None if self.at_most is None else self.value <= self.at_most


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return percentile(values, 0.95)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that covers this share. Raises ValueError without values."""
    if not values:
        raise ValueError("nothing was measured")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def slope(smallest: float | None, largest: float | None) -> float | None:
    """Return the ratio of the largest library's figure to the smallest's."""
    return largest / smallest if smallest and largest is not None else None


def slopes(found: Mapping[int, Sequence[Measure]]) -> dict[str, float]:
    """Return the slope of what was measured by number of takes, by name, where there is one."""
    least, most = min(found, default=0), max(found, default=0)
    if least == most:
        return {}
    small = {each.name: each.value for each in found[least]}
    found_slopes = {each.name: slope(small.get(each.name), each.value) for each in found[most]}
    return {name: times for name, times in found_slopes.items() if times is not None}


def table(found: Mapping[int, Sequence[Measure]]) -> str:
    """Return, given what was measured by number of takes, a Markdown table with the slopes."""
    sizes = sorted(found)
    heads = [f"{size:,} takes".replace(",", " ") for size in sizes]
    lines = [
        f"| what | {' | '.join(heads)} | slope | target |",
        f"|---|{'---:|' * (len(sizes) + 1)}---|",
    ]
    by_size = {size: {each.name: each for each in found[size]} for size in sizes}
    for name in dict.fromkeys(each.name for size in sizes for each in found[size]):
        row = [by_size[size].get(name) for size in sizes]
        lines.append(f"| {name} | {' | '.join(map(_cell, row))} | {_slope(row)} | {_target(row)} |")
    return "\n".join(lines)


def shown(measure: Measure) -> str:
    """Return the figure with its unit."""
    return f"{_figure(measure.value)} {measure.unit}"


def to_dict(measure: Measure) -> dict[str, Any]:
    """Return plain JSON data."""
    return {
        "name": measure.name,
        "unit": measure.unit,
        "value": measure.value,
        "target": measure.at_most,
        "met": measure.met,
        "over": measure.over,
    }


def _cell(measure: Measure | None) -> str:
    return "" if measure is None else shown(measure)


def _slope(row: Sequence[Measure | None]) -> str:
    values = [each.value if each else None for each in row]
    times = slope(values[0], values[-1])
    return "" if times is None or len(row) < 2 else f"{times:.1f} times"


def _target(row: Sequence[Measure | None]) -> str:
    """Return the target of the largest library and whether it is met."""
    measure = row[-1]
    if measure is None or measure.at_most is None:
        return ""
    met = {None: "", True: ", met", False: ", missed"}[measure.met]
    return f"{_figure(measure.at_most)} {measure.unit}{met}"


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"
