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


def test_a_run_over_many_answers_shows_its_progress(panel: RetranscriptionPanel) -> None:
    panel.show_progress(3, 12)
    assert panel.text == "Transcribing · 4 of 12"
    assert not _bar(panel).isHidden()
    assert (_bar(panel).value(), _bar(panel).maximum()) == (3, 12)
    assert _bar(panel).accessibleName() == panel.text


def test_a_run_over_one_answer_has_no_progress_bar(panel: RetranscriptionPanel) -> None:
    panel.show_progress(0, 1)
    assert panel.text == "Transcribing…"
    assert _bar(panel).isHidden()


def test_the_result_has_no_progress_bar(panel: RetranscriptionPanel) -> None:
    panel.show_progress(3, 12)
    panel.show_result("Stopped.")
    assert _bar(panel).isHidden()


def test_without_a_usable_model_the_models_page_is_named(
    panel: RetranscriptionPanel,
) -> None:
    panel.offer(())
    assert "Speech models page" in panel.text
    assert "`" not in panel.text


def test_the_scope_describes_the_session_or_all_sessions(qtbot: QtBot, look: Theme) -> None:
    panel = RetranscriptionPanel(SESSION_SCOPES)
    qtbot.addWidget(panel)
    assert panel.scope is not None
    words = {AnswerScope.SESSION: "Dry run · Today at 14:05", AnswerScope.ALL: "12 sessions"}
    with qtbot.waitSignal(panel.scope.description_requested) as wanted:
        panel.offer([CATALOG["base"]], "s")
    assert (wanted.args, panel.scope.text) == (["s", ""], "")
    panel.scope.show_description(ScopeDescription("s", "", words, {}))
    assert panel.scope.text == "Dry run · Today at 14:05"
    panel.scope.choose(AnswerScope.ALL)
    assert panel.scope.text == panel.models.accessibleDescription() == "12 sessions"


def test_without_a_session_all_are_transcribed(qtbot: QtBot, look: Theme) -> None:
    panel = RetranscriptionPanel(SESSION_SCOPES)
    qtbot.addWidget(panel)
    assert panel.scope is not None
    panel.offer([CATALOG["base"]])
    panel.scope.show_description(ScopeDescription("", "", {AnswerScope.ALL: "12 sessions"}, {}))
    assert (panel.scope.text, panel.scope.segments.isHidden()) == ("12 sessions", True)
    with qtbot.waitSignal(panel.requested) as asked:
        panel.go.click()
    assert asked.args == ["", "base"]
