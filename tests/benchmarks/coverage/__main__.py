"""The accuracy of coverage: agreement with labels, model answers, speech, and speed."""

import sys
from collections.abc import Callable

from benchmarks.coverage import parts, speed
from benchmarks.coverage.labelled import DEVELOPMENT, TEST
from benchmarks.parts import parts_parser, run_parts
from benchmarks.recognition.bench import Bench
from benchmarks.recognition.figures import Outcome

from mock_interviewer.app.feedback.coverage.scoring import load_scorer

PARTS: dict[str, Callable[[parts.Run], Outcome]] = {
    "labels": parts.agreement_with_labels,
    "bank": parts.bank,
    "spoken": parts.spoken_answers,
    "speed": speed.measure,
}


def main() -> int:
    """Measure the requested parts on one half of the labeled answers."""
    parser = parts_parser("coverage", __doc__, list(PARTS))
    parser.add_argument("--half", choices=(DEVELOPMENT, TEST), default=TEST)
    arguments = parser.parse_args()
    half, scorer = arguments.half, load_scorer()

    def measured(part: Callable[[parts.Run], Outcome]) -> Callable[[Bench], Outcome]:
        return lambda bench: part(parts.Run(half, bench, scorer))

    return run_parts("coverage", {name: measured(part) for name, part in PARTS.items()}, arguments)


if __name__ == "__main__":
    sys.exit(main())
