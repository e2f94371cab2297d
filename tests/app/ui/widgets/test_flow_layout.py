from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.widgets.flow_layout import FlowLayout


def _parts(qtbot: QtBot, *widths: int) -> tuple[QWidget, list[QWidget]]:
    whole = QWidget()
    qtbot.addWidget(whole)
    flow = FlowLayout(whole, spacing=10)
    parts = [QWidget() for _ in widths]
    for part, width in zip(parts, widths, strict=True):
        part.setFixedSize(width, 20)
        flow.addWidget(part)
    return whole, parts


def test_widgets_that_fit_share_a_line(qtbot: QtBot) -> None:
    whole, parts = _parts(qtbot, 100, 100)
    whole.resize(210, 50)
    whole.show()
    assert [(part.x(), part.y()) for part in parts] == [(0, 0), (110, 0)]
    assert whole.heightForWidth(210) == 20


def test_widgets_that_do_not_fit_wrap_to_the_next_line(qtbot: QtBot) -> None:
    whole, parts = _parts(qtbot, 100, 100, 50)
    whole.resize(209, 50)
    whole.show()
    assert [(part.x(), part.y()) for part in parts] == [(0, 0), (0, 30), (110, 30)]
    assert whole.heightForWidth(209) == 50


def test_widgets_in_a_line_are_centered_vertically(qtbot: QtBot) -> None:
    whole, parts = _parts(qtbot, 100, 100, 50)
    parts[1].setFixedHeight(40)
    whole.resize(209, 90)
    whole.show()
    assert [part.y() for part in parts] == [0, 30, 40]
    assert whole.heightForWidth(209) == 70


def test_a_hidden_widget_takes_no_room(qtbot: QtBot) -> None:
    whole, parts = _parts(qtbot, 100, 100, 50)
    parts[0].hide()
    whole.resize(209, 50)
    whole.show()
    assert [(part.x(), part.y()) for part in parts[1:]] == [(0, 0), (110, 0)]
