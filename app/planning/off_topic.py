"""The check whether an answer is clearly about something other than its question."""

from typing import Final

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict
from mock_interviewer.app.text.content_words import content_stems
from mock_interviewer.questions.model import Question

MIN_POINTS: Final = 3
"""With fewer key points, a good answer may well make none of them."""
MIN_WORDS: Final = 25
"""A shorter answer has too few words to tell what it is about."""
MIN_EXPECTED: Final = 150
"""Content words to compare with; key points without example sentences have too few of them."""
MAX_SHARED: Final = 0.3
"""The largest share of an answer's content words that an answer about something else may have in
common with its question."""


def is_off_topic(question: Question, coverage: Coverage | None, answer: str) -> bool:
    """Return whether ``answer`` is clearly about something other than ``question``.

    It has at least MIN_WORDS words, every verdict of ``coverage`` on at least MIN_POINTS points is
    "not", and at most MAX_SHARED of its different content words occur in the question, its key
    points, their example sentences, or its terms. Errs on the side of False: a wrong "that was
    about something else" is worse than none.

    Measured on the training share of ``tests/benchmarks/coverage/blind``, with the labels as
    verdicts, at our questions: off topic are 12 of 48 answers by the person "neighboring-question",
    4 of 26 by "evasive" (most repeat the question), 10 of 72 by "buzzwords", none of 106 by
    "beginner", and none of 1,321 others. If no verdict were anything but "not", the words alone
    would take 2 beginners and 9 others for off topic. Of answers from another field, put to our
    questions, the words find three quarters at the technical and half at the behavioral ones. The
    development share, on which nothing was chosen, has 1 of 198 off topic, by "buzzwords"; its two
    neighboring answers share too many words with their question.
    """
    if coverage is None or len(coverage.points) < MIN_POINTS or len(answer.split()) < MIN_WORDS:
        return False
    if any(point.covered is not CoverageVerdict.NOT for point in coverage.points):
        return False
    expected, said = _expected_stems(question), content_stems(answer)
    return (
        len(expected) >= MIN_EXPECTED
        and bool(said)
        and len(said & expected) <= MAX_SHARED * len(said)
    )


def _expected_stems(question: Question) -> frozenset[str]:
    """Return the content words that an answer to a question may be expected to have."""
    points = (text for point in question.key_points for text in (point.point, *point.said))
    terms = (*question.hotwords, *(term.term for term in question.vocabulary))
    return content_stems(" ".join((question.text, *terms, *points)))
