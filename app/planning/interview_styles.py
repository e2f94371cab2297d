"""Interview styles: the rules for time limits, feedback, retries, and follow-ups."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mock_interviewer.app.planning.plan import FollowUpRules, Plan, PlannedQuestion, SessionMode


class FeedbackTiming(StrEnum):
    """When a session shows feedback."""

    AFTER_EACH = "after-each"
    AT_END = "at-end"


@dataclass(frozen=True)
class SessionRules:
    """The rules of a style; a person may change each of them in a custom plan.

    ``think_time`` and ``answer_limit`` are in seconds, 0 for none. ``retry`` allows trying an
    answer again right away; ``one_topic`` takes all questions from one section. Raises ValueError
    for seconds that are negative or not finite.
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
                raise ValueError(f"invalid time limit: {seconds}")

    @property
    def mode(self) -> SessionMode:
        """Whether a session with these rules waits for the person between takes, or continues."""
        return (
            SessionMode.PRACTICE if self.feedback is FeedbackTiming.AFTER_EACH else SessionMode.EXAM
        )


@dataclass(frozen=True)
class InterviewStyle:
    """Named rules. ``id`` is saved with sessions; ``about`` describes the style to the person."""

    id: str
    name: str
    about: str
    rules: SessionRules


PRACTICE = InterviewStyle(
    "practice",
    "Practice",
    "You get feedback after each answer and can try again right away.",
    SessionRules(10.0, 120.0, FeedbackTiming.AFTER_EACH, FollowUpRules(most=2), retry=True),
)
EXAM = InterviewStyle(
    "exam",
    "Exam",
    "Timed questions in a row, with feedback at the end.",
    SessionRules(10.0, 120.0, FeedbackTiming.AT_END, FollowUpRules(most=2), retry=False),
)
RAPID_FIRE = InterviewStyle(
    "rapid-fire",
    "Rapid fire",
    "30 seconds per answer and no time to think, with feedback at the end.",
    SessionRules(0.0, 30.0, FeedbackTiming.AT_END, FollowUpRules(most=0), retry=False),
)
DEEP_DIVE = InterviewStyle(
    "deep-dive",
    "Deep dive",
    "One topic, with follow-ups until nothing essential is missing.",
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
"""The built-in styles, in display order."""
CUSTOM = "custom"
"""The style id of sessions with custom rules."""


def style_by_id(id_: str) -> InterviewStyle | None:
    """Return the built-in style with this id, or None."""
    return next((style for style in STYLES if style.id == id_), None)


def style_id(rules: SessionRules) -> str:
    """Return the id of the style with exactly these rules, or CUSTOM."""
    return next((style.id for style in STYLES if style.rules == rules), CUSTOM)


def styles_for(*, exam_follow_ups: bool) -> tuple[InterviewStyle, ...]:
    """Return the styles with the person's setting for follow-ups in exams applied."""
    if exam_follow_ups:
        return STYLES
    strict = replace(EXAM, rules=replace(EXAM.rules, follow_ups=FollowUpRules(most=0)))
    return tuple(strict if style is EXAM else style for style in STYLES)


def nearest_style(rules: SessionRules, styles: Sequence[InterviewStyle] = STYLES) -> InterviewStyle:
    """Return the style from which ``rules`` differ least.

    That is the first of ``styles`` without a difference; otherwise the first that differs only in
    times and follow-ups; otherwise the first with the same mode; otherwise the first.
    """

    def difference(style: InterviewStyle) -> tuple[bool, bool, bool]:
        own = style.rules
        kept = replace(
            rules,
            think_time=own.think_time,
            answer_limit=own.answer_limit,
            follow_ups=own.follow_ups,
        )
        return own.mode is not rules.mode, kept != own, rules != own

    return min(styles, key=difference)


def plan_under(
    rules: SessionRules,
    questions: Sequence[PlannedQuestion],
    *,
    style: str | None = None,
    seed: int | None = None,
    language: str | None = None,
) -> Plan:
    """Return the plan that asks ``questions``, in their order, under ``rules``.

    ``style`` is the id saved with the session, by default ``style_id(rules)``. ``seed`` and
    ``language`` are as in Plan.
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
