"""Reads an answer as a told experience: situation, task, action and result."""

import re

from mock_interviewer.app.feedback.coverage import Asked, Coverage, Covered, Evidence
from mock_interviewer.app.feedback.happenings import happened
from mock_interviewer.app.feedback.lower_case import lower_case
from mock_interviewer.app.feedback.measured_result import measured_result
from mock_interviewer.app.feedback.story import PartTold, Story
from mock_interviewer.app.feedback.story_cues import PLANNED, STRONG_RESULT, TOLD
from mock_interviewer.app.feedback.who_acted import Who, deeds
from mock_interviewer.app.feedback.windows import sentences, word_count
from mock_interviewer.questions.model import Kind, StarPart

FEWEST_WORDS = 5
"""An answer of fewer words is no story that anything could be said of."""
_ENGLISH = re.compile(
    r"\b(?:the|a|an|and|to|of|in|was|were|is|it|that|we|i|my|our|they|had|have|for|on|with|so|but|this)\b"
)
_ENGLISH_SHARE = 0.15
"""So many of the words of an English answer are among the commonest, and more."""
_RANK = {Covered.NOT: 0, Covered.PARTLY: 1, Covered.MADE: 2}


def tell(asked: Asked, answer: str, coverage: Coverage | None) -> Story | None:
    """Return how an experience was told; None where none was asked for.

    Asked for one are behavioral questions, and situational ones whose points have parts. A part is
    told by a point of it that was made, or by words that openly mark it. Action is partly told where
    only "we" acted. Reflection is among the parts where the question has a point for it. Evidence is
    without seconds. None also for an answer of under five words and one that is not in English.
    """
    parted = any(point.part for point in asked.points)
    planned = asked.kind == Kind.SITUATIONAL
    if not (asked.kind == Kind.BEHAVIORAL or (planned and parted)) or not _is_readable(answer):
        return None
    reading = _Reading(answer, planned=planned)
    parts = [StarPart.SITUATION, StarPart.TASK, StarPart.ACTION, StarPart.RESULT]
    if any(point.part == StarPart.REFLECTION for point in asked.points):
        parts.append(StarPart.REFLECTION)
    return Story(
        parts=tuple(
            _better(_by_points(part, asked, coverage), reading.part(part)) for part in parts
        ),
        i_acted=reading.count(Who.ME),
        we_acted=reading.count(Who.US),
        measured_result=reading.measured,
    )


def _is_readable(answer: str) -> bool:
    """Tell whether an answer is long enough and, by its commonest words, in English."""
    words = word_count(answer)
    common = sum(1 for _ in _ENGLISH.finditer(lower_case(answer)))
    return words >= FEWEST_WORDS and common / words >= _ENGLISH_SHARE


def _by_points(part: StarPart, asked: Asked, coverage: Coverage | None) -> PartTold:
    """Return how far the points of a part were made; the first of those made most is its evidence."""
    ids = {point.id for point in asked.points if point.part == part}
    judged = [point for point in coverage.points if point.id in ids] if coverage else []
    if not judged:
        return PartTold(part, Covered.NOT)
    best = max(judged, key=lambda point: _RANK[point.covered])
    return PartTold(part, best.covered, best.evidence)


def _better(one: PartTold, other: PartTold) -> PartTold:
    return other if _RANK[other.told] > _RANK[one.told] else one


class _Reading:
    """What the words of an answer show by themselves."""

    def __init__(self, answer: str, *, planned: bool) -> None:
        self._text = lower_case(answer)
        self._sentences = sentences(answer)
        self._cues = PLANNED if planned else TOLD
        self._planned = planned
        self._deeds = deeds(answer, planned=planned)
        self.measured = measured_result(answer, self._deeds)

    def count(self, who: Who) -> int:
        """Return the number of clauses in which somebody did something."""
        return sum(deed.who is who for deed in self._deeds)

    def part(self, part: StarPart) -> PartTold:
        """Return whether a part is told, and in which sentence."""
        if part is StarPart.ACTION:
            return self._action()
        at = self._result() if part is StarPart.RESULT else self._first(part)
        if at is None and part is StarPart.SITUATION:
            at = self._what_came_before()
        if at is None:
            return PartTold(part, Covered.NOT)
        return PartTold(part, Covered.MADE, self._sentence(at))

    def _action(self) -> PartTold:
        mine = [deed.start for deed in self._deeds if deed.who is Who.ME]
        ours = [deed.start for deed in self._deeds if deed.who is Who.US]
        if not (mine or ours):
            return PartTold(StarPart.ACTION, Covered.NOT)
        told = Covered.MADE if mine else Covered.PARTLY
        return PartTold(StarPart.ACTION, told, self._sentence((mine or ours)[0]))

    def _result(self) -> int | None:
        """Return where a result is told: last, behind the first deed, or where words insist on it."""
        if self.measured is not None:
            return self.measured.start
        begin = 0 if self._planned else self._deeds[0].start if self._deeds else len(self._text)
        found = [match.start() for match in self._cues[StarPart.RESULT].finditer(self._text, begin)]
        found += [match.start() for match in STRONG_RESULT.finditer(self._text)]
        return max(found) if found else self._what_came_after()

    def _what_came_after(self) -> int | None:
        """Return where others did something, in a sentence behind the last deed of the teller."""
        if not self._deeds or self._planned:
            return None
        begin = self._sentence(self._deeds[-1].start).end
        return happened(self._text, begin, len(self._text), to_others=True)

    def _what_came_before(self) -> int | None:
        """Return where something is told of the past before the first deed of the teller."""
        if not self._deeds or self._planned:
            return None
        return happened(self._text, 0, self._deeds[0].start)

    def _first(self, part: StarPart) -> int | None:
        match = self._cues[part].search(self._text)
        return None if match is None else match.start()

    def _sentence(self, at: int) -> Evidence:
        """Return the sentence that an offset lies in."""
        return next(
            Evidence(sentence.start, sentence.end)
            for sentence in self._sentences
            if at < sentence.end
        )
