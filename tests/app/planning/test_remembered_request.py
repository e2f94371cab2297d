from dataclasses import replace
from pathlib import Path

import pytest

from mock_interviewer.app.planning.interview_styles import (
    DEEP_DIVE,
    EXAM,
    PRACTICE,
    RAPID_FIRE,
    InterviewStyle,
    SessionRules,
)
from mock_interviewer.app.planning.plan import FollowUpRules, InterviewerBehavior
from mock_interviewer.app.planning.remembered_request import (
    behavior_in,
    remember_request,
    request_in,
)
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.settings.declarations import (
    ANSWER_LIMIT,
    BARGE_IN,
    EXAM_FOLLOW_UPS,
    FEEDBACK_TIME,
    PATIENCE,
    PLAN,
    SOUNDS,
    STYLE,
    THINK_TIME,
)
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.audio.recognition.endpointing.endpointer import Patience

OWN = replace(EXAM.rules, think_time=5.0, answer_limit=60.0, follow_ups=FollowUpRules(None))


@pytest.mark.parametrize(
    ("rules", "style"),
    [
        (PRACTICE.rules, "practice"),
        (RAPID_FIRE.rules, "rapid-fire"),
        (OWN, ""),
        (replace(RAPID_FIRE.rules, think_time=5.0), ""),
        (replace(DEEP_DIVE.rules, follow_ups=FollowUpRules(3)), ""),
    ],
)
def test_a_request_comes_back_from_the_file(
    tmp_path: Path, rules: SessionRules, style: str
) -> None:
    request = SessionRequest(
        "tea", ("Evaluation",), rules, 3, shuffle=False, style=style, plan="Mine"
    )
    values, file = SettingValues(), SettingsFile(tmp_path / "settings.toml")
    remember_request(values, request)
    file.save(values.snapshot())
    assert request_in(file.load().values) == request


@pytest.mark.parametrize("style", [PRACTICE, EXAM])
def test_an_older_file_keeps_its_mode_as_a_style(tmp_path: Path, style: InterviewStyle) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    file.path.write_text(f"[practice]\nmode = '{style.id}'\nthink_time = 10\nanswer_limit = 120\n")
    request = request_in(file.load().values)
    assert (request.style, request.rules) == (style.id, style.rules)


def test_a_style_leaves_its_times_to_the_program() -> None:
    values = SettingValues()
    remember_request(values, SessionRequest(rules=RAPID_FIRE.rules))
    assert values.get(STYLE) == "rapid-fire"
    assert (values.get(THINK_TIME), values.get(ANSWER_LIMIT)) == (None, None)


def test_another_style_replaces_own_times_and_the_plan() -> None:
    values = SettingValues()
    remember_request(values, SessionRequest(rules=OWN, plan="Mine"))
    values.set(STYLE, "deep-dive")
    assert request_in(values).rules == DEEP_DIVE.rules
    assert values.get(PLAN) is None


def test_an_exam_asks_no_follow_ups_where_that_is_turned_off() -> None:
    values = SettingValues()
    remember_request(values, SessionRequest(rules=EXAM.rules))
    values.set(EXAM_FOLLOW_UPS, False)
    request = request_in(values)
    assert request.rules.follow_ups == FollowUpRules(most=0)
    assert request.style == "exam"


def test_a_request_is_remembered_as_one_change() -> None:
    values = SettingValues()
    seen: list[SessionRequest] = []
    values.follow(STYLE, THINK_TIME, PLAN, effect=lambda *_: seen.append(request_in(values)))
    request = SessionRequest(rules=OWN, count=2, plan="Mine")
    remember_request(values, request)
    assert seen[1:] == [request]


def test_the_interviewer_behaves_as_the_settings_say() -> None:
    values = SettingValues()
    assert behavior_in(values) == InterviewerBehavior(Patience.NORMAL, barge_in=False, sounds=True)
    values.set(PATIENCE, "key_only")
    values.set(BARGE_IN, True)
    values.set(SOUNDS, False)
    values.set(FEEDBACK_TIME, 20)
    assert behavior_in(values) == InterviewerBehavior(
        Patience.KEY_ONLY, barge_in=True, sounds=False, feedback_time=20.0
    )
