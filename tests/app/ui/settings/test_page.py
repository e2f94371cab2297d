from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QSpinBox
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import button, child

from mock_interviewer.app.settings import declarations
from mock_interviewer.app.settings.declarations import (
    COLOR_SCHEME,
    LANGUAGE,
    MICROPHONE,
    MODEL,
    OWN_WORDS,
    QUESTION_COUNT,
    SECTIONS,
    SETTINGS,
    SHUFFLE,
    VOICE,
    VOICE_RATE,
)
from mock_interviewer.app.settings.setting import Setting, SettingGroup
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.practice.sound_check import VoiceCheck
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.settings.setting_editors import SettingOptions
from mock_interviewer.app.ui.settings.setting_options import (
    microphone_options,
    model_options,
    speaker_options,
)
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.column import PageColumn
from mock_interviewer.app.ui.widgets.switch import ToggleSwitch
from mock_interviewer.app.ui.widgets.text_fields import LinesEdit
from mock_interviewer.audio.devices.device import Device, DeviceName
from mock_interviewer.audio.errors import AudioLibraryMissing
from mock_interviewer.audio.recognition.models.store import ModelStore

HEADSET = DeviceName("Headset", "ALSA")


@pytest.fixture
def values() -> SettingValues:
    return SettingValues()


@pytest.fixture
def page(qtbot: QtBot, values: SettingValues, look: Theme) -> SettingsPage:
    return _page(qtbot, values)


def _page(qtbot: QtBot, values: SettingValues, **more: Any) -> SettingsPage:
    made = SettingsPage(values, Path("/data/mock-interviewer"), **more)
    made.resize(800, 600)
    qtbot.addWidget(made)
    return made


def _picker(page: SettingsPage, setting: Setting[Any]) -> Picker[Any]:
    return child(page.field(setting.key).editor, Picker)


def _pick(page: SettingsPage, setting: Setting[Any], label: str) -> None:
    picker = _picker(page, setting)
    index = picker.findText(label)
    assert index >= 0, f"{label} is not offered"
    picker.setCurrentIndex(index)
    picker.activated.emit(index)


def _offered(page: SettingsPage, setting: Setting[Any]) -> list[str]:
    picker = _picker(page, setting)
    return [picker.itemText(at) for at in range(picker.count())]


def _reset_button(page: SettingsPage, group: SettingGroup) -> QPushButton:
    return button(page, f"Reset {group.label.lower()} settings to default")


def _at_once(options: SettingOptions) -> Future[SettingOptions]:
    future: Future[SettingOptions] = Future()
    future.set_result(options)
    return future


def test_every_declared_setting_has_a_field_but_for_those_chosen_elsewhere(
    page: SettingsPage,
) -> None:
    shown = [setting for setting in SETTINGS if not setting.elsewhere]
    for setting in shown:
        assert page.field(setting.key).setting is setting
    with pytest.raises(KeyError):
        page.field(SECTIONS.key)


def test_a_new_declaration_makes_a_field(
    qtbot: QtBot, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume = replace(VOICE_RATE, key="volume", label="Volume", group=SettingGroup.LOOK, default=150)
    declared = (*SETTINGS, volume)
    monkeypatch.setattr("mock_interviewer.app.settings.values.SETTINGS", declared)
    values = SettingValues()
    page = _page(qtbot, values, declarations=declared)
    box = child(page.field("volume").editor, QSpinBox)
    assert box.accessibleName() == "Volume"
    box.setValue(180)
    assert values.get(volume) == 180
    assert declarations.SETTINGS == SETTINGS


def test_a_number_shows_its_unit_and_keeps_its_range(
    page: SettingsPage, values: SettingValues
) -> None:
    box = child(page.field(VOICE_RATE.key).editor, QSpinBox)
    assert box.text() == "170 words a minute"
    box.setValue(9_999)
    assert values.get(VOICE_RATE) == VOICE_RATE.maximum


def test_a_typed_number_counts_once_it_is_finished(
    qtbot: QtBot, page: SettingsPage, values: SettingValues
) -> None:
    page.show()
    box = child(page.field(QUESTION_COUNT.key).editor, QSpinBox)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "45")
    assert values.get(QUESTION_COUNT) == 8
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert values.get(QUESTION_COUNT) == 45


def test_a_switch_is_turned_by_keyboard(
    qtbot: QtBot, page: SettingsPage, values: SettingValues
) -> None:
    switch = child(page.field(SHUFFLE.key).editor, ToggleSwitch)
    assert switch.isChecked()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert values.get(SHUFFLE) is False


