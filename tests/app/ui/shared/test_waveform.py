import time
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig.feedback import DELIVERY
from rig.shown import show_active

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.ui.shared.waveform import WaveformSlider
from mock_interviewer.app.ui.shared.waveform_parts import (
    LoopPassage,
    WaveformMarks,
    WaveformZoom,
    lay_bars,
)
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import Theme


@pytest.fixture
def waveform(qtbot: QtBot, look: Theme) -> WaveformSlider:
    waveform = WaveformSlider()
    qtbot.addWidget(waveform)
    waveform.resize(616, waveform.sizeHint().height())
    waveform.set_duration(60.0)
    return waveform


def _color(waveform: WaveformSlider, seconds: float, y: int) -> int:
    picture = waveform.grab().toImage()
    return int(picture.pixelColor(round(waveform.x_at(seconds)), y).rgb())


def test_pauses_are_shaded_where_they_are(waveform: WaveformSlider) -> None:
    plain = _color(waveform, 31.5, 5)
    waveform.show_marks(WaveformMarks.of(DELIVERY))
    assert _color(waveform, 31.5, 5) != plain
    assert _color(waveform, 28.0, 5) == plain


def test_fillers_have_a_triangle(waveform: WaveformSlider) -> None:
    assert _color(waveform, 40.0, 1) != roles().caution.rgb()
    waveform.show_marks(WaveformMarks.of(DELIVERY))
    assert _color(waveform, 40.0, 1) == roles().caution.rgb()


def test_the_focus_ring_does_not_cover_the_waveform(qtbot: QtBot, waveform: WaveformSlider) -> None:
    waveform.show_marks(WaveformMarks.of(DELIVERY))
    inside, edge = _color(waveform, 28.0, 10), _color(waveform, 28.0, 1)
    show_active(qtbot, waveform)
    waveform.setFocus()
    qtbot.waitUntil(waveform.hasFocus)
    assert _color(waveform, 28.0, 10) == inside
    assert _color(waveform, 28.0, 1) != edge


def test_marks_are_described_in_words(waveform: WaveformSlider) -> None:
    waveform.show_marks(WaveformMarks.of(DELIVERY))
    assert waveform.accessibleDescription() == "0:00 of 1:00; 3 pauses, 2 fillers"
    waveform.show_marks(WaveformMarks())
    assert waveform.accessibleDescription() == "0:00 of 1:00"


def test_unmeasured_delivery_has_no_marks() -> None:
    assert WaveformMarks.of(None) == WaveformMarks.of(Delivery(10.0, 0)) == WaveformMarks()


