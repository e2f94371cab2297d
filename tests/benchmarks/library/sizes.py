"""Libraries of several sizes, measured in one way: what grows, and how fast."""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.library import kept, made, window
from benchmarks.library.measures import Measure, shown, table, to_dict

from mock_interviewer.app.paths import DataFolder

SIZES = (500, 5_000, 50_000)
PARTS: Mapping[str, Callable[[DataFolder], Iterator[Measure]]] = {
    "store": kept.measure,
    "window": window.measure,
}


def measure(sizes: Iterable[int], parts: Iterable[str], output: Path) -> None:
    """Measure libraries of so many takes, print a table and keep the figures as JSON.

    The libraries are kept too, in a folder of ``output``, until something about them changes.
    """
    names = tuple(parts)
    began, load = datetime.now(UTC), os.getloadavg()
    found: dict[int, list[Measure]] = {}
    for size in sorted(sizes):
        data = made.library(output / "library", size)
        found[size] = []
        for name in names:
            for each in PARTS[name](data):
                print(f"{size}: {each.name}: {shown(each)}", file=sys.stderr)
                found[size].append(each)
    print(table(found))
    _keep(found, output / f"library-{began:%Y%m%d-%H%M%S}.json", began, load)


def _keep(
    found: Mapping[int, Sequence[Measure]],
    target: Path,
    began: datetime,
    load: tuple[float, float, float],
) -> None:
    figures = {
        "time": began.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "cores": os.cpu_count(),
        "load": load,
        "sizes": {str(size): [to_dict(each) for each in found[size]] for size in found},
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(figures, indent=1), "utf-8")
