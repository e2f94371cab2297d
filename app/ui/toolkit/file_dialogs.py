"""File and folder dialogs, and the system's file manager."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


class _Last:
    """The folder in which something was chosen last, while the program runs."""

    folder: Path | None = None


def file_dialog(parent: QWidget, title: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Make a dialog that deletes itself; ``chosen`` is called with what a person picks.

    It begins in the folder that was used last, else in that of documents, else at home: never where
    the program was started from. GUI thread only.
    """
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setDirectory(str(_beginning()))

    def take(path: str) -> None:
        _Last.folder = Path(path).parent
        chosen(Path(path))

    dialog.fileSelected.connect(take)
    return dialog


def _beginning() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (_Last.folder, Path(documents) if documents else None):
        if folder is not None and folder.is_dir():
            return folder
    return Path.home()


def open_in_file_manager(folder: Path) -> bool:
    """Let the system show ``folder``, and do not wait for it; False where nothing can.

    GUI thread only.
    """
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
