"""How well key points are found: agreement with labels, the bank's own answers, speech, speed."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.coverage import parts
from benchmarks.coverage.labelled import DEVELOPMENT, TEST
from benchmarks.recognition.bench import Bench
from benchmarks.recognition.figures import Outcome

PARTS: dict[str, Callable[[parts.Run], Outcome]] = {
    "labels": parts.agreement_with_labels,
    "bank": parts.bank,
    "spoken": parts.spoken_answers,
    "speed": parts.speed,
}


def main() -> int:
    """Measure the parts that were asked for, print tables and keep the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; or all")
    parser.add_argument("--half", choices=(DEVELOPMENT, TEST), default=TEST)
    parser.add_argument("--model", default="base", help="hears the spoken answers; base, tiny.en")
    parser.add_argument("--few", type=int, metavar="N", help="only a quick look at N of each kind")
    parser.add_argument("--output", type=Path, default=Path("bench-results"), metavar="DIR")
    arguments = parser.parse_args()
    unknown = [part for part in arguments.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    output: Path = arguments.output
    output.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    outcomes: list[Outcome] = []
    with Bench.open(output / "recognition", arguments.model, arguments.few) as bench:
        run = parts.Run(arguments.half, bench)
        for part in arguments.parts or PARTS:
            outcomes.append(PARTS[part](run))
            print(outcomes[-1].markdown, flush=True)
            kept = {
                "time": now.isoformat(timespec="seconds"),
                "outcomes": [outcome.to_dict() for outcome in outcomes],
            }
            target = output / f"coverage-{now:%Y%m%d-%H%M%S}.json"
            target.write_text(json.dumps(kept, indent=2), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
