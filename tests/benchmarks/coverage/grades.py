"""Human grades of short answers: 2,273 answers about programming (Mohler et al. 2011).

Nothing is trained or tuned on them. They are read from a CSV file with the columns ``question``,
``desired_answer``, ``student_answer``, and ``score_avg`` (the mean of two graders, from 0 to 5).
"""

import csv
from pathlib import Path

from benchmarks.coverage.statistics import correlation
from benchmarks.recognition.figures import Figure, Outcome

from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageScorer,
    ExpectedPoint,
)

LEAST_CORRELATION = 0.60


def agreement_with_grades(scorer: CoverageScorer, path: Path, few: int | None) -> Outcome:
    """Score each answer with the desired one as the only key point."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:few]
    scores = list[float]()
    for row in rows:
        point = ExpectedPoint("desired", row["desired_answer"])
        covered = scorer.cover(CoverageQuestion(row["question"], (point,)), row["student_answer"])
        scores.append(covered.points[0].score)
    return Outcome(
        "Human grades",
        (
            Figure(
                "Pearson's correlation",
                correlation(scores, [float(row["score_avg"]) for row in rows]),
                "",
                f"{len(rows)} answers",
                at_least=LEAST_CORRELATION,
            ),
        ),
        ("The two graders agree at 0.60.",),
    )
