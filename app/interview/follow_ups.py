"""What an interviewer asks back: the choice among a question's follow-ups."""

from collections.abc import Collection

from mock_interviewer.app.feedback.coverage import Coverage, Covered, PointCoverage
from mock_interviewer.app.interview.plan import FollowUpRules
from mock_interviewer.questions.model import FollowUp, Question


def choose_follow_up(
    question: Question,
    coverage: Coverage | None,
    asked: Collection[FollowUp],
    rules: FollowUpRules,
) -> FollowUp | None:
    """Return what to ask back after an answer to ``question``, None where nothing is.

    ``coverage`` is that of the answer to the question itself, None where it cannot be told;
    ``asked`` are the follow-ups of this question that were asked in this session.

    A follow-up is asked for an essential key point that was missed or only touched, if none of the
    points it is about was made, nor may have been: each of them has a verdict. First comes what is
    about a point that was not asked back about yet, then what is about the weightiest point, then
    what the bank has first. The same input gives the same choice.
    """
    if coverage is None or (rules.most is not None and len(asked) >= rules.most):
        return None
    verdicts = {point.id: point for point in coverage.points}
    asked_about = {point for follow_up in asked for point in follow_up.about}
    chosen: FollowUp | None = None
    best = (False, 0.0)
    for follow_up in question.follow_ups:
        lacking = _lacking(follow_up, verdicts)
        if follow_up in asked or not lacking:
            continue
        rank = max((point.id not in asked_about, point.weight) for point in lacking)
        if rank > best:
            chosen, best = follow_up, rank
    return chosen


def _lacking(follow_up: FollowUp, verdicts: dict[str, PointCoverage]) -> list[PointCoverage]:
    """Return the essential points that an answer lacks; none where it may not be asked about."""
    about = [verdicts[point] for point in follow_up.about if point in verdicts]
    untold = len(about) < len(follow_up.about)
    if untold or any(point.covered is Covered.MADE for point in about):
        return []
    return [point for point in about if point.essential]
