from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.planning.plan import FollowUpRules, InterviewerBehavior
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.styles import (
    DEEP_DIVE,
    EXAM,
    PRACTICE,
    RAPID_FIRE,
    InterviewStyle,
    SessionRules,
)
from mock_interviewer.app.settings.declarations import (
    ANSWER_LIMIT,
    BARGE_IN,
    COLOR_SCHEME,
    EXAM_FOLLOW_UPS,
    PATIENCE,
    PLAN,
    QUESTION_COUNT,
    SOUNDS,
    STYLE,
    THINK_TIME,
)
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.settings.controller import SettingsController
from mock_interviewer.app.ui.style import colors
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.audio.recognition.endpointing.endpointer import Patience

OWN = replace(EXAM.rules, think_time=5.0, answer_limit=60.0, follow_ups=FollowUpRules(None))


@pytest.fixture
def desk(qtbot: QtBot, look: Theme, tmp_path: Path) -> Iterator[SettingsController]:
    desk = SettingsController(SettingValues(), DataFolder(tmp_path), look)
    yield desk
    desk.close()


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
def test_wishes_come_back_from_the_file(
    desk: SettingsController, look: Theme, tmp_path: Path, rules: SessionRules, style: str
) -> None:
    wishes = SessionRequest(
        "tea", ("Evaluation",), rules, 3, shuffle=False, style=style, plan="Mine"
    )
    desk.keep_wishes(wishes)
    desk.close()
    loaded = SettingsFile(DataFolder(tmp_path).settings_file).load()
    again = SettingsController(loaded.values, DataFolder(tmp_path), look)
    assert again.wishes == wishes
    again.close()


@pytest.mark.parametrize("style", [PRACTICE, EXAM])
def test_an_older_file_keeps_its_mode_as_a_style(
    qtbot: QtBot, look: Theme, tmp_path: Path, style: InterviewStyle
) -> None:
    data = DataFolder(tmp_path)
    data.settings_file.write_text(
        f"[practice]\nmode = '{style.id}'\nthink_time = 10\nanswer_limit = 120\n"
    )
    desk = SettingsController(SettingsFile(data.settings_file).load().values, data, look)
    assert (desk.wishes.style, desk.wishes.rules) == (style.id, style.rules)
    desk.close()


def test_a_style_leaves_its_times_to_the_program(desk: SettingsController) -> None:
    desk.keep_wishes(SessionRequest(rules=RAPID_FIRE.rules))
    assert desk.values.get(STYLE) == "rapid-fire"
    assert (desk.values.get(THINK_TIME), desk.values.get(ANSWER_LIMIT)) == (None, None)


def test_a_style_chosen_in_the_settings_takes_the_place_of_what_was_chosen_before(
    qtbot: QtBot, desk: SettingsController
) -> None:
    desk.keep_wishes(SessionRequest(rules=OWN, plan="Mine"))
    with qtbot.waitSignal(desk.wishes_changed):
        desk.values.set(STYLE, "deep-dive")
    assert desk.wishes.rules == DEEP_DIVE.rules
    assert desk.values.get(PLAN) is None


def test_an_exam_asks_nothing_back_where_that_is_turned_off(
    qtbot: QtBot, desk: SettingsController
) -> None:
    desk.keep_wishes(SessionRequest(rules=EXAM.rules))
    with qtbot.waitSignal(desk.wishes_changed):
        desk.values.set(EXAM_FOLLOW_UPS, False)
    assert desk.wishes.rules.follow_ups == FollowUpRules(most=0)
    assert desk.wishes.style == "exam"


def test_what_is_kept_is_not_told_as_a_change_of_what_is_wished_for(
    qtbot: QtBot, desk: SettingsController
) -> None:
    with qtbot.assertNotEmitted(desk.wishes_changed):
        desk.keep_wishes(SessionRequest(rules=OWN, count=2, plan="Mine"))
    with qtbot.waitSignal(desk.wishes_changed):
        desk.values.set(QUESTION_COUNT, 5)


def test_the_interviewer_behaves_as_the_settings_say(desk: SettingsController) -> None:
    assert desk.manner == InterviewerBehavior(Patience.NORMAL, barge_in=False, sounds=True)
    desk.values.set(PATIENCE, "key_only")
    desk.values.set(BARGE_IN, True)
    desk.values.set(SOUNDS, False)
    assert desk.manner == InterviewerBehavior(Patience.KEY_ONLY, barge_in=True, sounds=False)


def test_a_chosen_scheme_is_put_on_at_once(desk: SettingsController) -> None:
    desk.values.set(COLOR_SCHEME, "dark")
    assert colors.roles().dark


def test_settings_that_cannot_be_written_are_told(
    qtbot: QtBot, look: Theme, tmp_path: Path
) -> None:
    (tmp_path / "data").touch()
    desk = SettingsController(SettingValues(), DataFolder(tmp_path / "data"), look)
    with qtbot.waitSignal(desk.not_saved) as told:
        desk.save()
    assert told.args[0].startswith("The settings cannot be saved")
    desk.close()
