import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.widgets.row_list import draw_row_background

State = QStyle.StateFlag


def _drawn(state: State) -> QImage:
    image = QImage(60, 30, QImage.Format.Format_RGB32)
    image.fill(roles().window)
    painter = QPainter(image)
    draw_row_background(painter, QRect(0, 0, 60, 30), state)
    painter.end()
    return image


@pytest.mark.usefixtures("look")
def test_a_hovered_or_selected_row_is_raised_and_a_focused_row_has_a_ring() -> None:
    window, raised, accent = (
        color.name() for color in (roles().window, roles().raised, roles().accent)
    )

    def seen(state: State) -> tuple[str, str]:
        image = _drawn(state)
        return image.pixelColor(30, 15).name(), image.pixelColor(30, 1).name()

    plain = State.State_Enabled
    assert seen(plain) == (window, window)
    assert seen(plain | State.State_MouseOver) == (raised, raised)
    assert seen(plain | State.State_Selected) == (raised, raised)
    assert seen(plain | State.State_HasFocus) == (window, accent)
    assert seen(plain | State.State_Selected | State.State_HasFocus) == (raised, accent)
