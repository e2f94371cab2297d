from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStackedWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.licenses import page
from mock_interviewer.app.ui.licenses.page import LicensesPage
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError


@pytest.fixture
def settings(look: Theme) -> SettingsPage:
    return SettingsPage(SettingValues(), Path("/data"))


@pytest.fixture
def pages(qtbot: QtBot, settings: SettingsPage) -> QStackedWidget:
    pages = QStackedWidget()
    pages.addWidget(settings)
    qtbot.addWidget(pages)
    pages.show()
    return pages


def test_the_settings_lead_to_the_real_licenses_and_escape_leads_back(
    pages: QStackedWidget, settings: SettingsPage, gui: GuiThread, qtbot: QtBot
) -> None:
    licenses = LicensesPage(BackgroundTasks(gui))
    licenses.stand_behind(settings, settings.licenses, pages)
    QTest.mouseClick(settings.licenses, Qt.MouseButton.LeftButton)
    assert pages.currentWidget() is licenses
    qtbot.waitUntil(lambda: licenses.list.count() > 50)
    QTest.keyClick(licenses.search, Qt.Key.Key_Escape)
    assert pages.currentWidget() is settings
    assert settings.focusWidget() is settings.licenses


def test_where_the_licenses_cannot_be_read_the_page_says_so(
    pages: QStackedWidget,
    settings: SettingsPage,
    gui: GuiThread,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise MachineError("The list of licenses is missing or damaged.", "Install it again.")

    monkeypatch.setattr(page, "load_third_parties", refuse)
    licenses = LicensesPage(BackgroundTasks(gui))
    licenses.stand_behind(settings, settings.licenses, pages)
    settings.licenses.click()
    qtbot.waitUntil(lambda: "missing or damaged" in licenses.said)
