"""Where a bank comes from, and where it is written to, as a person chooses it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from mock_interviewer.app.ui.file_dialogs import file_dialog
from mock_interviewer.questions.model import Bank

_READ = "Questions (*.yaml *.yml *.csv *.md *.markdown *.zip)"


def choose_import(parent: QWidget, chosen: Callable[[Path], object]) -> QFileDialog:
    """Open a dialog for a file of questions."""
    dialog = file_dialog(parent, "A file of questions", chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_READ, "All files (*)"])
    dialog.open()
    return dialog


def choose_export(
    parent: QWidget, bank: Bank, form: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Open a dialog for where to write a bank; ``form`` is the ending of the file's name."""
    dialog = file_dialog(parent, f"Where to write “{bank.name}”", chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(form)
    dialog.selectFile(f"{bank.id}.{form}")
    dialog.open()
    return dialog
