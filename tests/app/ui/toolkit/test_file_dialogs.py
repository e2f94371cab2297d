"""Where dialogs that ask for files begin."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.export.formats import ExportFormat
from mock_interviewer.app.ui.library.question_history.page import AddRecordingButton
from mock_interviewer.app.ui.questions.bank_actions import choose_bank_export
from mock_interviewer.app.ui.questions.importing.import_start import choose_import_file
from mock_interviewer.app.ui.shared.export_panel import ExportPanel
from mock_interviewer.app.ui.shared.scope_choice import AnswerScope
from mock_interviewer.app.ui.speech_models.page import SpeechModelsPage
from mock_interviewer.app.ui.storage.page import StoragePage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit import file_dialogs
from mock_interviewer.questions.model import Bank

TEA = Bank.model_construct(id="tea", name="Tea", version="1", questions=())


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the documents folder, which is not the current directory. Nothing was chosen yet."""
    folder = tmp_path / "documents"
    for name in ("documents", "started", "home"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "started")
    monkeypatch.setattr(file_dialogs.LastFolder, "path", None)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(folder))
    return folder


def _folder_of(dialog: QFileDialog) -> Path:
    return Path(dialog.directory().absolutePath())


def _made(parent: QWidget) -> QFileDialog:
    return file_dialogs.file_dialog(parent, "A file", lambda _path: None)


def test_a_dialog_starts_in_documents_and_then_in_the_last_folder(
    empty_page: QWidget, documents: Path, tmp_path: Path
) -> None:
    first = _made(empty_page)
    assert _folder_of(first) == documents
    stick = tmp_path / "stick"
    stick.mkdir()
    first.fileSelected.emit(str(stick / "answers.zip"))
    assert _folder_of(_made(empty_page)) == stick
    stick.rmdir()
    assert _folder_of(_made(empty_page)) == documents


def test_without_a_documents_folder_a_dialog_starts_at_home(
    empty_page: QWidget, documents: Path, tmp_path: Path
) -> None:
    documents.rmdir()
    assert _folder_of(_made(empty_page)) == tmp_path / "home"


def _export(parent: QWidget) -> None:
    panel = ExportPanel(((AnswerScope.ALL, "All"),), parent=parent)
    panel.forms.choose(ExportFormat.PDF)
    panel.offer("s")
    panel.go.click()


def _press(page: QWidget, label: str) -> None:
    next(each for each in page.findChildren(QPushButton) if each.text() == label).click()


def _storage(label: str) -> Callable[[QWidget], None]:
    def ask(parent: QWidget) -> None:
        page = StoragePage(Path("/data"), parent=parent)
        _press(page, label)

    return ask


def _add(parent: QWidget) -> None:
    button = AddRecordingButton(parent)
    button.show()
    button.ask()


@pytest.mark.parametrize(
    "ask",
    [
        _export,
        _storage("Back up…"),
        _storage("Restore…"),
        _storage("Move…"),
        _add,
        lambda parent: _press(SpeechModelsPage(parent), "Import folder…"),
        lambda parent: _press(SpeechModelsPage(parent), "Import archive…"),
        lambda parent: choose_import_file(parent, lambda _path: None),
        lambda parent: choose_bank_export(parent, TEA, "zip", lambda _path: None),
    ],
    ids=["export", "backup", "restore", "move", "sound", "model", "archive", "bank in", "bank out"],
)
def test_no_dialog_starts_in_the_current_directory(
    qtbot: QtBot,
    look: Theme,
    empty_page: QWidget,
    documents: Path,
    ask: Callable[[QWidget], object],
) -> None:
    ask(empty_page)
    [dialog] = empty_page.findChildren(QFileDialog)
    assert _folder_of(dialog) == documents
    dialog.close()


CHOOSES = """
import sys
from pathlib import Path
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from mock_interviewer.app.ui.window.application import make_application
from mock_interviewer.app.ui.toolkit.file_dialogs import file_dialog

app = make_application()
page = QWidget()
for name in sys.argv[1:]:
    wanted = Path(name)
    dialog = file_dialog(page, "A file", lambda path: print(path.name, flush=True))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setDirectory(str(wanted.parent))
    dialog.open()
    dialog.selectFile(str(wanted))
    QTimer.singleShot(0, dialog.accept)
    dialog.finished.connect(app.quit)
    app.exec()
    if shiboken6.isValid(dialog):
        shiboken6.delete(dialog)
"""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="Qt keeps it in a private store")
def test_no_chosen_folder_is_written_to_a_history_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    chosen = [tmp_path / f"marzipan-{number}" / "answers.zip" for number in range(2)]
    for path in chosen:
        path.parent.mkdir()
        path.touch()
    done = subprocess.run(
        [sys.executable, "-c", CHOOSES, *map(str, chosen)],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (done.returncode, done.stdout.split()) == (0, ["answers.zip"] * 2), done.stderr
    held = [path for path in home.rglob("*") if path.is_file() and b"marzipan" in path.read_bytes()]
    assert not held
