"""The STAR parts of an answer that tells an experience: situation, task, action, and result.

A part is told by a key point of it that was made, or by cues: words that openly mark a part, read
as signs and not understood. ``story_cues.tsv`` was written by hand. Its cues count for what was
"lived" through; those of a "case" also where the question is what one would do; and those of a
result that hold "anywhere" also before anything was done.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
)
from mock_interviewer.app.feedback.story.actors import Actor, action_clauses, first_past_clause
from mock_interviewer.app.feedback.story.measured_result import measured_result
from mock_interviewer.app.feedback.story.phrases import (
    CuePhrase,
    any_phrase,
    lower_case,
    read_phrases,
)
from mock_interviewer.app.feedback.story.story import Story, StoryPart
from mock_interviewer.app.text.sentences import sentences, word_count
from mock_interviewer.questions.model import QuestionKind, StarPart

_CUE_PARTS: Final[Mapping[str, str]] = {
    "span": r"(?:days?|weeks?|months?|quarters?|years?)",
    "few": r"(?:one|two|three|four|five|six|seven|eight|nine|ten|few|\d+)",
    "season": (
        r"(?:year|spring|summer|autumn|fall|winter|month|week|quarter|semester|christmas|easter"
        r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april"
        r"|may|june|july|august|september|october|november|december)"
    ),
    "job": (
        r"(?:job|role|company|employer|team|position|project|internship|firm|workplace|office"
        r"|school)"
    ),
    "person": r"(?:colleague|client|customer|coworker|teammate|student|patient)",
}


@cache
def story_cues() -> tuple[CuePhrase, ...]:
    """Return all cues; their kind is a part and when it counts, as in "result anywhere"."""
    return read_phrases("story_cues.tsv", _CUE_PARTS)


@cache
def lived_cues(part: StarPart) -> re.Pattern[str]:
    """Return what marks a part of what was lived through, for text as ``lower_case`` gives it.

    There are none for action: ``who_acted`` finds it.
    """
    return any_phrase(story_cues(), {f"{part} lived", f"{part} anywhere"})


@cache
def case_cues(part: StarPart) -> re.Pattern[str]:
    """Return the same for what one would do in a case that is put to one."""
    return any_phrase(story_cues(), {f"{part} lived", f"{part} anywhere", f"{part} case"})


@cache
def announcing_cues(part: StarPart) -> re.Pattern[str]:
    """Return what announces a part wherever it stands."""
    return any_phrase(story_cues(), {f"{part} anywhere"})


FEWEST_WORDS = 5
"""Of an answer of fewer words nothing can be said."""


_COMMON = re.compile(
    r"\b(?:the|a|an|and|to|of|in|was|were|is|it|that|we|i|my|our|they|had|have|for|on|with|so"
    r"|but|this)\b"
)


_COMMON_SHARE = 0.15
"""In English, more of the words of an answer than this are among the commonest."""


_RANK = {CoverageVerdict.NOT: 0, CoverageVerdict.PARTLY: 1, CoverageVerdict.MADE: 2}


def analyze_story(asked: CoverageQuestion, answer: str, coverage: Coverage | None) -> Story | None:
    """Return how an experience was told; None where none was asked for.

    Behavioral questions ask for one, and situational ones whose points have parts. A part is told
    by a point of it that was made, or else by words that mark it; action is partly told where only
    "we" acted. Reflection is among the parts where the question has a point for it. Evidence has no
    seconds. None also for an answer of under five words, and for one that is not in English.
    """
    case = asked.kind == QuestionKind.SITUATIONAL
    wanted = asked.kind == QuestionKind.BEHAVIORAL or (
        case and any(point.part for point in asked.points)
    )
    if not wanted or not _is_readable(answer):
        return None
    reading = _StoryReading(answer, case=case)
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
        i_acted=reading.count(Actor.ME),
        we_acted=reading.count(Actor.US),
        measured_result=reading.measured,
    )


def _is_readable(answer: str) -> bool:
    """Tell whether an answer is long enough and, by its commonest words, in English."""
    words = word_count(answer)
    common = sum(1 for _ in _COMMON.finditer(lower_case(answer)))
    return words >= FEWEST_WORDS and common / words >= _COMMON_SHARE


def _by_points(part: StarPart, asked: CoverageQuestion, coverage: Coverage | None) -> StoryPart:
    """Return how far the points of a part were made, with the evidence of the first made most."""
    ids = {point.id for point in asked.points if point.part == part}
    judged = [point for point in coverage.points if point.id in ids] if coverage else []
    if not judged:
        return StoryPart(part, CoverageVerdict.NOT)
    best = max(judged, key=lambda point: _RANK[point.covered])
    return StoryPart(part, best.covered, best.evidence)


class _StoryReading:
    """What the words of an answer show by themselves; ``case`` is one on what one would do."""

    def __init__(self, answer: str, *, case: bool) -> None:
        self._text = lower_case(answer)
        self._sentences = sentences(answer)
        self._cues = case_cues if case else lived_cues
        self._case = case
        self._deeds = action_clauses(answer, planned=case)
        self.measured = measured_result(answer, self._deeds)

    def count(self, who: Actor) -> int:
        """Return the number of clauses in which somebody did something."""
        return sum(deed.who is who for deed in self._deeds)

    def part(self, part: StarPart) -> StoryPart:
        """Return whether a part is told, and in which sentence."""
        told = CoverageVerdict.MADE
        match part:
            case StarPart.ACTION:
                at = self._action()
                told = CoverageVerdict.MADE if self.count(Actor.ME) else CoverageVerdict.PARTLY
            case StarPart.RESULT:
                at = self._result()
            case StarPart.SITUATION:
                at = self._first(part)
                at = self._what_came_before() if at is None else at
            case _:
                at = self._first(part)
        if at is None:
            return StoryPart(part, CoverageVerdict.NOT)
        return StoryPart(part, told, self._sentence(at))

    def _first(self, part: StarPart) -> int | None:
        match = self._cues(part).search(self._text)
        return None if match is None else match.start()

    def _action(self) -> int | None:
        """Return where the teller first acted; where he never did, where "we" did."""
        mine = [deed.start for deed in self._deeds if deed.who is Actor.ME]
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
        return first_past_clause(self._text, 0, self._deeds[0].start)

    def _what_came_after(self) -> int | None:
        """Return where others did something, in a sentence behind the last deed."""
        if not self._deeds or self._case:
            return None
        begin = self._sentence(self._deeds[-1].start).end
        return first_past_clause(self._text, begin, len(self._text), to_others=True)

    def _sentence(self, at: int) -> Evidence:
        """Return the sentence that an offset lies in."""
        return next(Evidence(one.start, one.end) for one in self._sentences if at < one.end)
