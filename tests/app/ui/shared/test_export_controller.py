import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot
from rig.stored_library import Sitting, Stored, transcript_of

from mock_interviewer.app.export import selection
from mock_interviewer.app.export.formats import ExportFormat
from mock_interviewer.app.store.database.records import SessionRecord
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.shared import export_controller
from mock_interviewer.app.ui.shared.export_controller import ExportController
from mock_interviewer.app.ui.shared.export_panel import ExportPanel
from mock_interviewer.app.ui.shared.library_rows import session_row
from mock_interviewer.app.ui.shared.scope_choice import SESSION_SCOPES, TAKE_SCOPES, AnswerScope
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread

SAID = transcript_of("it weighs words")


@pytest.fixture
def desk(qtbot: QtBot, stored: Stored, gui: GuiThread) -> Iterator[ExportController]:
    desk = ExportController(stored.store, gui, stored.data, lambda: None)
    yield desk
    desk.close()


@pytest.fixture
def panel(qtbot: QtBot, look: Theme, desk: ExportController) -> ExportPanel:
    panel = ExportPanel(SESSION_SCOPES)
    qtbot.addWidget(panel)
    desk.connect_panel(panel)
    return panel


def session_words(record: SessionRecord) -> str:
    """Return what the library's row of a session says."""
    row = session_row(record, local_now())
    return f"{row.title} · {row.detail}"


Ask = Callable[..., str]


@pytest.fixture
def ask(qtbot: QtBot, desk: ExportController, panel: ExportPanel) -> Ask:
    """Return what asks for an export and gives the sentence at its end."""

    def call(
        session: str, form: ExportFormat, target: Path, scope: AnswerScope = AnswerScope.SESSION
    ) -> str:
        panel.offer(session)
        panel.scope.choose(scope)
        panel.forms.choose(form)
        with qtbot.waitSignal(desk.ended) as ended:
            panel.ask_for(target)
            assert panel.text == "Exporting…"
        assert ended.args == [panel.text]
        return panel.text

    return call


def test_a_session_is_exported_and_the_panel_shows_the_path(
    stored: Stored, ask: Ask, tmp_path: Path
) -> None:
    session = stored.keep(Sitting((SAID, None)))
    target = tmp_path / "out.json"
    assert ask(session, ExportFormat.JSON, target) == f"Exported 2 takes to {target}."
    assert json.loads(target.read_text())["id"] == session


def test_the_session_to_export_is_described_as_in_the_library(
    stored: Stored, panel: ExportPanel, qtbot: QtBot
) -> None:
    stored.keep(Sitting((SAID,)))
    session = stored.keep(Sitting((SAID, None)))
    panel.offer(session)
    qtbot.waitUntil(lambda: panel.scope.text != "")
    record = stored.store.submit(lambda library: library.session(session)).result(30)
    assert panel.scope.text == session_words(record)
    assert "2 of 3 questions" in panel.scope.text
    panel.scope.findChildren(QRadioButton)[1].click()
    assert panel.scope.text == "2 sessions"


def test_a_take_and_its_session_are_described_by_name(
    stored: Stored, desk: ExportController, look: Theme, qtbot: QtBot
) -> None:
    session = stored.keep(Sitting((SAID,)))
    stored.store.submit(lambda library: library.marks.rename_session(session, "Dry run")).result(30)
    panel = ExportPanel(TAKE_SCOPES)
    qtbot.addWidget(panel)
    desk.connect_panel(panel)
    panel.offer(session, stored.takes(session)[0])
    qtbot.waitUntil(lambda: panel.scope.text != "")
    assert panel.scope.text == "What is perplexity? · 6 s"
    panel.scope.findChildren(QRadioButton)[1].click()
    assert panel.scope.text.startswith("Dry run · Today at ")


def test_the_folder_can_be_opened_only_after_an_export(
    stored: Stored, ask: Ask, panel: ExportPanel, tmp_path: Path
) -> None:
    session = stored.keep(Sitting((SAID,)))
    ask(session, ExportFormat.WAV, tmp_path / "gone" / "out.wav")
    assert panel.folder.isHidden()
    ask(session, ExportFormat.MARKDOWN, tmp_path / "out.md")
    assert not panel.folder.isHidden()
    panel.offer(session)
    assert panel.folder.isHidden()


def test_all_sessions_are_exported_and_counted(
    stored: Stored, ask: Ask, panel: ExportPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = [stored.keep(Sitting((SAID,))) for _ in range(2)]
    seen: list[tuple[int, int]] = []
    show = panel.show_progress

    def see(done: int, total: int) -> None:
        seen.append((done, total))
        show(done, total)

    monkeypatch.setattr(panel, "show_progress", see)
    ask(sessions[0], ExportFormat.JSON, tmp_path / "out.json", AnswerScope.ALL)
    written = json.loads((tmp_path / "out.json").read_text())["sessions"]
    assert [each["id"] for each in written] == sessions
    assert seen == [(0, 1), (0, 2), (1, 2)]


def test_a_write_error_is_reported(stored: Stored, ask: Ask, tmp_path: Path) -> None:
    session = stored.keep(Sitting((SAID,)))
    gone = tmp_path / "gone" / "out.md"
    assert ask(session, ExportFormat.MARKDOWN, gone).startswith(f"There is no folder {gone.parent}")
    recording = stored.recording(stored.takes(session)[0])
    assert "keeps its own files" in ask(session, ExportFormat.WAV, recording)


def test_a_session_deleted_in_the_meantime_is_not_exported(
    stored: Stored, ask: Ask, tmp_path: Path
) -> None:
    session = stored.keep(Sitting((SAID,)))
    stored.store.submit(lambda library: library.delete_session(session)).result(30)
    assert ask(session, ExportFormat.MARKDOWN, tmp_path / "out.md") == "There is nothing to export."
    assert not (tmp_path / "out.md").exists()


def test_a_stopped_export_leaves_no_file(
    stored: Stored,
    desk: ExportController,
    panel: ExportPanel,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = stored.keep(Sitting((SAID,)))
    reading, go_on = threading.Event(), threading.Event()

    def read(*arguments: Any) -> selection.ExportedSession:
        reading.set()
        assert go_on.wait(10)
        return selection.read_session(*arguments)

    monkeypatch.setattr(export_controller, "read_session", read)
    panel.offer(session)
    panel.forms.choose(ExportFormat.MARKDOWN)
    with qtbot.waitSignal(desk.ended):
        panel.ask_for(tmp_path / "out.md")
        assert reading.wait(10)
        panel.cancel.click()
        go_on.set()
    assert panel.text == "Stopped. Nothing was exported."
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
