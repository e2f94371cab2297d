import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle

from mock_interviewer.app.ui.style.colors import contrast_ratio, roles
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.app.ui.widgets.row_list import draw_row_background

State = QStyle.StateFlag


def _drawn(state: State) -> QImage:
    image = QImage(60, 30, QImage.Format.Format_RGB32)
    image.fill(roles().window)
    painter = QPainter(image)
    draw_row_background(painter, QRect(0, 0, 60, 30), state)
    painter.end()
    return image


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
def test_a_row_with_the_keyboard_differs_from_a_selected_one_in_color_and_by_a_ring(
    look: Theme, scheme: ColorScheme
) -> None:
    look.choose(scheme, ReducedMotion.ON)
    colors = roles()
    plain, window = State.State_Enabled, colors.window.name()
    raised, focused, accent = (
        color.name() for color in (colors.raised, colors.focused, colors.accent)
    )

    def seen(state: State) -> tuple[str, ...]:
        """Return the colors in the middle, at the upper edge, and at the left edge."""
        image = _drawn(plain | state)
        return tuple(image.pixelColor(x, y).name() for x, y in ((30, 15), (30, 1), (2, 15)))

    assert seen(plain) == (window, window, window)
    assert seen(State.State_MouseOver) == (raised, raised, raised)
    assert seen(State.State_Selected) == (raised, raised, colors.text_muted.name())
    both = State.State_Selected | State.State_HasFocus
    assert seen(both)[:2] == (focused, accent)
    assert contrast_ratio(colors.accent, colors.window) >= 3.0
    ring = [_drawn(plain | both).pixelColor(30, y).name() for y in range(4)]
    assert ring.count(accent) == 2
