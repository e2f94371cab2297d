import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.switch import ToggleSwitch


def _left_edge(switch: ToggleSwitch) -> QColor:
    return switch.grab().toImage().pixelColor(1, switch.height() // 2)


@pytest.mark.parametrize("on", [False, True])
def test_a_switch_starts_at_its_left_edge_and_shows_the_focus_there(
    qtbot: QtBot, look: Theme, *, on: bool
) -> None:
    switch = ToggleSwitch("Captions")
    switch.setChecked(on)
    qtbot.addWidget(switch)
    switch.show()
    without = _left_edge(switch)
    assert without.name() != roles().window.name()
    switch.activateWindow()
    switch.setFocus()
    qtbot.waitUntil(switch.hasFocus)
    assert _left_edge(switch).name() == (roles().text if on else roles().accent).name()
