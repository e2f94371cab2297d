import pytest

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.settings.declarations import (
    MODEL,
    QUESTION_COUNT,
    SHUFFLE,
    THINK_TIME,
    VOICE_RATE,
)
from mock_interviewer.app.settings.values import SettingValues


def test_values_not_given_are_defaults() -> None:
    values = SettingValues({"voice_rate": 200})
    assert values.get(VOICE_RATE) == 200
    assert values.get(QUESTION_COUNT) == 8


def test_a_change_is_told_once_to_each_subscriber() -> None:
    values = SettingValues()
    told: list[tuple[str, object]] = []
    values.changed(lambda setting: told.append((setting.key, values.get(setting))))
    values.set(THINK_TIME, 3)
    values.set(THINK_TIME, 3)
    assert told == [("think_time", 3)]


def test_who_unsubscribed_is_told_nothing() -> None:
    values = SettingValues()
    told: list[str] = []
    unsubscribe = values.changed(lambda setting: told.append(setting.key))
    unsubscribe()
    unsubscribe()
    values.set(SHUFFLE, value=False)
    assert told == []


def test_a_refused_value_changes_and_tells_nothing() -> None:
    values = SettingValues()
    told: list[str] = []
    values.changed(lambda setting: told.append(setting.key))
    with pytest.raises(UsageError):
        values.set(MODEL, "../huge")
    assert values.get(MODEL) == "base"
    assert told == []


def test_a_reset_goes_back_to_the_default() -> None:
    values = SettingValues({"voice_rate": 200})
    values.reset(VOICE_RATE)
    assert values.get(VOICE_RATE) == 170


def test_a_snapshot_does_not_change_with_the_values() -> None:
    values = SettingValues()
    snapshot = values.snapshot()
    values.set(VOICE_RATE, 200)
    assert snapshot["voice_rate"] == 170
