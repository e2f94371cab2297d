"""The verdicts on key points that the person gave, which count instead of the judge's.

They belong to a take: each analysis of it keeps them, whichever transcript it is of. Verdicts are
matched by the id of their point; one on a point that no longer exists is kept but has no effect.

Everything here that writes does so within the caller's transaction.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from mock_interviewer.app.feedback.advice import advise_again
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
)
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.row_checks import GIVEN_VERDICTS


def verdicts_on(connection: sqlite3.Connection, take: int) -> Mapping[str, CoverageVerdict]:
    """Return the verdicts that the person gave on a take, by the ids of their points."""
    found = connection.execute("SELECT point, covered FROM verdicts WHERE take = ?", (take,))
    return {
        point: CoverageVerdict(covered) for point, covered in found if covered in GIVEN_VERDICTS
    }


def put_verdict(
    connection: sqlite3.Connection,
    take: int,
    point: str,
    covered: CoverageVerdict | None,
    at: datetime,
) -> None:
    """Replace the person's verdict on a point of a take; None takes it back.

    Raises ValueError for UNSURE, which only the judge can be.
    """
    if covered is None:
        connection.execute("DELETE FROM verdicts WHERE take = ? AND point = ?", (take, point))
        return
    if covered not in GIVEN_VERDICTS:
        raise ValueError(f"{covered} is not a verdict that a person can give")
    connection.execute(
        "INSERT INTO verdicts (take, point, covered, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (take, point) DO UPDATE SET covered = excluded.covered, at = excluded.at",
        (take, point, covered, rows.as_text(at)),
    )


def with_own_verdicts(
    connection: sqlite3.Connection, take: int, feedback: Feedback, asked: CoverageQuestion | None
) -> Feedback:
    """Return feedback on a take with the person's verdicts, and with advice that fits them.

    ``asked`` is the question of the take, if known; advice takes its examples from there.
    """
    if feedback.coverage is None:
        return feedback
    coverage = feedback.coverage.with_verdicts(verdicts_on(connection, take))
    return with_coverage(feedback, coverage, asked)


def with_coverage(
    feedback: Feedback, coverage: Coverage, asked: CoverageQuestion | None
) -> Feedback:
    """Return feedback with other verdicts on its key points, and with advice that fits them."""
    if coverage == feedback.coverage:
        return feedback
    changed = replace(feedback, coverage=coverage)
    return replace(changed, advice=advise_again(changed, asked))
