import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.shared.waveform_parts import WaveformZoom
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.player_bar import PlayerBar


@pytest.fixture
def bar(qtbot: QtBot, look: Theme) -> PlayerBar:
    bar = PlayerBar()
    qtbot.addWidget(bar)
    bar.resize(800, bar.sizeHint().height())
    bar.set_sound(60.0, None)
    bar.show()
    return bar


def test_the_player_says_lengths_as_lists_do_and_ends_where_it_says(bar: PlayerBar) -> None:
    bar.set_sound(22.9, None)
    assert bar.time_text == "0:00 / 0:23"
    bar.show_position(22.9)
    assert bar.time_text == "0:23 / 0:23"
    assert bar.waveform.accessibleDescription().endswith(" of 0:23")


def test_the_map_is_there_while_a_part_is_in_view(bar: PlayerBar) -> None:
    assert bar.map.isHidden()
    bar.zoom(0.5)
    assert bar.map.isVisible()
    assert bar.waveform.zoom.span == 30.0
    bar.zoom(0.0)
    assert bar.map.isHidden()


def test_what_is_clicked_in_the_map_comes_into_view_and_the_player_stays(
    qtbot: QtBot, bar: PlayerBar
) -> None:
    bar.waveform.show_zoom(WaveformZoom(60.0, 0.0, 10.0))
    middle = QPoint(round(bar.map._x_at(45.0)), 5)
    qtbot.mouseClick(bar.map, Qt.MouseButton.LeftButton, pos=middle)
    assert bar.waveform.zoom.begin == pytest.approx(40.0, abs=0.2)
    assert bar.time_text == "0:00 / 1:00"


def test_another_recording_is_seen_as_a_whole(bar: PlayerBar) -> None:
    bar.zoom(0.5)
    bar.set_sound(30.0, None)
    assert bar.waveform.zoom == WaveformZoom.whole(30.0)
    assert bar.map.isHidden()


def test_the_buttons_of_the_zoom_offer_what_can_be_done(bar: PlayerBar) -> None:
    tools = bar.tools
    assert not tools.farther.isEnabled()
    tools.closer.click()
    assert bar.waveform.zoom.span == 30.0
    tools.closer.click()
    tools.farther.click()
    assert bar.waveform.zoom.span == 30.0
    tools.whole.click()
    assert bar.waveform.zoom.is_whole
    assert not tools.whole.isEnabled()
