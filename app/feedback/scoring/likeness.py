"""How alike a key point and what was said are, whatever is claimed of it.

The network is too strict with an answer that makes a point in nearly the words of the bank, and too
mild with a story that has all of its parts and is about something else. Likeness is added to its
log-odds.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from mock_interviewer.app.feedback.coverage import Asked, PointToMake
from mock_interviewer.app.feedback.scoring.terms import share_of_terms
from mock_interviewer.app.feedback.scoring.vectors import Vectors, without
from mock_interviewer.app.feedback.windows import Window

VectorsOf = Callable[[Sequence[str]], Vectors]

_TO_EXAMPLES = 5.0
_NO_LIKENESS = 0.38
_TO_THE_STORY = 15.0
_NO_STORY = 0.515
"""For a point with examples: log-odds for each of the cosine of the window and sentence that are
most alike, over one that tells nothing; for a part of a told experience also for each of the mean
of those cosines over the question's points, for any story has a task and a result, also one that
answers another question. Chosen on the development half of the labelled answers and every other
question of the banks, so that F1 of "made" does not fall (0.863, thresholds balanced): there a
question's own model answer then makes 91.0 % of its points, for 85.7, and those of ten unrelated
questions 4.6 %, for 9.3; of the other questions 90.5 % and 5.0 %."""

_TO_THE_POINT = 4.0
_OF_TERMS = 2.0
_OF_NEITHER = -1.0
"""For a point without examples: log-odds for each of cosine and share of terms, and where both are
0. Chosen on the development half of the labelled answers without their examples, so that F1 of
"made" does not fall; with them the agreement with people's grades of 2,273 short answers on
programming (Mohler et al. 2011), which nothing was trained on, rises from r = 0.41 to 0.56."""

THRESHOLDS = (0.51, 0.51)
"""From which chance on a point without examples counts as made, and from which as partly made; on
the development half both are then said as often as they are true."""

_QUESTIONS_KEPT = 256
"""More than a session asks, of some 100 kB each."""


class Likeness:
    """Compares answers with key points; one thread at a time.

    ``vectors_of`` returns what ``SentenceVectors.of`` does.
    """

    def __init__(self, vectors_of: VectorsOf) -> None:
        self._vectors_of = vectors_of
        self._sentences_of = lru_cache(maxsize=_QUESTIONS_KEPT)(self._sentences)

    def log_odds(self, asked: Asked, shown: Sequence[Window]) -> tuple[float, ...]:
        """Return the log-odds that likeness to an answer adds for each of a question's points.

        ``shown`` are the answer's windows, at least one; the order of windows, points and examples
        does not matter. What question and answer share tells nothing: its direction is left out.
        """
        alike = self._alike(asked, shown)
        by_examples = [one for point, one in zip(asked.points, alike, strict=True) if point.said]
        story = sum(by_examples) / max(1, len(by_examples))
        return tuple(
            _of_examples(point, one, story) if point.said else _of_words(asked, point, one, shown)
            for point, one in zip(asked.points, alike, strict=True)
        )

    def _alike(self, asked: Asked, shown: Sequence[Window]) -> list[float]:
        """Return for each point the cosine of the window and the sentence that are most alike."""
        question, sentences = self._sentences_of(asked)
        said = without(self._vectors_of([window.text for window in shown]), question)
        cosines = (said @ sentences.T).max(axis=0)
        alike, first = [], 0
        for point in asked.points:
            last = first + 1 + len(point.said)
            alike.append(float(cosines[first:last].max()))
            first = last
        return alike

    def _sentences(self, asked: Asked) -> tuple[Vectors, Vectors]:
        """Return the vectors of a question and of its points, each with its examples after it."""
        sentences = [text for point in asked.points for text in (point.point, *point.said)]
        question, *_ = vectors = self._vectors_of([asked.text, *sentences])
        return question, without(vectors[1:], question)


def _of_examples(point: PointToMake, alike: float, story: float) -> float:
    log_odds = _TO_EXAMPLES * (alike - _NO_LIKENESS)
    return log_odds if point.part is None else log_odds + _TO_THE_STORY * (story - _NO_STORY)


def _of_words(asked: Asked, point: PointToMake, alike: float, shown: Sequence[Window]) -> float:
    terms = max(share_of_terms(point.point, window.text, asked.text) for window in shown)
    return _TO_THE_POINT * alike + _OF_TERMS * terms + _OF_NEITHER
