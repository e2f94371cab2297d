import pytest
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.ui.shared.waveform_parts import LoopPassage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.player_bar import ReplayControls


@pytest.fixture
def tools(qtbot: QtBot, look: Theme) -> ReplayControls:
    tools = ReplayControls()
    qtbot.addWidget(tools)
    tools.show()
    return tools


def test_the_speed_is_shown_and_chosen_from_a_list(qtbot: QtBot, tools: ReplayControls) -> None:
    tools.show_manner(1.25, LoopPassage(), skips=False)
    assert tools.speed.text() == "Speed 1.25x"
    marked = [action.text() for action in tools.speeds.actions() if action.isChecked()]
    assert marked == ["1.25x"]
    with qtbot.waitSignal(tools.speed_chosen) as chosen:
        tools.speeds.actions()[0].trigger()
    assert chosen.args == [0.5]


def test_a_button_looks_pressed_only_once_it_is_so(qtbot: QtBot, tools: ReplayControls) -> None:
    with qtbot.waitSignal(tools.loop_pressed):
        tools.loop.click()
    assert not tools.loop.isChecked()
    tools.show_manner(1.0, LoopPassage(1.0, 2.0, on=True), skips=True)
    assert tools.loop.isChecked()
    assert tools.silences.isChecked()


def test_silences_that_cannot_be_skipped_say_why(tools: ReplayControls) -> None:
    tools.offer_silences(known=False)
    assert not tools.silences.isEnabled()
    assert tools.silences.toolTip() == "No long pause of this take is known"
    assert tools.silences.accessibleDescription() == tools.silences.toolTip()
    tools.offer_silences(known=True)
    assert tools.silences.isEnabled()
    assert tools.silences.toolTip() == "Jump over long pauses (S)"
    assert tools.silences.accessibleDescription() == ""


def test_keys_are_named_that_do_something_now(tools: ReplayControls) -> None:
    said = ["Space play"]
    tools.tell_keys(lambda: " · ".join(said))
    assert tools.said == "Space play"
    said.append("M model answer")
    tools.offer_model(there=True)
    tools.show_manner(1.0, LoopPassage(1.0, 2.0), skips=False)
    assert tools.said.startswith("Esc clears the passage")
    assert tools.said.endswith("Space play · M model answer")


def test_a_low_page_folds_them_while_all_is_as_usual(tools: ReplayControls) -> None:
    tools.fit(low=True, narrow=False)
    assert tools.isHidden()
    assert not tools.more.isHidden()
    tools.show_manner(1.5, LoopPassage(), skips=False)
    assert not tools.isHidden()
    tools.show_manner(1.0, LoopPassage(), skips=False)
    assert tools.isHidden()
    tools.more.click()
    assert not tools.isHidden()
    tools.fit(low=False, narrow=False)
    assert tools.more.isHidden()
    assert not tools.isHidden()


def test_everything_has_a_name(tools: ReplayControls) -> None:
    assert nameless(tools) == []
