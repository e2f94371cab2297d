"""The shape in which scripts get feedback."""

from typing import Any

from mock_interviewer.app.feedback.coverage import Coverage
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.plain import to_plain
from mock_interviewer.app.store.records import FeedbackRecord

_NOTHING: dict[str, Any] = {
    "delivery": None,
    "coverage": None,
    "coverage_untold": "",
    "story": None,
    "advice": [],
}


def feedback_json(feedback: Feedback | None) -> dict[str, Any]:
    """Return delivery, coverage, story and advice; null, and no advice, where there is nothing.

    Times are seconds from the start of the recording, ``start`` and ``end`` of evidence offsets
    in characters into the transcript's text. ``coverage`` has its weights added up;
    ``coverage_untold`` says why it is null where there is other feedback.
    """
    if feedback is None:
        return dict(_NOTHING)
    plain = to_plain(feedback)
    del plain["version"]
    if feedback.coverage is not None:
        plain["coverage"] |= _sums(feedback.coverage)
    return plain


def kept_feedback_json(kept: FeedbackRecord | None) -> dict[str, Any]:
    """Return a take's feedback in the same shape, and where it comes from."""
    origin = None
    if kept is not None:
        origin = {
            "version": kept.version,
            "made_at": kept.made_at.isoformat(),
            "outdated": kept.outdated,
        }
    return {"feedback": origin, **feedback_json(None if kept is None else kept.feedback)}


def _sums(coverage: Coverage) -> dict[str, float]:
    return {
        "made": coverage.made,
        "covered_weight": coverage.covered_weight,
        "total_weight": coverage.total_weight,
    }
