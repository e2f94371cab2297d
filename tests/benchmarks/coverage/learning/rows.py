"""Training rows of a key point and an answer, drawn again in every epoch."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from benchmarks.coverage.training_answers import Mark, TrainingAnswer
from benchmarks.recognition.corpus import ordinary_sentences
from numpy.typing import NDArray
from tokenizers import Tokenizer

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, ExpectedPoint
from mock_interviewer.app.feedback.coverage.scoring.cross_encoder import (
    AnswerPiece,
    answer_pieces,
    point_tokens,
)
from mock_interviewer.questions.model import KeyPoint, Question

VERDICTS = (CoverageVerdict.NOT, CoverageVerdict.UNSURE, CoverageVerdict.MADE)
_PARTLY_SIGN = 0.3
"""The weight of a word as a signal of a made point if it makes it only partly."""

_UNMARKED_KEPT = 0.45
"""Share of the points that an answer does not touch which are learned from in a round."""
_BUILT = 0.3
_STRANGE = 1 / 7
_EMPTY = 1 / 40
"""Further rows for each row of a written answer: of answers built from the bank's sentences, of
answers to other questions, and of each kind of empty answer."""
_ORDINARY = 0.3
"""Share of sentences that belong to no question at all."""
_SURROUNDED = 0.35
"""Share of the answers that stand between sentences of answers to other questions, as what makes a
point does in a long answer."""
_AROUND = 4
"""Most sentences on either side."""
_BARE = 0.3
"""Share of the rows whose point comes without sentences that make it, as in banks without any."""
_WHOLE = 0.55
"""Share of the rows whose point comes with all of them; the others have some."""
_SOME = 4
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_STOPS = {1010, 1012, 1029}
"""Comma, full stop and question mark, which recognition does not always write."""
_PARROTS = (
    "So {} That is a good question.",
    "Well, {} I think that is important, yeah.",
    "{}",
    "Okay so the question is {} And yes, that is what matters here.",
)
_BETWEEN = ("so", "then", "and", "also", "like", "basically", "um", "plus", "maybe", "of course")


@dataclass(frozen=True)
class Row:
    """Tokens of a point and of an answer; ``signs`` (tokens, 2) say which words touch and make."""

    point: tuple[int, ...]
    answer: tuple[int, ...]
    signs: NDArray[np.float32]
    verdict: int

    def __len__(self) -> int:
        return len(self.point) + len(self.answer) + 1


class Rows:
    """Draws rows from answers, seeded with ``seed``."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        questions: Mapping[str, Question],
        answers: Sequence[TrainingAnswer],
        seed: int,
    ) -> None:
        self._tokenizer = tokenizer
        self._answers = answers
        self._questions = questions
        self._asked = [questions[ident] for ident in sorted({each.question for each in answers})]
        self._ordinary = ordinary_sentences()
        self._random = random.Random(seed)  # noqa: S311 - a draw that can be repeated

    def draw(self) -> list[Row]:
        """Return the rows of one epoch, in any order."""
        rows = list(self._written())
        count = len(rows)
        rows += self._built(int(count * _BUILT / 6))
        rows += [self._strange() for _ in range(int(count * _STRANGE))]
        for _ in range(int(count * _EMPTY)):
            question = self._random.choice(self._asked)
            parrot = self._random.choice(_PARROTS).format(question.text)
            for text in (parrot, self._soup(question)):
                rows.append(self._row(self._random.choice(question.key_points), text, None))
        self._random.shuffle(rows)
        return rows

    def _written(self) -> Iterator[Row]:
        for answer in self._answers:
            for point in self._questions[answer.question].key_points:
                mark = answer.marks.get(point.id)
                if mark is not None or self._random.random() < _UNMARKED_KEPT:
                    text, moved = answer.text, mark
                    if self._random.random() < _SURROUNDED:
                        text, moved = self._surrounded(answer, mark)
                    yield self._row(point, text, moved)

    def _surrounded(self, answer: TrainingAnswer, mark: Mark | None) -> tuple[str, Mark | None]:
        """Put an answer between sentences of others; its marks move along."""
        before, after = (self._of_another(answer.question) for _ in range(2))
        text = f"{before} {answer.text} {after}"
        if mark is None:
            return text, None
        moved = len(before) + 1
        return text, replace(mark, start=mark.start + moved, end=mark.end + moved)

    def _of_another(self, question: str) -> str:
        """Return neighboring sentences of an answer to another question, or none."""
        other = self._random.choice(self._answers)
        while other.question == question:
            other = self._random.choice(self._answers)
        sentences = _SENTENCE.split(other.text)
        count = self._random.randint(0, min(_AROUND, len(sentences)))
        start = self._random.randint(0, len(sentences) - count)
        return " ".join(sentences[start : start + count])

    def _built(self, count: int) -> Iterator[Row]:
        """Yield rows of answers composed of correct and incorrect sentences of the bank."""
        for _ in range(count):
            question = self._random.choice(self._asked)
            points = question.key_points
            text, marks, used = "", dict[str, Mark](), dict[str, str]()
            for point in self._random.sample(points, self._random.randint(1, min(4, len(points)))):
                right = self._random.random() < 0.5
                sentence = self._random.choice(point.said if right else point.mistaken)
                if right:
                    marks[point.id] = Mark(
                        CoverageVerdict.MADE, len(text), len(text) + len(sentence)
                    )
                    used[point.id] = sentence
                text += sentence + " "
            for point in points:
                if point.id in marks or self._random.random() < _UNMARKED_KEPT:
                    yield self._row(point, text, marks.get(point.id), used.get(point.id))

    def _strange(self) -> Row:
        """Return a row of an answer to another question, or of sentences from many."""
        question = self._random.choice(self._asked)
        if self._random.random() < 0.5:
            others = [each for each in self._answers if each.question != question.id]
            text = self._random.choice(others).text
        else:
            text = " ".join(
                self._strange_sentence(question) for _ in range(self._random.randint(1, 4))
            )
        return self._row(self._random.choice(question.key_points), text, None)

    def _strange_sentence(self, question: Question) -> str:
        if self._random.random() < _ORDINARY:
            return self._random.choice(self._ordinary)
        other = self._random.choice([each for each in self._asked if each.id != question.id])
        point = self._random.choice(other.key_points)
        # Metaphors and everyday words, the last ones, are most easily mistaken for a point.
        return self._random.choice([*point.said, *point.said[2:], *point.mistaken])

    def _soup(self, question: Question) -> str:
        terms = [term for point in question.key_points for term in point.terms[:4]]
        self._random.shuffle(terms)
        chosen = terms[: self._random.randint(5, 14)]
        said = (
            f"{self._random.choice(_BETWEEN)} {term}" if self._random.random() < 0.3 else term
            for term in chosen
        )
        return ", ".join(said) + "."

    def _row(
        self, point: KeyPoint, text: str, mark: Mark | None, without: str | None = None
    ) -> Row:
        said = [sentence for sentence in point.said if sentence != without]
        drawn = self._random.random()
        if drawn < _BARE:
            said = []
        elif drawn < 1 - _WHOLE:
            said = self._random.sample(said, self._random.randint(1, min(_SOME, len(said))))
        wanted = ExpectedPoint(point.id, point.point, said=tuple(said))
        piece = self._piece(text, mark)
        verdict = VERDICTS.index(mark.covered) if mark else 0
        answer, signs = self._noisy(piece, _signs(piece, mark))
        return Row(point_tokens(self._tokenizer, wanted), answer, signs, verdict)

    def _piece(self, text: str, mark: Mark | None) -> AnswerPiece:
        """Return the chunk of a text with most of the marked words, or any if none are marked."""
        found = answer_pieces(self._tokenizer, text)
        if mark is None:
            return self._random.choice(found)
        return max(found, key=lambda piece: int(_signs(piece, mark)[:, 0].sum()))

    def _noisy(
        self, piece: AnswerPiece, signs: NDArray[np.float32]
    ) -> tuple[tuple[int, ...], NDArray[np.float32]]:
        """Drop words and periods from half of the answers, as recognition does."""
        if self._random.random() < 0.5:
            return piece.tokens, signs
        kept = [
            at
            for at, token in enumerate(piece.tokens)
            if self._random.random() >= 0.03
            and not (token in _STOPS and self._random.random() < 0.5)
        ]
        return tuple(piece.tokens[at] for at in kept), signs[kept]


def _signs(piece: AnswerPiece, mark: Mark | None) -> NDArray[np.float32]:
    signs = np.zeros((len(piece.tokens), 2), dtype=np.float32)
    if mark is not None:
        inside = [start < mark.end and end > mark.start for start, end in piece.offsets]
        signs[inside] = (1.0, 1.0 if mark.covered is CoverageVerdict.MADE else _PARTLY_SIGN)
    return signs
