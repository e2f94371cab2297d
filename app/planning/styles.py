"""Interview styles: the rules for time limits, feedback, retries and follow-ups."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mock_interviewer.app.planning.plan import FollowUpRules, Plan, PlannedQuestion, SessionMode


class FeedbackTiming(StrEnum):
    """When a session tells what became of an answer."""

    AFTER_EACH = "after-each"
    AT_END = "at-end"


@dataclass(frozen=True)
class SessionRules:
    """What a style lays down; a person may change each for a plan of their own.

    ``think_time`` and ``answer_limit`` are seconds, 0 for none. ``retry`` says whether an answer
    may be tried again at once; ``one_topic`` that all questions are of one section. Raises
    ValueError for seconds that are negative or not finite.
    """

    think_time: float
    answer_limit: float
    feedback: FeedbackTiming
    follow_ups: FollowUpRules
    retry: bool
    one_topic: bool = False

    def __post_init__(self) -> None:
        for seconds in (self.think_time, self.answer_limit):
            if not 0 <= seconds < math.inf:
                raise ValueError(f"{seconds} is no time to think or to answer")

    @property
    def mode(self) -> SessionMode:
        """What a session of these rules does between takes: waits for the person, or goes on."""
        return (
            SessionMode.PRACTICE if self.feedback is FeedbackTiming.AFTER_EACH else SessionMode.EXAM
        )


@dataclass(frozen=True)
class InterviewStyle:
    """Rules that have a name. ``id`` is kept with sessions; ``about`` is a sentence for people."""

    id: str
    name: str
    about: str
    rules: SessionRules


PRACTICE = InterviewStyle(
    "practice",
    "Practice",
    "You get feedback after each answer and can try it again at once.",
    SessionRules(10.0, 120.0, FeedbackTiming.AFTER_EACH, FollowUpRules(most=2), retry=True),
)
EXAM = InterviewStyle(
    "exam",
    "Exam",
    "One question follows the other, on time; feedback comes at the end.",
    SessionRules(10.0, 120.0, FeedbackTiming.AT_END, FollowUpRules(most=2), retry=False),
)
RAPID_FIRE = InterviewStyle(
    "rapid-fire",
    "Rapid fire",
    "Half a minute for each answer and no time to think; feedback comes at the end.",
    SessionRules(0.0, 30.0, FeedbackTiming.AT_END, FollowUpRules(most=0), retry=False),
)
DEEP_DIVE = InterviewStyle(
    "deep-dive",
    "Deep dive",
    "One topic; you are asked back for as long as something essential is missing.",
    SessionRules(
        10.0,
        180.0,
        FeedbackTiming.AFTER_EACH,
        FollowUpRules(most=None),
        retry=True,
        one_topic=True,
    ),
)

STYLES: tuple[InterviewStyle, ...] = (PRACTICE, EXAM, RAPID_FIRE, DEEP_DIVE)
"""All styles that come with the program, in the order in which they are offered."""
CUSTOM = "custom"
"""Stands for a style's id with sessions under rules of a person's own."""


def style_by_id(id_: str) -> InterviewStyle | None:
    """Return the style of this id; None where none comes with the program."""
    return next((style for style in STYLES if style.id == id_), None)


def style_id(rules: SessionRules) -> str:
    """Return the id of the style that lays down exactly these rules, else CUSTOM."""
    return next((style.id for style in STYLES if style.rules == rules), CUSTOM)


def styles_for(*, exam_follow_ups: bool) -> tuple[InterviewStyle, ...]:
    """Return all styles as a person has them, who may want no follow-ups in an exam."""
    if exam_follow_ups:
        return STYLES
    strict = replace(EXAM, rules=replace(EXAM.rules, follow_ups=FollowUpRules(most=0)))
    return tuple(strict if style is EXAM else style for style in STYLES)


def nearest_style(rules: SessionRules, styles: Sequence[InterviewStyle] = STYLES) -> InterviewStyle:
    """Return the style from which ``rules`` differ least.

    That is the first of ``styles`` that differs in nothing; else the first that differs only in
    times and follow-ups; else the first with the same mode; else the first.
    """

    def unlike(style: InterviewStyle) -> tuple[bool, bool, bool]:
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
    rules: SessionRules,
    questions: Sequence[PlannedQuestion],
    *,
    style: str | None = None,
    seed: int | None = None,
    language: str | None = None,
) -> Plan:
    """Return the plan that asks ``questions``, in their order, under ``rules``.

    ``style`` is the id that the session is kept with, ``style_id(rules)`` where none is given.
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
        style=style or style_id(rules),
    )
