from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child, texts

from mock_interviewer.app.settings.declarations import (
    REVIEWER_ADDRESS,
    REVIEWER_MODEL,
    REVIEWER_ON,
    REVIEWER_OTHER_COMPUTERS,
    SECOND_OPINION,
)
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.labels import StatusLabel
from mock_interviewer.app.ui.widgets.switch import ToggleSwitch
from mock_interviewer.app.ui.widgets.text_fields import SingleLineEdit

DEPENDENT = (SECOND_OPINION, REVIEWER_ADDRESS, REVIEWER_MODEL, REVIEWER_OTHER_COMPUTERS)


@pytest.fixture
def values() -> SettingValues:
    return SettingValues()


@pytest.fixture
def page(qtbot: QtBot, values: SettingValues, look: Theme) -> SettingsPage:
    page = SettingsPage(values, Path("/data"))
    page.resize(800, 600)
    qtbot.addWidget(page)
    page.show()
    return page


def _line(page: SettingsPage) -> SingleLineEdit:
    return child(page.field(REVIEWER_ADDRESS.key).editor, SingleLineEdit)


def _privacy_note(page: SettingsPage) -> str:
    return next(text for text in texts(page) if text.startswith("Recordings, transcripts"))


def test_reviewer_settings_are_shown_only_if_the_reviewer_is_on(
    page: SettingsPage, values: SettingValues
) -> None:
    assert [page.field(each.key).isVisibleTo(page) for each in DEPENDENT] == [False] * 4
    values.set(REVIEWER_ON, True)
    assert [page.field(each.key).isVisibleTo(page) for each in DEPENDENT] == [True] * 4
    assert nameless(page) == []
    values.set(REVIEWER_ON, False)
    assert [page.field(each.key).isVisibleTo(page) for each in DEPENDENT] == [False] * 4


def test_an_address_counts_once_it_is_finished(
    qtbot: QtBot, page: SettingsPage, values: SettingValues
) -> None:
    values.set(REVIEWER_ON, True)
    line = _line(page)
    line.setFocus()
    qtbot.keyClicks(line, " localhost:8080 ")
    assert values.get(REVIEWER_ADDRESS) == ""
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert values.get(REVIEWER_ADDRESS) == "localhost:8080"


def test_an_address_counts_when_the_page_is_left(
    qtbot: QtBot, page: SettingsPage, values: SettingValues
) -> None:
    values.set(REVIEWER_ON, True)
    qtbot.keyClicks(_line(page), "localhost:8080")
    page.hide()
    assert values.get(REVIEWER_ADDRESS) == "localhost:8080"


def test_an_empty_field_shows_its_meaning_as_placeholder(page: SettingsPage) -> None:
    assert _line(page).placeholderText() == "Search this computer"
    assert "Search this computer" in _line(page).accessibleDescription()


def test_allowing_other_computers_shows_a_warning(
    page: SettingsPage, values: SettingValues
) -> None:
    values.set(REVIEWER_ON, True)
    field = page.field(REVIEWER_OTHER_COMPUTERS.key)
    warning = child(field, StatusLabel)
    assert not warning.isVisibleTo(page)
    child(field.editor, ToggleSwitch).click()
    assert values.get(REVIEWER_OTHER_COMPUTERS)
    assert warning.isVisibleTo(page)
    assert (warning.plain, warning.kind) == (REVIEWER_OTHER_COMPUTERS.warning, "caution")


def test_the_privacy_note_follows_the_reviewer_settings(
    page: SettingsPage, values: SettingValues
) -> None:
    assert _privacy_note(page).endswith("Nothing leaves your computer.")
    values.set(REVIEWER_OTHER_COMPUTERS, True)
    assert _privacy_note(page).endswith("Nothing leaves your computer.")
    values.set(REVIEWER_ON, True)
    assert _privacy_note(page).endswith("except answers that a model on another computer reviews.")


def test_a_reset_hides_settings_without_effect(page: SettingsPage, values: SettingValues) -> None:
    for setting in (REVIEWER_ON, REVIEWER_OTHER_COMPUTERS):
        values.set(setting, True)
    values.set(REVIEWER_MODEL, "llama3.2")
    name = "Reset reviewer settings to default"
    (reset,) = (each for each in page.findChildren(QPushButton) if each.accessibleName() == name)
    reset.click()
    assert values.snapshot() == SettingValues().snapshot()
    assert not page.field(REVIEWER_MODEL.key).isVisibleTo(page)
