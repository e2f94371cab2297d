"""Interview styles: under which rules a session asks, listens, tells and asks back."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mock_interviewer.app.interview.plan import FollowUpRules, Mode, Plan, PlannedQuestion


class FeedbackWhen(StrEnum):
    """When a session tells what became of an answer."""

    AFTER_EACH = "after-each"
    AT_END = "at-end"


@dataclass(frozen=True)
class Rules:
    """What a style lays down; a person may change each for a plan of their own.

    ``think_time`` and ``answer_limit`` are seconds, 0 for none. ``retry`` says whether an answer
    may be tried again at once; ``one_topic`` that all questions are of one section. Raises
    ValueError for seconds that are negative or not finite.
    """

    think_time: float
    answer_limit: float
    feedback: FeedbackWhen
    follow_ups: FollowUpRules
    retry: bool
    one_topic: bool = False

    def __post_init__(self) -> None:
        for seconds in (self.think_time, self.answer_limit):
            if not 0 <= seconds < math.inf:
                raise ValueError(f"{seconds} is no time to think or to answer")

    @property
    def mode(self) -> Mode:
        """What a session of these rules does between takes: waits for the person, or goes on."""
        return Mode.PRACTICE if self.feedback is FeedbackWhen.AFTER_EACH else Mode.EXAM


@dataclass(frozen=True)
class Style:
    """Rules that have a name. ``id`` is kept with sessions; ``about`` is a sentence for people."""

    id: str
    name: str
    about: str
    rules: Rules


PRACTICE = Style(
    "practice",
    "Practice",
    "You get feedback after each answer and can try it again at once.",
    Rules(10.0, 120.0, FeedbackWhen.AFTER_EACH, FollowUpRules(most=2), retry=True),
)
EXAM = Style(
    "exam",
    "Exam",
    "One question follows the other, on time; feedback comes at the end.",
    Rules(10.0, 120.0, FeedbackWhen.AT_END, FollowUpRules(most=2), retry=False),
)
RAPID_FIRE = Style(
    "rapid-fire",
    "Rapid fire",
    "Half a minute for each answer and no time to think; feedback comes at the end.",
    Rules(0.0, 30.0, FeedbackWhen.AT_END, FollowUpRules(most=0), retry=False),
)
DEEP_DIVE = Style(
    "deep-dive",
    "Deep dive",
    "One topic; you are asked back for as long as something essential is missing.",
    Rules(
        10.0,
        180.0,
        FeedbackWhen.AFTER_EACH,
        FollowUpRules(most=None),
        retry=True,
        one_topic=True,
    ),
)

STYLES: tuple[Style, ...] = (PRACTICE, EXAM, RAPID_FIRE, DEEP_DIVE)
"""All styles that come with the program, in the order in which they are offered."""
CUSTOM = "custom"
"""Stands for a style's id with sessions under rules of a person's own."""


def style_of(id_: str) -> Style | None:
    """Return the style of this id; None where none comes with the program."""
    return next((style for style in STYLES if style.id == id_), None)


def id_of(rules: Rules) -> str:
    """Return the id of the style that lays down exactly these rules, else CUSTOM."""
    return next((style.id for style in STYLES if style.rules == rules), CUSTOM)


def styles_for(*, exam_follow_ups: bool) -> tuple[Style, ...]:
    """Return all styles as a person has them, who may want no follow-ups in an exam."""
    if exam_follow_ups:
        return STYLES
    strict = replace(EXAM, rules=replace(EXAM.rules, follow_ups=FollowUpRules(most=0)))
    return tuple(strict if style is EXAM else style for style in STYLES)


def nearest(rules: Rules, styles: Sequence[Style] = STYLES) -> Style:
    """Return the style from which ``rules`` differ least.

    That is the first of ``styles`` that differs in nothing; else the first that differs only in
    times and follow-ups; else the first with the same mode; else the first.
    """

    def unlike(style: Style) -> tuple[bool, bool, bool]:
        own = style.rules
        kept = replace(
            rules,
            think_time=own.think_time,
            answer_limit=own.answer_limit,
            follow_ups=own.follow_ups,
        )
        return own.mode is not rules.mode, kept != own, rules != own

    return min(styles, key=unlike)


def plan_under(
    rules: Rules,
    questions: Sequence[PlannedQuestion],
    *,
    style: str | None = None,
    seed: int | None = None,
    language: str | None = None,
) -> Plan:
    """Return the plan that asks ``questions``, in their order, under ``rules``.

    ``style`` is the id that the session is kept with, ``id_of(rules)`` where none is given.
    ``seed`` and ``language`` are as in Plan.
    """
    return Plan(
        questions=tuple(questions),
        mode=rules.mode,
        think_time=rules.think_time,
        answer_limit=rules.answer_limit,
        seed=seed,
        language=language,
        follow_ups=rules.follow_ups,
        retry=rules.retry,
        style=style or id_of(rules),
    )
