import pytest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.shared.retranscription_panel import RetranscriptionPanel
from mock_interviewer.app.ui.shared.scope_choice import (
    SESSION_SCOPES,
    AnswerScope,
    ScopeDescription,
)
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.audio.recognition.models.catalog import CATALOG


@pytest.fixture
def panel(qtbot: QtBot, look: Theme) -> RetranscriptionPanel:
    panel = RetranscriptionPanel()
    qtbot.addWidget(panel)
    return panel


def _bar(panel: RetranscriptionPanel) -> QProgressBar:
    (bar,) = panel.findChildren(QProgressBar)
    return bar


def test_a_run_over_many_answers_shows_how_far_it_is(panel: RetranscriptionPanel) -> None:
    panel.show_progress(3, 12)
    assert panel.text == "Writing it down · 4 of 12"
    assert not _bar(panel).isHidden()
    assert (_bar(panel).value(), _bar(panel).maximum()) == (3, 12)
    assert _bar(panel).accessibleName() == panel.text


def test_of_one_answer_nobody_knows_how_far_it_is(panel: RetranscriptionPanel) -> None:
    panel.show_progress(0, 1)
    assert panel.text == "Writing it down…"
    assert _bar(panel).isHidden()


def test_what_became_of_it_has_no_bar(panel: RetranscriptionPanel) -> None:
    panel.show_progress(3, 12)
    panel.say("Stopped.")
    assert _bar(panel).isHidden()


def test_without_a_model_that_can_be_used_the_way_to_them_is_said(
    panel: RetranscriptionPanel,
) -> None:
    panel.choose(())
    assert "page of speech models" in panel.text
    assert "`" not in panel.text


def test_it_says_of_which_session_or_of_how_many(qtbot: QtBot, look: Theme) -> None:
    panel = RetranscriptionPanel(SESSION_SCOPES)
    qtbot.addWidget(panel)
    assert panel.scope is not None
    words = {AnswerScope.SESSION: "Dry run · Today at 14:05", AnswerScope.ALL: "12 sessions"}
    with qtbot.waitSignal(panel.scope.subject_wanted) as wanted:
        panel.choose([CATALOG["base"]], "s")
    assert (wanted.args, panel.scope.about) == (["s", ""], "")
    panel.scope.show_subject(ScopeDescription("s", "", words, {}))
    assert panel.scope.about == "Dry run · Today at 14:05"
    panel.scope.choose(AnswerScope.ALL)
    assert panel.scope.about == panel.models.accessibleDescription() == "12 sessions"


def test_where_no_session_is_listed_all_are_meant(qtbot: QtBot, look: Theme) -> None:
    panel = RetranscriptionPanel(SESSION_SCOPES)
    qtbot.addWidget(panel)
    assert panel.scope is not None
    panel.choose([CATALOG["base"]])
    panel.scope.show_subject(ScopeDescription("", "", {AnswerScope.ALL: "12 sessions"}, {}))
    assert (panel.scope.about, panel.scope.segments.isHidden()) == ("12 sessions", True)
    with qtbot.waitSignal(panel.asked) as asked:
        panel.go.click()
    assert asked.args == ["", "base"]
