import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import button

from mock_interviewer.app.licenses.third_parties import LicenseText, ThirdParty
from mock_interviewer.app.ui.licenses.page import LicensesPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks


def party(name: str, license_: str) -> ThirdParty:
    text = LicenseText("LICENSE", f"The text of {name}.")
    return ThirdParty(name, "package", "1.0", license_, "https://example.org", "", (text,))


PARTIES = (party("alpha", "MIT"), party("beta", "GPL-3.0-or-later"), party("gamma", "MIT"))


@pytest.fixture
def page(qtbot: QtBot, look: Theme, gui: GuiThread) -> LicensesPage:
    page = LicensesPage(BackgroundTasks(gui))
    page.show_parties(PARTIES)
    page.resize(640, 480)
    qtbot.addWidget(page)
    page.show()
    return page


def listed(page: LicensesPage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def test_the_first_license_is_shown_at_once(page: LicensesPage) -> None:
    assert listed(page) == ["alpha 1.0", "beta 1.0", "gamma 1.0"]
    assert page.text.toPlainText().startswith("alpha 1.0\nPython package · MIT\n")
    assert page.text.toPlainText().endswith("The text of alpha.")


def test_typing_finds_by_name_and_by_license(page: LicensesPage) -> None:
    QTest.keyClicks(page.search, "gpl")
    assert listed(page) == ["beta 1.0"]
    assert "The text of beta." in page.text.toPlainText()


def test_where_nothing_matches_the_page_says_so(page: LicensesPage) -> None:
    QTest.keyClicks(page.search, "zebra")
    assert listed(page) == []
    assert page.text.toPlainText() == "No matches. Try fewer words."


def test_the_keyboard_goes_from_the_search_through_the_list(page: LicensesPage) -> None:
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.focusWidget() is page.list
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert "The text of beta." in page.text.toPlainText()


def test_tab_goes_down_the_page(page: LicensesPage) -> None:
    back = button(page, "Back to the settings")
    back.setFocus()
    found: list[QWidget] = []
    while (focused := page.focusWidget()) not in found:
        assert focused is not None
        found.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert found == [back, page.search, page.list, page.text]
    assert nameless(page) == []


@pytest.mark.parametrize("part", ["search", "list", "text"])
def test_escape_leads_back_from_every_part(page: LicensesPage, qtbot: QtBot, part: str) -> None:
    focused: QWidget = getattr(page, part)
    focused.setFocus()
    with qtbot.waitSignal(page.back_requested):
        QTest.keyClick(focused, Qt.Key.Key_Escape)
