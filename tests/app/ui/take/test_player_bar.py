import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.ui.shared.waveform_parts import LoopPassage, WaveformZoom
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.player_bar import PlayerBar, ReplayControls


@pytest.fixture
def tools(qtbot: QtBot, look: Theme) -> ReplayControls:
    tools = ReplayControls()
    qtbot.addWidget(tools)
    tools.show()
    return tools


def test_the_speed_is_chosen_from_a_list(qtbot: QtBot, tools: ReplayControls) -> None:
    tools.show_options(1.25, LoopPassage(), skips=False)
    assert tools.speed.text() == "Speed 1.25x"
    marked = [action.text() for action in tools.speeds.actions() if action.isChecked()]
    assert marked == ["1.25x"]
    with qtbot.waitSignal(tools.speed_chosen) as chosen:
        tools.speeds.actions()[0].trigger()
    assert chosen.args == [0.5]


def test_the_loop_button_is_checked_only_once_the_loop_is_on(
    qtbot: QtBot, tools: ReplayControls
) -> None:
    with qtbot.waitSignal(tools.loop_pressed):
        tools.loop.click()
    assert not tools.loop.isChecked()
    tools.show_options(1.0, LoopPassage(1.0, 2.0, on=True), skips=True)
    assert tools.loop.isChecked()
    assert tools.silences.isChecked()


def test_a_disabled_skip_button_says_why(tools: ReplayControls) -> None:
    tools.offer_silences(known=False)
    assert not tools.silences.isEnabled()
    assert tools.silences.toolTip() == "No silences to skip in this answer"
    assert tools.silences.accessibleDescription() == tools.silences.toolTip()
    tools.offer_silences(known=True)
    assert tools.silences.isEnabled()
    assert tools.silences.toolTip() == "Skip silences (S)"
    assert tools.silences.accessibleDescription() == ""


def test_keys_are_in_tooltips_and_no_line_of_keys_is_printed(tools: ReplayControls) -> None:
    assert tools.message == ""
    assert "[ and ]" in tools.speed.toolTip()
    assert "(L)" in tools.loop.toolTip()
    assert "(S)" in tools.silences.toolTip()
    assert "(M)" in tools.model_answer.toolTip()
    assert "(-)" in tools.zoom_out.toolTip()
    assert "(0)" in tools.zoom_to_all.toolTip()


def test_the_loop_button_says_how_to_clear_a_passage_once_there_is_one(
    tools: ReplayControls,
) -> None:
    assert "Esc" not in tools.loop.toolTip()
    tools.show_options(1.0, LoopPassage(1.0, 2.0), skips=False)
    assert "Esc" in tools.loop.toolTip()


def test_how_to_set_a_passage_is_explained_until_one_is_set(tools: ReplayControls) -> None:
    tools.fit(low=True, narrow=False)
    assert tools.isHidden()
    tools.explain_loop()
    assert tools.message.startswith("Drag across the waveform")
    assert not tools.isHidden()
    tools.show_options(1.0, LoopPassage(1.0, 2.0, on=True), skips=False)
    assert tools.message == ""


def test_a_low_page_hides_the_controls_while_all_are_at_their_defaults(
    tools: ReplayControls,
) -> None:
    tools.fit(low=True, narrow=False)
    assert tools.isHidden()
    assert not tools.more.isHidden()
    tools.show_options(1.5, LoopPassage(), skips=False)
    assert not tools.isHidden()
    tools.show_options(1.0, LoopPassage(), skips=False)
    assert tools.isHidden()
    tools.more.click()
    assert not tools.isHidden()
    tools.fit(low=False, narrow=False)
    assert tools.more.isHidden()
    assert not tools.isHidden()


def test_every_focusable_part_has_an_accessible_name(tools: ReplayControls) -> None:
    assert nameless(tools) == []


@pytest.fixture
def bar(qtbot: QtBot, look: Theme) -> PlayerBar:
    bar = PlayerBar()
    qtbot.addWidget(bar)
    bar.resize(800, bar.sizeHint().height())
    bar.set_sound(60.0, None)
    bar.show()
    return bar


def test_the_player_rounds_lengths_as_lists_do_and_ends_at_the_length_shown(bar: PlayerBar) -> None:
    bar.set_sound(22.9, None)
    assert bar.time_text == "0:00 / 0:23"
    bar.show_position(22.9)
    assert bar.time_text == "0:23 / 0:23"
    assert bar.waveform.accessibleDescription().endswith(" of 0:23")


def test_the_overview_is_shown_while_only_a_part_is_in_view(bar: PlayerBar) -> None:
    assert bar.overview.isHidden()
    bar.zoom(0.5)
    assert bar.overview.isVisible()
    assert bar.waveform.zoom.span == 30.0
    bar.zoom(0.0)
    assert bar.overview.isHidden()


def test_a_click_in_the_overview_moves_the_view_but_not_the_player(
    qtbot: QtBot, bar: PlayerBar
) -> None:
    bar.waveform.show_zoom(WaveformZoom(60.0, 0.0, 10.0))
    three_quarters = QPoint(round(bar.overview.width() * 0.75), 5)
    qtbot.mouseClick(bar.overview, Qt.MouseButton.LeftButton, pos=three_quarters)
    assert bar.waveform.zoom.begin == pytest.approx(40.0, abs=0.5)
    assert bar.time_text == "0:00 / 1:00"


def test_another_recording_is_shown_as_a_whole(bar: PlayerBar) -> None:
    bar.zoom(0.5)
    bar.set_sound(30.0, None)
    assert bar.waveform.zoom == WaveformZoom.whole(30.0)
    assert bar.overview.isHidden()


def test_zoom_buttons_are_enabled_only_if_they_have_an_effect(bar: PlayerBar) -> None:
    tools = bar.tools
    assert not tools.zoom_out.isEnabled()
    tools.zoom_in.click()
    assert bar.waveform.zoom.span == 30.0
    tools.zoom_in.click()
    tools.zoom_out.click()
    assert bar.waveform.zoom.span == 30.0
    tools.zoom_to_all.click()
    assert bar.waveform.zoom.is_whole
    assert not tools.zoom_to_all.isEnabled()
