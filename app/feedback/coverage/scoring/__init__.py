"""The scorer of key points: a cross-encoder that reads key point and answer together."""

from mock_interviewer.app.feedback.coverage.coverage import CoverageScorer


def load_scorer() -> CoverageScorer:
    """Load the scorer, which takes about a second.

    Raises ModelError if its files are missing or damaged.
    """
    from mock_interviewer.app.feedback.coverage.scoring.cross_encoder import CrossEncoder
    from mock_interviewer.app.feedback.coverage.scoring.scorer import KeyPointScorer
    from mock_interviewer.app.feedback.coverage.scoring.sentence_model import sentence_model_files
    from mock_interviewer.app.feedback.coverage.scoring.similarity import (
        PointSimilarity,
        SentenceEmbedder,
    )

    files = sentence_model_files()
    return KeyPointScorer(CrossEncoder.load(files), PointSimilarity(SentenceEmbedder(files).embed))
