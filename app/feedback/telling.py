"""Reads an answer as a told experience: situation, task, action and result."""

import re

from mock_interviewer.app.feedback.coverage import Asked, Coverage, Covered, Evidence
from mock_interviewer.app.feedback.happenings import happened
from mock_interviewer.app.feedback.lower_case import lower_case
from mock_interviewer.app.feedback.measured_result import measured_result
from mock_interviewer.app.feedback.story import PartTold, Story
from mock_interviewer.app.feedback.story_cues import announcing_cues, case_cues, lived_cues
from mock_interviewer.app.feedback.who_acted import Who, deeds
from mock_interviewer.app.feedback.windows import sentences, word_count
from mock_interviewer.questions.model import Kind, StarPart

FEWEST_WORDS = 5
"""Of an answer of fewer words nothing can be said."""
_COMMON = re.compile(
    r"\b(?:the|a|an|and|to|of|in|was|were|is|it|that|we|i|my|our|they|had|have|for|on|with|so"
    r"|but|this)\b"
)
_COMMON_SHARE = 0.15
"""In English, more of the words of an answer than this are among the commonest."""
_RANK = {Covered.NOT: 0, Covered.PARTLY: 1, Covered.MADE: 2}


def tell(asked: Asked, answer: str, coverage: Coverage | None) -> Story | None:
    """Return how an experience was told; None where none was asked for.

    Behavioral questions ask for one, and situational ones whose points have parts. A part is told
    by a point of it that was made, or else by words that mark it; action is partly told where only
    "we" acted. Reflection is among the parts where the question has a point for it. Evidence has no
    seconds. None also for an answer of under five words, and for one that is not in English.
    """
    case = asked.kind == Kind.SITUATIONAL
    wanted = asked.kind == Kind.BEHAVIORAL or (case and any(point.part for point in asked.points))
    if not wanted or not _is_readable(answer):
        return None
    reading = _Reading(answer, case=case)
    parts = [StarPart.SITUATION, StarPart.TASK, StarPart.ACTION, StarPart.RESULT]
    if any(point.part == StarPart.REFLECTION for point in asked.points):
        parts.append(StarPart.REFLECTION)
    return Story(
        parts=tuple(
            max(
                _by_points(part, asked, coverage),
                reading.part(part),
                key=lambda part: _RANK[part.told],
            )
            for part in parts
        ),
        i_acted=reading.count(Who.ME),
        we_acted=reading.count(Who.US),
        measured_result=reading.measured,
    )


def _is_readable(answer: str) -> bool:
    """Tell whether an answer is long enough and, by its commonest words, in English."""
    words = word_count(answer)
    common = sum(1 for _ in _COMMON.finditer(lower_case(answer)))
    return words >= FEWEST_WORDS and common / words >= _COMMON_SHARE


def _by_points(part: StarPart, asked: Asked, coverage: Coverage | None) -> PartTold:
    """Return how far the points of a part were made, with the evidence of the first made most."""
    ids = {point.id for point in asked.points if point.part == part}
    judged = [point for point in coverage.points if point.id in ids] if coverage else []
    if not judged:
        return PartTold(part, Covered.NOT)
    best = max(judged, key=lambda point: _RANK[point.covered])
    return PartTold(part, best.covered, best.evidence)


class _Reading:
    """What the words of an answer show by themselves; ``case`` is one on what one would do."""

    def __init__(self, answer: str, *, case: bool) -> None:
        self._text = lower_case(answer)
        self._sentences = sentences(answer)
        self._cues = case_cues if case else lived_cues
        self._case = case
        self._deeds = deeds(answer, planned=case)
        self.measured = measured_result(answer, self._deeds)

    def count(self, who: Who) -> int:
        """Return the number of clauses in which somebody did something."""
        return sum(deed.who is who for deed in self._deeds)

    def part(self, part: StarPart) -> PartTold:
        """Return whether a part is told, and in which sentence."""
        told = Covered.MADE
        match part:
            case StarPart.ACTION:
                at = self._action()
                told = Covered.MADE if self.count(Who.ME) else Covered.PARTLY
            case StarPart.RESULT:
                at = self._result()
            case StarPart.SITUATION:
                at = self._first(part)
                at = self._what_came_before() if at is None else at
            case _:
                at = self._first(part)
        if at is None:
            return PartTold(part, Covered.NOT)
        return PartTold(part, told, self._sentence(at))

    def _first(self, part: StarPart) -> int | None:
        match = self._cues(part).search(self._text)
        return None if match is None else match.start()

    def _action(self) -> int | None:
        """Return where the teller first acted; where he never did, where "we" did."""
        mine = [deed.start for deed in self._deeds if deed.who is Who.ME]
        return next(iter(mine or [deed.start for deed in self._deeds]), None)

    def _result(self) -> int | None:
        """Return where a result is told: the last of what marks one, behind the first deed."""
        if self.measured is not None:
            return self.measured.start
        done = self._deeds[0].start if self._deeds else len(self._text)
        part = StarPart.RESULT
        found = [*self._cues(part).finditer(self._text, 0 if self._case else done)]
        found += announcing_cues(part).finditer(self._text)
        return max((match.start() for match in found), default=self._what_came_after())

    def _what_came_before(self) -> int | None:
        """Return where something is told of the past before the first deed."""
        if not self._deeds or self._case:
            return None
        return happened(self._text, 0, self._deeds[0].start)

    def _what_came_after(self) -> int | None:
        """Return where others did something, in a sentence behind the last deed."""
        if not self._deeds or self._case:
            return None
        begin = self._sentence(self._deeds[-1].start).end
        return happened(self._text, begin, len(self._text), to_others=True)

    def _sentence(self, at: int) -> Evidence:
        """Return the sentence that an offset lies in."""
        return next(Evidence(one.start, one.end) for one in self._sentences if at < one.end)
