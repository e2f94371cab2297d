"""The STAR parts of an answer about an experience: situation, task, action, and result.

A part is told if one of its key points was made, or if the answer has a cue: words that openly
mark the part, matched without understanding. ``story_cues.tsv`` was written by hand. "Lived" cues
count for real experiences, "case" cues also for hypothetical cases, and "anywhere" cues of a
result also before the first action.
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
    """Return all cues; their kind is a part and where it counts, as in "result anywhere"."""
    return read_phrases("story_cues.tsv", _CUE_PARTS)


@cache
def lived_cues(part: StarPart) -> re.Pattern[str]:
    """Return the cues of a part of a real experience, for text as ``lower_case`` returns it.

    Action has none, because ``action_clauses`` finds it.
    """
    return any_phrase(story_cues(), {f"{part} lived", f"{part} anywhere"})


@cache
def case_cues(part: StarPart) -> re.Pattern[str]:
    """Return the cues of a part of a hypothetical case."""
    return any_phrase(story_cues(), {f"{part} lived", f"{part} anywhere", f"{part} case"})


@cache
def announcing_cues(part: StarPart) -> re.Pattern[str]:
    """Return the cues that announce a part anywhere in the answer."""
    return any_phrase(story_cues(), {f"{part} anywhere"})


FEWEST_WORDS = 5
"""Minimum words of an answer to analyze."""


_COMMON = re.compile(
    r"\b(?:the|a|an|and|to|of|in|was|were|is|it|that|we|i|my|our|they|had|have|for|on|with|so"
    r"|but|this)\b"
)


_COMMON_SHARE = 0.15
"""Minimum share of the most common words in an English answer."""


_HABIT = re.compile(r"\s*how (?:do|would) you\b", re.IGNORECASE)
_RANK = {CoverageVerdict.NOT: 0, CoverageVerdict.UNSURE: 1, CoverageVerdict.MADE: 2}


def analyze_story(asked: CoverageQuestion, answer: str, coverage: Coverage | None) -> Story | None:
    """Return the story of an answer, or None if the question does not ask for an experience.

    Behavioral questions ask for one, as do situational questions whose points have parts; "How do
    you …" asks for a habit, unless its points have parts. A part is told by one of its points or by
    a cue. It is UNSURE if one of its points is, and so is action if only "we" acted. A part is
    never OPPOSITE: a contradicted point does not tell it. Reflection is a part if the question has
    a point for it. Evidence has no seconds. None also if the answer has fewer than five words or is
    not in English.
    """
    case = asked.kind == QuestionKind.SITUATIONAL
    if not _asks_for_story(asked) or not _is_readable(answer):
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


def _asks_for_story(asked: CoverageQuestion) -> bool:
    if any(point.part for point in asked.points):
        return asked.kind in {QuestionKind.BEHAVIORAL, QuestionKind.SITUATIONAL}
    return asked.kind == QuestionKind.BEHAVIORAL and not _HABIT.match(asked.text)


def _is_readable(answer: str) -> bool:
    """Return whether an answer is long enough and, judging by common words, in English."""
    words = word_count(answer)
    common = sum(1 for _ in _COMMON.finditer(lower_case(answer)))
    return words >= FEWEST_WORDS and common / words >= _COMMON_SHARE


def _by_points(part: StarPart, asked: CoverageQuestion, coverage: Coverage | None) -> StoryPart:
    """Return a part with the best verdict on its points and the evidence of that one."""
    ids = {point.id for point in asked.points if point.part == part}
    points = coverage.points if coverage else ()
    scored = [point for point in points if point.id in ids and point.covered in _RANK]
    if not scored:
        return StoryPart(part, CoverageVerdict.NOT)
    best = max(scored, key=lambda point: _RANK[point.covered])
    return StoryPart(part, best.covered, best.evidence)


class _StoryReading:
    """The cues and actions of an answer; ``case`` is for hypothetical cases."""

    def __init__(self, answer: str, *, case: bool) -> None:
        self._text = lower_case(answer)
        self._sentences = sentences(answer)
        self._cues = case_cues if case else lived_cues
        self._case = case
        self._actions = action_clauses(answer, planned=case)
        self.measured = measured_result(answer, self._actions)

    def count(self, who: Actor) -> int:
        """Return the number of clauses in which an actor did something."""
        return sum(action.who is who for action in self._actions)

    def part(self, part: StarPart) -> StoryPart:
        """Return the verdict on a part, with the sentence that tells it."""
        told = CoverageVerdict.MADE
        match part:
            case StarPart.ACTION:
                at = self._action()
                told = CoverageVerdict.MADE if self.count(Actor.ME) else CoverageVerdict.UNSURE
            case StarPart.RESULT:
                at = self._result()
            case StarPart.SITUATION:
                at = self._first(part)
                at = self._clause_before_actions() if at is None else at
            case _:
                at = self._first(part)
        if at is None:
            return StoryPart(part, CoverageVerdict.NOT)
        return StoryPart(part, told, self._sentence(at))

    def _first(self, part: StarPart) -> int | None:
        match = self._cues(part).search(self._text)
        return None if match is None else match.start()

    def _action(self) -> int | None:
        """Return the offset of the speaker's first action, or else of the first "we" did."""
        mine = [action.start for action in self._actions if action.who is Actor.ME]
        return next(iter(mine or [action.start for action in self._actions]), None)

    def _result(self) -> int | None:
        """Return the offset of the result: its last cue after the first action."""
        if self.measured is not None:
            return self.measured.start
        done = self._actions[0].start if self._actions else len(self._text)
        part = StarPart.RESULT
        found = [*self._cues(part).finditer(self._text, 0 if self._case else done)]
        found += announcing_cues(part).finditer(self._text)
        return max((match.start() for match in found), default=self._clause_after_actions())

    def _clause_before_actions(self) -> int | None:
        """Return the offset of the first past-tense clause before the first action."""
        if not self._actions or self._case:
            return None
        return first_past_clause(self._text, 0, self._actions[0].start)

    def _clause_after_actions(self) -> int | None:
        """Return the offset where others acted, in a sentence after the last action."""
        if not self._actions or self._case:
            return None
        begin = self._sentence(self._actions[-1].start).end
        return first_past_clause(self._text, begin, len(self._text), to_others=True)

    def _sentence(self, at: int) -> Evidence:
        """Return the sentence that contains an offset."""
        return next(Evidence(one.start, one.end) for one in self._sentences if at < one.end)
