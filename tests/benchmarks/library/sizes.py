"""Libraries of several sizes, measured alike to see what grows, and how fast."""

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.library import kept, made, window
from benchmarks.library.measures import Measure, shown, slopes, table, to_dict

from mock_interviewer.app.data_folder.data_folder import DataFolder

SIZES = (500, 5_000, 50_000)
PARTS: Mapping[str, Callable[[DataFolder], Iterator[Measure]]] = {
    "store": kept.measure,
    "window": window.measure,
}


def measure(sizes: Iterable[int], parts: Iterable[str], output: Path) -> None:
    """Measure libraries of so many takes, print a table and keep the figures as JSON.

    The libraries are kept too, in a folder of ``output``, until something about them changes. How
    far it is stands on standard error, a line for each figure.
    """
    names = tuple(parts)
    began, load = datetime.now(UTC), os.getloadavg()
    target = output / f"library-{began:%Y%m%d-%H%M%S}.json"
    found: dict[int, list[Measure]] = {}
    try:
        for size in sorted(sizes):
            data = _library(output / "library", size)
            found[size] = []
            for name in names:
                for each in PARTS[name](data):
                    _say(f"{size}: {each.name}: {shown(each)}")
                    found[size].append(each)
    finally:
        # Results before a failure took too long to lose.
        if any(found.values()):
            print(table(found))
            _keep(found, target, began, load)


def _library(folder: Path, size: int) -> DataFolder:
    begin = time.perf_counter()
    data = made.library(folder, size)
    _say(f"{size}: there after {time.perf_counter() - begin:.0f} s")
    return data


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


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
        "slopes": slopes(found),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(figures, indent=1), "utf-8")
