"""``make bench``: measure, print a table, and save the figures as JSON."""

import argparse
import json
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import recognising, speaking, windows
from benchmarks.library import sizes
from benchmarks.result import Result, table

KINDS = {"window": windows, "voice": speaking, "recognition": recognising}
LIBRARY = "library"
"""It has a table of its own, with a column for each size."""


def main() -> int:
    """Run the requested benchmarks; return the exit status."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    names = [*KINDS, LIBRARY]
    parser.add_argument("kinds", nargs="*", default=names, help=f"of {', '.join(names)}")
    parser.add_argument("--output", type=Path, default=Path("bench-results"), metavar="DIR")
    arguments = parser.parse_args()
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for kind in (kind for kind in arguments.kinds if kind != LIBRARY):
            for result in KINDS[kind].measure(Path(folder)):
                print(f"{result.name}: {result.median:.3g} {result.unit}", file=sys.stderr)
                results.append(result)
    if results:
        print(table(results))
        _keep(results, arguments.output)
    if LIBRARY in arguments.kinds:
        sizes.measure(sizes.SIZES, sizes.PARTS, arguments.output)
    return 0


def _keep(results: list[Result], folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    kept = {
        "time": now.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "cores": os.cpu_count(),
        "results": [
            {
                "name": result.name,
                "unit": result.unit,
                "median": result.median,
                "values": result.values,
                "target": result.target,
                "met": result.met,
            }
            for result in results
        ],
    }
    target = folder / f"{now:%Y%m%d-%H%M%S}.json"
    target.write_text(json.dumps(kept, indent=2), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
