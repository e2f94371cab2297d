from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread


def test_once_closed_no_timer_is_left_that_could_reach_what_is_gone(qtbot: QtBot) -> None:
    gui = GuiThread()
    gui.later(60.0, lambda: None)
    assert [timer.isActive() for timer in gui.findChildren(QTimer)] == [True]
    gui.close()
    assert [timer.isActive() for timer in gui.findChildren(QTimer)] == [False]
