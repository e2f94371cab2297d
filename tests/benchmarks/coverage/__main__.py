"""The accuracy of coverage: agreement with labels, model answers, grades, speech, and speed."""

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.coverage import parts, speed
from benchmarks.coverage.blind import agreement_with_labels
from benchmarks.coverage.blind_set import Share
from benchmarks.coverage.grades import agreement_with_grades
from benchmarks.coverage.judged import judge
from benchmarks.coverage.parts import Run
from benchmarks.parts import parts_parser, run_parts
from benchmarks.recognition.bench import Bench
from benchmarks.recognition.figures import Outcome

from mock_interviewer.app.feedback.coverage.scoring import load_scorer


def _blind(run: Run) -> Outcome:
    return agreement_with_labels(judge(run.scorer, run.answers), run.share)


def _grades(run: Run) -> Outcome:
    if run.grades is None:
        return Outcome("Human grades", (), ("Not measured: --grades names no file.",))
    return agreement_with_grades(run.scorer, run.grades, run.bench.few)


PARTS: dict[str, Callable[[Run], Outcome]] = {
    "blind": _blind,
    "bank": parts.bank,
    "grades": _grades,
    "spoken": parts.spoken_answers,
    "speed": speed.measure,
}


def main() -> int:
    """Measure the requested parts on one share of the blind answers."""
    parser = parts_parser("coverage", __doc__, list(PARTS))
    shares = [share.value for share in Share]
    parser.add_argument("--share", choices=shares, default=Share.DEVELOPMENT.value)
    parser.add_argument(
        "--grades", type=Path, metavar="CSV", help="the answers of Mohler et al. and their grades"
    )
    arguments = parser.parse_args()
    share, scorer = Share(arguments.share), load_scorer()

    def measured(part: Callable[[Run], Outcome]) -> Callable[[Bench], Outcome]:
        return lambda bench: part(Run(share, bench, scorer, arguments.grades))

    return run_parts("coverage", {name: measured(part) for name, part in PARTS.items()}, arguments)


if __name__ == "__main__":
    sys.exit(main())