def _at(waveform: WaveformSlider, seconds: float) -> QPoint:
    return QPoint(round(waveform.x_at(seconds)), waveform.height() // 2)


def _drag(qtbot: QtBot, waveform: WaveformSlider, start: float, end: float) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(waveform, left, pos=_at(waveform, start))
    for share in (0.5, 1.0):
        place = _at(waveform, start + share * (end - start))
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(place),
            Qt.MouseButton.NoButton,
            left,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(waveform, move)
    qtbot.mouseRelease(waveform, left, pos=_at(waveform, end))


def _turn(waveform: WaveformSlider, notches: int, seconds: float, *, control: bool = True) -> bool:
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    place = QPointF(_at(waveform, seconds))
    event = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(waveform, event)
    return event.isAccepted()


def test_a_click_goes_there_and_chooses_no_passage(qtbot: QtBot, waveform: WaveformSlider) -> None:
    passages: list[tuple[float, float]] = []
    waveform.passage_chosen.connect(lambda start, end: passages.append((start, end)))
    with qtbot.waitSignal(waveform.seek_requested) as asked:
        qtbot.mouseClick(waveform, Qt.MouseButton.LeftButton, pos=_at(waveform, 30.0))
    assert asked.args == [30.0]
    assert passages == []


def test_dragging_chooses_a_passage_in_either_direction(
    qtbot: QtBot, waveform: WaveformSlider
) -> None:
    for start, end in ((10.0, 20.0), (40.0, 30.0)):
        with qtbot.waitSignal(waveform.passage_chosen) as chosen:
            _drag(qtbot, waveform, start, end)
        assert chosen.args == pytest.approx(sorted((start, end)), abs=0.1)


def test_dragging_the_position_line_seeks(qtbot: QtBot, waveform: WaveformSlider) -> None:
    waveform.show_position(20.0)
    asked: list[float] = []
    waveform.seek_requested.connect(asked.append)
    _drag(qtbot, waveform, 20.0, 30.0)
    assert asked == pytest.approx([25.0, 30.0], abs=0.1)


def test_an_end_of_a_passage_can_be_dragged(qtbot: QtBot, waveform: WaveformSlider) -> None:
    waveform.show_passage(LoopPassage(20.0, 30.0, on=True))
    with qtbot.waitSignal(waveform.passage_chosen) as chosen:
        _drag(qtbot, waveform, 20.0, 10.0)
    assert chosen.args == pytest.approx([10.0, 30.0], abs=0.1)


def test_a_passage_is_drawn_and_described_and_a_loop_is_tinted(
    waveform: WaveformSlider,
) -> None:
    plain = _color(waveform, 25.0, 5)
    waveform.show_passage(LoopPassage(20.0, 30.0, on=True))
    assert waveform.accessibleDescription() == "0:00 of 1:00; loop 0:20 to 0:30"
    assert _color(waveform, 25.0, 5) != plain
    assert _color(waveform, 20.0, 5) == roles().accent.rgb()
    waveform.show_passage(LoopPassage(20.0, 30.0))
    assert waveform.accessibleDescription() == "0:00 of 1:00; passage 0:20 to 0:30"
    assert _color(waveform, 25.0, 5) == plain
    assert _color(waveform, 20.0, 5) == roles().text_muted.rgb()


def test_ctrl_and_the_wheel_zoom_around_the_pointer(waveform: WaveformSlider) -> None:
    before = waveform.x_at(45.0)
    _turn(waveform, 3, 45.0)
    assert waveform.zoom.span == pytest.approx(60 * 0.8**3)
    assert waveform.x_at(45.0) == pytest.approx(before, abs=1)
    _turn(waveform, -9, 45.0)
    assert waveform.zoom.is_whole


def test_the_wheel_scrolls_only_if_zoomed_in(
    waveform: WaveformSlider,
) -> None:
    assert not _turn(waveform, -1, 30.0, control=False)
    waveform.show_zoom(WaveformZoom(60.0, 20.0, 10.0))
    assert _turn(waveform, -1, 25.0, control=False)
    assert waveform.zoom.begin == pytest.approx(22.0)
    assert waveform.value() == 0


def test_the_view_follows_the_player(waveform: WaveformSlider) -> None:
    waveform.show_zoom(WaveformZoom(60.0, 0.0, 10.0))
    waveform.show_position(5.0)
    assert waveform.zoom.begin == 0.0
    waveform.show_position(9.0)
    assert waveform.zoom.begin == pytest.approx(0.5)
    waveform.show_position(40.0)
    assert 40.0 in waveform.zoom


def test_a_chosen_view_stays_until_the_player_reaches_it_or_is_followed(
    waveform: WaveformSlider,
) -> None:
    waveform.look_at(WaveformZoom(60.0, 30.0, 10.0))
    waveform.show_position(5.0)
    assert waveform.zoom.begin == 30.0
    waveform.show_position(31.0)
    waveform.show_position(39.0)
    assert waveform.zoom.begin == pytest.approx(30.5)
    waveform.look_at(WaveformZoom(60.0, 0.0, 10.0))
    waveform.follow()
    waveform.show_position(45.0)
    assert 45.0 in waveform.zoom


def test_a_click_in_a_zoomed_view_seeks_to_that_place(
    qtbot: QtBot, waveform: WaveformSlider
) -> None:
    waveform.show_zoom(WaveformZoom(60.0, 30.0, 10.0))
    with qtbot.waitSignal(waveform.seek_requested) as asked:
        qtbot.mouseClick(waveform, Qt.MouseButton.LeftButton, pos=_at(waveform, 33.0))
    assert asked.args == pytest.approx([33.0], abs=0.02)


def test_bars_show_what_is_in_view() -> None:
    outline = np.zeros(6_000, dtype=np.float32)
    outline[3_000:] = 1.0
    place = QRectF(0, 0, 300, 50)
    assert max(bar.length() for bar in lay_bars(outline, WaveformZoom(60.0, 0.0, 20.0), place)) < 1
    assert {bar.length() for bar in lay_bars(outline, WaveformZoom(60.0, 31.0, 20.0), place)} == {
        48
    }


def test_silence_is_a_row_of_dots(waveform: WaveformSlider) -> None:
    waveform.set_outline(np.zeros(6_000, dtype=np.float32))
    waveform.show_position(0.0)
    middle = waveform.height() // 2
    picture = waveform.grab().toImage()
    shades = {picture.pixelColor(x, middle).rgb() for x in range(300, 320)}
    assert len(shades) > 1


def test_without_an_outline_there_is_a_level_line() -> None:
    line = lay_bars(None, WaveformZoom.whole(60.0), QRectF(0, 0, 300, 50))
    assert all(before.p2() == after.p1() for before, after in pairwise(line))
    assert (line[0].x1(), line[-1].x2(), line[0].y1()) == (0, 300, 25)


def test_a_bar_keeps_its_height_while_the_view_moves() -> None:
    outline = np.random.default_rng(1).random(6_000).astype(np.float32)
    place = QRectF(0, 0, 300, 50)

    def heights(begin: float) -> set[float]:
        return {
            round(bar.length(), 3)
            for bar in lay_bars(outline, WaveformZoom(60.0, begin, 20.0), place)
        }

    assert len(heights(10.0) & heights(10.07)) >= len(heights(10.0)) - 2


def test_the_played_part_has_the_accent_color(waveform: WaveformSlider) -> None:
    waveform.set_outline(np.ones(6_000, dtype=np.float32))
    waveform.show_position(30.0)
    middle = waveform.height() // 2
    picture = waveform.grab().toImage()
    shades = [
        {picture.pixelColor(x, middle).rgb() for x in range(*ends)}
        for ends in ((20, 290), (330, 600))
    ]
    assert roles().accent.rgb() in shades[0] - shades[1]
    assert roles().edge.rgb() in shades[1] - shades[0]


def test_an_hour_and_a_half_is_drawn_within_a_frame(waveform: WaveformSlider) -> None:
    waveform.set_duration(5_400.0)
    waveform.set_outline(np.random.default_rng(1).random(540_000).astype(np.float32))
    for span in (5_400.0, 60.0, 5.0):
        begun = time.process_time()
        waveform.show_zoom(
            WaveformZoom(5_400.0, 100.0, span) if span < 5_400 else WaveformZoom.whole(span)
        )
        waveform.grab()
        assert time.process_time() - begun < 0.05
