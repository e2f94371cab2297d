from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.theme import Motion, Scheme, Theme
from mock_interviewer.app.ui.widgets.emptying_line import WHOLE, EmptyingLine
from mock_interviewer.audio.recognition.endpointing import SHOWN

Shown = Callable[[Motion], EmptyingLine]


@pytest.fixture
def shown(qtbot: QtBot, look: Theme) -> Shown:
    line = EmptyingLine()
    qtbot.addWidget(line)

    def show(motion: Motion) -> EmptyingLine:
        look.choose(Scheme.LIGHT, motion)
        line.show()
        return line

    return show


def test_it_stands_for_the_time_that_is_counted_down() -> None:
    assert WHOLE == SHOWN


def test_it_empties(shown: Shown) -> None:
    line = shown(Motion.OFF)
    filled = []
    for left in (WHOLE, WHOLE / 2, 0.0):
        line.show_left(left)
        filled.append(line.filled)
    assert filled == [line.sizeHint().width(), line.sizeHint().width() // 2, 0]


def test_it_is_blank_while_nothing_is_counted_and_keeps_its_place(shown: Shown) -> None:
    line = shown(Motion.OFF)
    blank = line.grab().toImage()
    line.show_left(1.0)
    assert line.grab().toImage() != blank
    line.show_left(None)
    assert line.grab().toImage() == blank
    assert line.isVisible()


def test_under_reduced_motion_it_stays_blank(shown: Shown) -> None:
    line = shown(Motion.ON)
    blank = line.grab().toImage()
    line.show_left(1.0)
    assert line.grab().toImage() == blank
