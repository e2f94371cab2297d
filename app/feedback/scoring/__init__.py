"""Judges which key points an answer makes, by a network that reads point and answer together."""

from mock_interviewer.app.feedback.analysis import Scorer


def load_scorer() -> Scorer:
    """Return what judges answers, after a second or so of loading.

    Raises ModelError where files of it are missing or damaged.
    """
    from mock_interviewer.app.feedback.scoring.likeness import Likeness
    from mock_interviewer.app.feedback.scoring.network import Network
    from mock_interviewer.app.feedback.scoring.scorer import KeyPointScorer
    from mock_interviewer.app.feedback.scoring.vectors import SentenceVectors
    from mock_interviewer.app.feedback.sentence_model import sentence_model_files

    files = sentence_model_files()
    return KeyPointScorer(Network.load(files), Likeness(SentenceVectors(files).of))
