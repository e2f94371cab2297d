from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.interview.state_line import FULL_LINE_SECONDS, CountdownLine
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.audio.recognition.endpointing.endpointer import COUNTDOWN

Shown = Callable[[ReducedMotion], CountdownLine]


@pytest.fixture
def shown(qtbot: QtBot, look: Theme) -> Shown:
    line = CountdownLine()
    qtbot.addWidget(line)

    def show(motion: ReducedMotion) -> CountdownLine:
        look.choose(ColorScheme.LIGHT, motion)
        line.show()
        return line

    return show


def test_it_stands_for_the_time_that_is_counted_down() -> None:
    assert FULL_LINE_SECONDS == COUNTDOWN


def test_it_empties(shown: Shown) -> None:
    line = shown(ReducedMotion.OFF)
    filled = []
    for left in (FULL_LINE_SECONDS, FULL_LINE_SECONDS / 2, 0.0):
        line.show_left(left)
        filled.append(line.filled)
    assert filled == [line.sizeHint().width(), line.sizeHint().width() // 2, 0]


def test_it_is_blank_while_nothing_is_counted_and_keeps_its_place(shown: Shown) -> None:
    line = shown(ReducedMotion.OFF)
    blank = line.grab().toImage()
    line.show_left(1.0)
    assert line.grab().toImage() != blank
    line.show_left(None)
    assert line.grab().toImage() == blank
    assert line.isVisible()


def test_under_reduced_motion_it_stays_blank(shown: Shown) -> None:
    line = shown(ReducedMotion.ON)
    blank = line.grab().toImage()
    line.show_left(1.0)
    assert line.grab().toImage() == blank
