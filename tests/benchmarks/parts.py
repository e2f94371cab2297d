"""A benchmark of several parts from its command line to its table and its JSON."""

import argparse
import json
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.recognition.bench import Bench
from benchmarks.recognition.figures import Outcome

Parts = Mapping[str, Callable[[Bench], Outcome]]


def parts_parser(area: str, about: str, names: Sequence[str]) -> argparse.ArgumentParser:
    """Return the argument parser of the benchmark of ``area`` with these named parts."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{area}", description=about)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(names)}; or all")
    parser.add_argument("--model", default="base", help="such as base, the default, or tiny.en")
    parser.add_argument("--few", type=int, metavar="N", help="only a quick look at N of each kind")
    parser.add_argument("--output", type=Path, default=Path("bench-results"), metavar="DIR")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="for speech and models")
    return parser


def run_parts(area: str, parts: Parts, arguments: argparse.Namespace) -> int:
    """Measure the requested parts, print tables, and save the figures as JSON.

    ``arguments`` come from ``parts_parser``. Returns the exit status.
    """
    unknown = [part for part in arguments.parts if part not in parts]
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(parts)}.")
        return 2
    output: Path = arguments.output
    folder = arguments.folder or output / "recognition"
    began = datetime.now(UTC)
    outcomes: list[Outcome] = []
    with Bench.open(folder, arguments.model, arguments.few) as bench:
        for part in arguments.parts or parts:
            outcomes.append(parts[part](bench))
            print(outcomes[-1].markdown, flush=True)
            # After each part, since a run of hours may be interrupted.
            _keep(outcomes, bench, output / f"{area}-{began:%Y%m%d-%H%M%S}.json", began)
    return 0


def _keep(outcomes: Sequence[Outcome], bench: Bench, target: Path, began: datetime) -> None:
    kept = {
        "time": began.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "cores": os.cpu_count(),
        "model": bench.model,
        "few": bench.few,
        "outcomes": [outcome.to_dict() for outcome in outcomes],
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(kept, indent=1, ensure_ascii=False), "utf-8")
