import pytest

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.planning.interview_styles import STYLES
from mock_interviewer.app.settings import declarations
from mock_interviewer.app.settings.declarations import (
    BARGE_IN,
    LANGUAGE,
    MICROPHONE,
    MODEL,
    OWN_WORDS,
    PATIENCE,
    REVIEWER_ADDRESS,
    REVIEWER_ON,
    REVIEWER_OTHER_COMPUTERS,
    SECOND_OPINION,
    SECTIONS,
    SETTINGS,
    SHUFFLE,
    STYLE,
    THINK_TIME,
    VOICE,
    VOICE_RATE,
    VOICE_VOLUME,
)
from mock_interviewer.app.settings.setting import Setting, SettingKind
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.recognition.endpointing.endpointer import Patience


def test_every_setting_is_listed_once() -> None:
    declared = [each for each in vars(declarations).values() if isinstance(each, Setting)]
    assert sorted(each.key for each in SETTINGS) == sorted(each.key for each in declared)
    assert len({each.key for each in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_setting_has_a_valid_default_and_help(setting: Setting[object]) -> None:
    assert setting.check(setting.default) == setting.default
    assert setting.label
    assert setting.help.endswith(".")
    assert bool(setting.choices) is (setting.kind is SettingKind.CHOICE)
    assert bool(setting.empty) is (setting.kind is SettingKind.TEXT)


def test_the_reviewer_is_off_by_default() -> None:
    assert not REVIEWER_ON.default
    assert not SECOND_OPINION.default
    assert not REVIEWER_OTHER_COMPUTERS.default
    assert "another computer, unencrypted" in REVIEWER_OTHER_COMPUTERS.warning


def test_the_style_setting_lists_the_session_styles() -> None:
    offered = [(choice.value, choice.label) for choice in STYLE.choices]
    assert offered == [(style.id, style.name) for style in STYLES]


def test_patience_matches_the_listener_and_defaults_to_normal() -> None:
    assert [choice.value for choice in PATIENCE.choices] == list(Patience)
    assert PATIENCE.default == Patience.NORMAL


def test_interrupting_the_interviewer_is_off_by_default() -> None:
    assert not BARGE_IN.default
    assert "speakers" in BARGE_IN.help
    assert "headphones" in BARGE_IN.warning


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        (VOICE_RATE, 99, "voice_rate must be a whole number from 100 to 260 words a minute"),
        (VOICE_RATE, 261, "voice_rate must be"),
        (VOICE_RATE, 170.0, "voice_rate must be"),
        (VOICE_RATE, True, "voice_rate must be"),
        (VOICE_VOLUME, 101, "voice_volume must be a whole number from 0 to 100 %"),
        (VOICE_VOLUME, -1, "voice_volume must be"),
        (SHUFFLE, 1, "shuffle must be true or false, not 1"),
        (MODEL, "../huge", "model must be the name of a speech model, not '../huge'"),
        (MODEL, "", "model must be the name"),
        (MODEL, ["base"], "model must be the name"),
        (STYLE, "chaos", "style must be one of practice, exam, rapid-fire, deep-dive, not 'chaos'"),
        (THINK_TIME, 601, "think_time must be a whole number from 0 to 600 seconds"),
        (VOICE_RATE, None, "voice_rate must be"),
        (VOICE, "", "voice must be a name"),
        (SECTIONS, ["a"], "sections must be a list of names"),
        (SECTIONS, (1,), "sections must be a list of names"),
        (OWN_WORDS, ["a"], "own_words must be a list of single lines of text"),
        (OWN_WORDS, ("a\nb",), "own_words must be a list of single lines"),
        (OWN_WORDS, (1,), "own_words must be a list of single lines"),
        (REVIEWER_ADDRESS, "a\nb", "reviewer_address must be a single line of text"),
        (REVIEWER_ADDRESS, None, "reviewer_address must be a single line"),
        (LANGUAGE, "tlh", "language must be one of en, ar"),
        (MICROPHONE, "Built-in", "microphone must be a device's name and host API"),
    ],
)
def test_an_invalid_value_is_rejected_with_a_message(
    setting: Setting[object], value: object, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        setting.check(value)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (VOICE_RATE, 100),
        (VOICE_RATE, 260),
        (THINK_TIME, None),
        (VOICE_VOLUME, 0),
        (VOICE_VOLUME, 100),
        (MICROPHONE, DeviceName("a", "b")),
        (SECTIONS, ("a",)),
        (OWN_WORDS, ("New York", "")),
        (LANGUAGE, "vi"),
        (MODEL, "small.en"),
        (REVIEWER_ADDRESS, "localhost:11434"),
    ],
)
def test_limit_values_are_allowed(setting: Setting[object], value: object) -> None:
    assert setting.check(value) == value