def test_a_choice_is_set_to_its_value(page: SettingsPage, values: SettingValues) -> None:
    _pick(page, COLOR_SCHEME, "Dark")
    assert values.get(COLOR_SCHEME) == "dark"


def test_a_failed_save_is_shown_and_can_be_tried_again(qtbot: QtBot, page: SettingsPage) -> None:
    page.show_not_saved("The disk is full.")
    assert child(page, Banner).text == "The disk is full."
    with qtbot.waitSignal(page.save_requested):
        button(page, "Try again").click()
    assert child(page, Banner).text == ""


def test_own_words_are_set_when_the_person_is_done_with_them(
    qtbot: QtBot, page: SettingsPage, values: SettingValues
) -> None:
    page.show()
    lines = child(page.field(OWN_WORDS.key).editor, LinesEdit)
    lines.setFocus()
    qtbot.keyClicks(lines, "Ada Lovelace")
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    qtbot.keyClicks(lines, "Zuse")
    assert values.get(OWN_WORDS) == ()
    with qtbot.waitSignal(page.back_requested):
        qtbot.keyClick(lines, Qt.Key.Key_Escape)
    page.hide()
    assert values.get(OWN_WORDS) == ("Ada Lovelace", "Zuse")


def test_own_words_are_shown_and_reset(page: SettingsPage, values: SettingValues) -> None:
    values.set(OWN_WORDS, ("Ada Lovelace", "Zuse"))
    lines = child(page.field(OWN_WORDS.key).editor, LinesEdit)
    assert lines.toPlainText() == "Ada Lovelace\nZuse"
    _reset_button(page, SettingGroup.RECOGNITION).click()
    assert lines.toPlainText() == ""
    assert values.get(OWN_WORDS) == ()


def test_reset_puts_its_group_back_and_only_that(
    qtbot: QtBot, page: SettingsPage, values: SettingValues
) -> None:
    reset = _reset_button(page, SettingGroup.PRACTICE)
    assert reset.isHidden()
    values.set(QUESTION_COUNT, 60)
    values.set(MODEL, "tiny.en")
    assert not reset.isHidden()
    reset.click()
    assert values.get(QUESTION_COUNT) == QUESTION_COUNT.default
    assert values.get(MODEL) == "tiny.en"
    assert child(page.field(QUESTION_COUNT.key).editor, QSpinBox).value() == QUESTION_COUNT.default
    assert reset.isHidden()


def test_a_change_made_elsewhere_is_shown(page: SettingsPage, values: SettingValues) -> None:
    values.set(COLOR_SCHEME, "dark")
    assert _picker(page, COLOR_SCHEME).currentText() == "Dark"


def test_devices_are_offered_once_they_are_found(
    qtbot: QtBot, values: SettingValues, look: Theme
) -> None:
    found: Future[SettingOptions] = Future()
    page = _page(qtbot, values, option_finders={MICROPHONE.key: lambda: found})
    page.show()
    assert _offered(page, MICROPHONE) == ["System default"]
    found.set_result([(HEADSET, "Headset")])
    qtbot.waitUntil(lambda: _offered(page, MICROPHONE) == ["System default", "Headset"])
    _pick(page, MICROPHONE, "Headset")
    assert values.get(MICROPHONE) == HEADSET


def test_the_automatic_voice_has_the_same_name_as_on_the_practice_page(
    qtbot: QtBot, values: SettingValues, look: Theme
) -> None:
    check = VoiceCheck()
    qtbot.addWidget(check)
    check.offer((), None)
    assert _offered(_page(qtbot, values), VOICE) == [child(check, Picker).itemText(0)]


def test_a_saved_device_that_is_missing_is_kept_and_marked(
    qtbot: QtBot, values: SettingValues, look: Theme
) -> None:
    values.set(MICROPHONE, HEADSET)
    found = iter([[], [(HEADSET, "Headset")]])
    option_finders = {MICROPHONE.key: lambda: _at_once(next(found))}
    page = _page(qtbot, values, option_finders=option_finders)
    assert _picker(page, MICROPHONE).currentText() == "Headset"
    page.show()
    qtbot.waitUntil(lambda: _picker(page, MICROPHONE).currentText() == "Not found: Headset")
    assert values.get(MICROPHONE) == HEADSET
    rescan = child(page.field(MICROPHONE.key).editor, QPushButton)
    qtbot.waitUntil(rescan.isEnabled)
    rescan.click()
    qtbot.waitUntil(lambda: _picker(page, MICROPHONE).currentText() == "Headset")


