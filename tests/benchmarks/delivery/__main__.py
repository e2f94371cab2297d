"""How true the figures of delivery are: pace, pauses, first word and pitch, and how soon.

Takes some minutes. What is spoken, and the models, are kept in a folder and used again. How many
fillers are found is measured by ``benchmarks.recognition.fillers``.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.delivery import people, pitch_errors, speed, timing_errors
from benchmarks.recognition.bench import Bench
from benchmarks.recognition.figures import Outcome

PARTS: dict[str, Callable[[Bench], Outcome]] = {
    "timing": timing_errors.measure,
    "pitch": pitch_errors.measure,
    "people": people.measure,
    "speed": speed.measure,
}


def main() -> int:
    """Measure the parts that were asked for, print tables and keep the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.delivery", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; or all")
    parser.add_argument("--model", default="base", help="such as base, the default, or tiny.en")
    parser.add_argument("--few", type=int, metavar="N", help="only a quick look at N answers")
    parser.add_argument("--output", type=Path, default=Path("bench-results"), metavar="DIR")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="for speech and models")
    arguments = parser.parse_args()
    unknown = [part for part in arguments.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    output: Path = arguments.output
    folder = arguments.folder or output / "recognition"
    outcomes: list[Outcome] = []
    with Bench.open(folder, arguments.model, arguments.few) as bench:
        for part in arguments.parts or PARTS:
            outcomes.append(PARTS[part](bench))
            print(outcomes[-1].markdown, flush=True)
    _keep(outcomes, arguments.model, output)
    return 0


def _keep(outcomes: list[Outcome], model: str, folder: Path) -> None:
    now = datetime.now(UTC)
    kept = {
        "time": now.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "cores": os.cpu_count(),
        "model": model,
        "outcomes": [outcome.to_dict() for outcome in outcomes],
    }
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"delivery-{now:%Y%m%d-%H%M%S}.json"
    target.write_text(json.dumps(kept, indent=1, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
