"""The scorer of key points: a network that reads a question, its points, and an answer together."""

from mock_interviewer.app.feedback.coverage.coverage import CoverageScorer


def load_scorer() -> CoverageScorer:
    """Load the scorer, which takes about a second.

    Raises ModelError if its files are missing or damaged.
    """
    from mock_interviewer.app.feedback.coverage.scoring.judge import Judge
    from mock_interviewer.app.feedback.coverage.scoring.scorer import KeyPointScorer

    return KeyPointScorer(Judge.load())