def test_the_models_on_this_machine_are_offered_and_all_others_are_a_page_away(
    qtbot: QtBot, values: SettingValues, look: Theme
) -> None:
    found = [("base", "Base"), ("mine", "mine")]
    page = _page(qtbot, values, option_finders={MODEL.key: lambda: _at_once(found)})
    page.show()
    qtbot.waitUntil(lambda: _offered(page, MODEL) == ["Base", "mine"])
    _pick(page, MODEL, "mine")
    assert values.get(MODEL) == "mine"
    more = child(page.field(MODEL.key).editor, QPushButton)
    more.setFocus()
    with qtbot.waitSignal(page.models_requested):
        qtbot.keyClick(more, Qt.Key.Key_Space)


def test_a_model_chosen_elsewhere_is_shown_though_it_was_not_found(
    qtbot: QtBot, values: SettingValues, look: Theme
) -> None:
    page = _page(qtbot, values, option_finders={MODEL.key: lambda: _at_once([("base", "Base")])})
    page.show()
    values.set(MODEL, "small.en")
    qtbot.waitUntil(lambda: _picker(page, MODEL).currentText() == "Not found: Small (English only)")


def test_only_models_that_can_be_used_are_offered(tmp_path: Path) -> None:
    offered = [name for name, _ in model_options(ModelStore(tmp_path / "models").list())]
    assert offered == ["base", "tiny.en"]


def test_a_failed_search_for_devices_is_reported(
    qtbot: QtBot, values: SettingValues, look: Theme
) -> None:
    broken: Future[SettingOptions] = Future()
    broken.set_exception(AudioLibraryMissing("PortAudio is missing.", "Install it."))
    page = _page(qtbot, values, option_finders={MICROPHONE.key: lambda: broken})
    page.show()
    qtbot.waitUntil(lambda: child(page, Banner).text == "PortAudio is missing. Install it.")


def test_devices_found_after_the_page_was_left_are_dropped(
    qtbot: QtBot, values: SettingValues, look: Theme
) -> None:
    late: Future[SettingOptions] = Future()
    late.set_running_or_notify_cancel()
    page = _page(qtbot, values, option_finders={VOICE.key: lambda: late})
    page.show()
    page.hide()
    late.set_result([("joe", "Joe")])
    qtbot.wait(1)
    assert _offered(page, VOICE) == ["Automatic"]


def test_only_devices_that_can_do_it_are_offered_and_namesakes_are_distinguished() -> None:
    devices = [
        Device(0, "Built-in", "ALSA", 2, 0, 48_000.0),
        Device(1, "Built-in", "JACK", 2, 2, 48_000.0),
        Device(2, "Screen", "ALSA", 0, 2, 48_000.0),
    ]
    assert [label for _, label in microphone_options(devices)] == [
        "Built-in (ALSA)",
        "Built-in (JACK)",
    ]
    assert [label for _, label in speaker_options(devices)] == ["Built-in", "Screen"]


def test_the_folder_of_the_data_is_shown_and_opened(
    qtbot: QtBot, values: SettingValues, look: Theme
) -> None:
    asked: list[Path] = []

    def refuse(folder: Path) -> bool:
        asked.append(folder)
        return False

    page = _page(qtbot, values, open_folder=refuse)
    next(each for each in page.findChildren(QPushButton) if each.text() == "Open folder").click()
    assert asked == [Path("/data/mock-interviewer")]
    assert "/data/mock-interviewer" in child(page, Banner).text


def test_every_focusable_widget_has_a_name(page: SettingsPage) -> None:
    assert nameless(page) == []


@pytest.mark.parametrize("width", [580, 640, 800])
def test_nothing_is_cut_off_at_any_width(qtbot: QtBot, page: SettingsPage, width: int) -> None:
    page.resize(width, 480)
    page.show()
    qtbot.wait(0)
    assert child(page, PageColumn).width() <= width


@pytest.mark.parametrize("setting", [LANGUAGE, COLOR_SCHEME, VOICE_RATE, QUESTION_COUNT])
@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp])
def test_keys_that_turn_the_page_scroll_it_and_change_no_setting(
    qtbot: QtBot, page: SettingsPage, values: SettingValues, setting: Setting[Any], key: Qt.Key
) -> None:
    page.show()
    bar = child(page, QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before, at = values.get(setting), bar.value()
    control = page.field(setting.key).editor.focusProxy()
    qtbot.keyClick(control, key)
    assert values.get(setting) == before
    assert (bar.value() > at) is (key == Qt.Key.Key_PageDown)
    assert bar.value() != at
