import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.theme import Theme
from mock_interviewer.app.ui.widgets.again_panel import AgainPanel


@pytest.fixture
def panel(qtbot: QtBot, look: Theme) -> AgainPanel:
    panel = AgainPanel()
    qtbot.addWidget(panel)
    return panel


def test_a_run_over_many_answers_shows_how_far_it_is(panel: AgainPanel) -> None:
    panel.show_progress(3, 12)
    assert panel.text == "Writing it down · 4 of 12"
    assert not panel._bar.isHidden()
    assert (panel._bar.value(), panel._bar.maximum()) == (3, 12)
    assert panel._bar.accessibleName() == panel.text


def test_of_one_answer_nobody_knows_how_far_it_is(panel: AgainPanel) -> None:
    panel.show_progress(0, 1)
    assert panel.text == "Writing it down…"
    assert panel._bar.isHidden()


def test_what_became_of_it_has_no_bar(panel: AgainPanel) -> None:
    panel.show_progress(3, 12)
    panel.say("Stopped.")
    assert panel._bar.isHidden()


def test_without_a_model_that_can_be_used_the_way_to_them_is_said(panel: AgainPanel) -> None:
    panel.choose(())
    assert "page of speech models" in panel.text
    assert "`" not in panel.text
