from collections.abc import Callable

import pytest

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.settings.declarations import (
    MODEL,
    QUESTION_COUNT,
    SHUFFLE,
    STYLE,
    THINK_TIME,
    VOICE_RATE,
)
from mock_interviewer.app.settings.values import SettingValues


def test_missing_values_have_their_defaults() -> None:
    values = SettingValues({"voice_rate": 200})
    assert values.get(VOICE_RATE) == 200
    assert values.get(QUESTION_COUNT) == 8


def test_an_effect_runs_at_once_and_after_each_change() -> None:
    values = SettingValues({"think_time": 2})
    seen: list[int | None] = []
    values.follow(THINK_TIME, effect=seen.append)
    assert seen == [2]
    values.set(THINK_TIME, 3)
    values.set(THINK_TIME, 3)
    values.set(VOICE_RATE, 200)
    assert seen == [2, 3]


def test_an_effect_gets_all_values_that_it_observes() -> None:
    values = SettingValues()
    seen: list[tuple[int, bool]] = []
    values.follow(VOICE_RATE, SHUFFLE, effect=lambda rate, shuffle: seen.append((rate, shuffle)))
    values.set(SHUFFLE, value=False)
    values.set(VOICE_RATE, 200)
    assert seen == [(170, True), (170, False), (200, False)]


def test_changes_in_one_batch_run_an_effect_once() -> None:
    values = SettingValues()
    seen: list[tuple[int, bool]] = []
    values.follow(VOICE_RATE, SHUFFLE, effect=lambda rate, shuffle: seen.append((rate, shuffle)))
    with values.together():
        values.set(SHUFFLE, value=False)
        with values.together():
            values.set(VOICE_RATE, 200)
        assert len(seen) == 1
    assert seen[1:] == [(200, False)]


def test_changes_that_cancel_out_run_no_effect() -> None:
    values = SettingValues()
    seen: list[int] = []
    values.follow(VOICE_RATE, effect=seen.append)
    with values.together():
        values.set(VOICE_RATE, 200)
        values.reset(VOICE_RATE)
    assert seen == [170]


def test_changes_before_an_error_still_run_their_effects() -> None:
    values = SettingValues()
    seen: list[int] = []
    values.follow(VOICE_RATE, effect=seen.append)

    def change() -> None:
        with values.together():
            values.set(VOICE_RATE, 200)
            values.set(MODEL, "../huge")

    with pytest.raises(UsageError):
        change()
    assert seen == [170, 200]


def test_an_effect_may_change_another_setting() -> None:
    values = SettingValues()
    seen: list[int] = []
    values.follow(SHUFFLE, effect=lambda on: values.set(VOICE_RATE, 170 if on else 200))
    values.follow(VOICE_RATE, effect=seen.append)
    values.set(SHUFFLE, value=False)
    assert seen == [170, 200]


def test_an_unsubscribed_effect_is_not_called() -> None:
    values = SettingValues()
    seen: list[bool] = []
    unsubscribe = values.follow(SHUFFLE, effect=seen.append)
    unsubscribe()
    unsubscribe()
    values.set(SHUFFLE, value=False)
    assert seen == [True]


def test_an_effect_unsubscribed_by_another_is_not_called() -> None:
    values = SettingValues()
    seen: list[bool] = []
    ends: list[Callable[[], None]] = []
    values.follow(SHUFFLE, effect=lambda _on: [end() for end in ends])
    ends.append(values.follow(SHUFFLE, effect=seen.append))
    values.set(SHUFFLE, value=False)
    assert seen == [True]


def test_replacing_all_values_runs_effects_once() -> None:
    values = SettingValues()
    seen: list[tuple[str, int | None]] = []
    values.follow(STYLE, THINK_TIME, effect=lambda style, think: seen.append((style, think)))
    values.replace(SettingValues({"style": "exam", "think_time": 4}))
    assert seen == [("practice", None), ("exam", 4)]


def test_a_rejected_value_changes_nothing() -> None:
    values = SettingValues()
    seen: list[str] = []
    values.follow(MODEL, effect=seen.append)
    with pytest.raises(UsageError):
        values.set(MODEL, "../huge")
    assert seen == [values.get(MODEL)] == ["base"]


def test_changing_the_style_resets_overrides_of_its_rules() -> None:
    values = SettingValues({"think_time": 4, "voice_rate": 200})
    values.set(STYLE, "exam")
    assert (values.get(THINK_TIME), values.get(VOICE_RATE)) == (None, 200)


def test_a_reset_restores_the_default() -> None:
    values = SettingValues({"voice_rate": 200})
    values.reset(VOICE_RATE)
    assert values.get(VOICE_RATE) == 170


def test_a_snapshot_does_not_change_with_the_values() -> None:
    values = SettingValues()
    snapshot = values.snapshot()
    values.set(VOICE_RATE, 200)
    assert snapshot["voice_rate"] == 170
