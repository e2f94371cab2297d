"""The session request and the interviewer's behavior, as the settings remember them."""

from dataclasses import replace

from mock_interviewer.app.planning.interview_styles import (
    InterviewStyle,
    SessionRules,
    nearest_style,
    styles_for,
)
from mock_interviewer.app.planning.plan import FollowUpRules, InterviewerBehavior
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.audio.recognition.endpointing.endpointer import Patience

REQUEST_SETTINGS = (
    keys.BANK,
    keys.SECTIONS,
    keys.STYLE,
    keys.EXAM_FOLLOW_UPS,
    keys.THINK_TIME,
    keys.ANSWER_LIMIT,
    keys.FOLLOW_UPS,
    keys.QUESTION_COUNT,
    keys.SHUFFLE,
    keys.PLAN,
)
"""The settings on which ``styles_in`` and ``request_in`` depend."""


def behavior_in(values: SettingValues) -> InterviewerBehavior:
    """Return how the interviewer behaves."""
    return InterviewerBehavior(
        patience=Patience(values.get(keys.PATIENCE)),
        barge_in=values.get(keys.BARGE_IN),
        sounds=values.get(keys.SOUNDS),
        feedback_time=float(values.get(keys.FEEDBACK_TIME)),
    )


def styles_in(values: SettingValues) -> tuple[InterviewStyle, ...]:
    """Return the built-in styles, as the person wants them."""
    return styles_for(exam_follow_ups=values.get(keys.EXAM_FOLLOW_UPS))


def request_in(values: SettingValues) -> SessionRequest:
    """Return the last session request."""
    style = next(style for style in styles_in(values) if style.id == values.get(keys.STYLE))
    rules = _rules(values, style)
    return SessionRequest(
        bank=values.get(keys.BANK) or "",
        sections=values.get(keys.SECTIONS),
        rules=rules,
        count=values.get(keys.QUESTION_COUNT),
        shuffle=values.get(keys.SHUFFLE),
        style=style.id if rules == style.rules else "",
        plan=values.get(keys.PLAN) or "",
    )


def remember_request(values: SettingValues, request: SessionRequest) -> None:
    """Store ``request`` in the settings, as one change."""
    style = nearest_style(request.rules, styles_in(values))
    own, base = request.rules, style.rules
    put = values.set
    with values.together():
        put(keys.BANK, request.bank or None)
        put(keys.SECTIONS, request.sections)
        put(keys.STYLE, style.id)  # resets some of those below
        put(keys.THINK_TIME, _unless_same(own.think_time, base.think_time))
        put(keys.ANSWER_LIMIT, _unless_same(own.answer_limit, base.answer_limit))
        put(keys.FOLLOW_UPS, _unless_same(_figure(own.follow_ups), _figure(base.follow_ups)))
        put(keys.QUESTION_COUNT, request.count)
        put(keys.SHUFFLE, request.shuffle)
        put(keys.PLAN, request.plan or None)


def _rules(values: SettingValues, style: InterviewStyle) -> SessionRules:
    """Return the rules of ``style`` with what the settings replace in them."""
    own = style.rules
    think, limit = values.get(keys.THINK_TIME), values.get(keys.ANSWER_LIMIT)
    most = values.get(keys.FOLLOW_UPS)
    return replace(
        own,
        think_time=own.think_time if think is None else float(think),
        answer_limit=own.answer_limit if limit is None else float(limit),
        follow_ups=own.follow_ups if most is None else _follow_ups(most),
    )


def _unless_same(chosen: float, usual: float) -> int | None:
    return None if chosen == usual else round(chosen)


def _figure(rules: FollowUpRules) -> int:
    """Return how many follow-ups are allowed, as the settings write it."""
    return keys.ALL_FOLLOW_UPS if rules.most is None else rules.most


def _follow_ups(most: int) -> FollowUpRules:
    return FollowUpRules(None if most == keys.ALL_FOLLOW_UPS else most)
