from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from rig.child import child

from mock_interviewer.app.ui.interview.speaking_indicator import SpeakingIndicator
from mock_interviewer.app.ui.style.colors import GRAPHIC_CONTRAST, contrast_ratio, roles
from mock_interviewer.app.ui.style.icons import Icon
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme

Shown = Callable[[ReducedMotion], SpeakingIndicator]


@pytest.fixture
def shown(qtbot: QtBot, look: Theme) -> Iterator[Shown]:
    mark = SpeakingIndicator()
    qtbot.addWidget(mark)

    def show(motion: ReducedMotion) -> SpeakingIndicator:
        look.choose(ColorScheme.LIGHT, motion)
        mark.resize(mark.sizeHint())
        mark.show_icon(Icon.SPEAKING, "accent")
        mark.show()
        return mark

    yield show
    mark.hide()


def _picture(mark: SpeakingIndicator) -> QImage:
    return mark.grab().toImage()


def _inks(picture: QImage) -> set[str]:
    """Return the colors with the highest contrast, which are those of the lines."""
    ground = QColor(picture.pixel(0, 0))
    points = [
        QColor(picture.pixel(x, y)) for x in range(picture.width()) for y in range(picture.height())
    ]
    most = max(contrast_ratio(point, ground) for point in points)
    return {point.name() for point in points if contrast_ratio(point, ground) == most}


def test_the_ring_pulses_while_the_interviewer_speaks(shown: Shown, qtbot: QtBot) -> None:
    mark = shown(ReducedMotion.OFF)
    quiet = _picture(mark)
    mark.show_speaking(True)
    first = _picture(mark)
    assert first != quiet
    qtbot.waitUntil(lambda: _picture(mark) != first)


def test_nothing_moves_while_nobody_speaks(shown: Shown) -> None:
    mark = shown(ReducedMotion.OFF)
    assert not mark.moving
    mark.show_speaking(True)
    assert mark.moving
    mark.show_speaking(False)
    assert not mark.moving


def test_with_reduced_motion_the_ring_stands_still(shown: Shown) -> None:
    mark = shown(ReducedMotion.ON)
    quiet = _picture(mark)
    mark.show_speaking(True)
    assert not mark.moving
    assert _picture(mark) != quiet


def test_the_ring_stops_while_hidden(shown: Shown) -> None:
    mark = shown(ReducedMotion.OFF)
    mark.show_speaking(True)
    mark.hide()
    assert not mark.moving
    mark.show()
    assert mark.moving


def test_speech_on_a_hidden_page_moves_nothing(shown: Shown) -> None:
    mark = shown(ReducedMotion.OFF)
    mark.hide()
    mark.show_speaking(True)
    assert not mark.moving


def test_reducing_motion_during_speech_stops_the_ring(
    shown: Shown, look: Theme, qtbot: QtBot
) -> None:
    mark = shown(ReducedMotion.OFF)
    mark.show_speaking(True)
    look.choose(ColorScheme.LIGHT, ReducedMotion.ON)
    qtbot.waitUntil(lambda: not mark.moving)


def test_the_ring_redraws_at_most_twenty_times_a_second(shown: Shown) -> None:
    mark = shown(ReducedMotion.OFF)
    mark.show_speaking(True)
    assert child(mark, QTimer).interval() >= 1000 / 20


def test_the_icon_follows_the_color_scheme_and_the_state(shown: Shown, look: Theme) -> None:
    mark = shown(ReducedMotion.ON)
    light = _picture(mark)
    look.choose(ColorScheme.DARK, ReducedMotion.ON)
    dark = _picture(mark)
    mark.show_icon(Icon.SAVED, "good")
    saved = _picture(mark)
    assert _inks(light).isdisjoint(_inks(dark))
    assert saved != dark


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
def test_a_still_ring_has_enough_contrast(shown: Shown, look: Theme, scheme: ColorScheme) -> None:
    mark = shown(ReducedMotion.ON)
    look.choose(scheme, ReducedMotion.ON)
    mark.show_speaking(True)
    picture = _picture(mark)
    middle = picture.rect().center()
    across = (QColor(picture.pixel(QPoint(x, middle.y()))) for x in range(5))
    assert max(contrast_ratio(color, roles().window) for color in across) >= GRAPHIC_CONTRAST
