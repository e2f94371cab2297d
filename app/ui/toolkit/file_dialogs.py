"""File and folder dialogs, and the system's file manager."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


class LastFolder:
    """The folder of the last choice, until the program ends."""

    path: Path | None = None


def file_dialog(parent: QWidget, title: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Return a dialog that deletes itself and calls ``chosen`` with the path that is picked.

    It starts in the folder of the last choice, else in the documents folder, else in the home
    folder; never in the current directory. GUI thread only.
    """
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setDirectory(str(_start_folder()))

    def take(path: str) -> None:
        LastFolder.path = Path(path).parent
        chosen(Path(path))

    dialog.fileSelected.connect(take)
    return dialog


def _start_folder() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (LastFolder.path, Path(documents) if documents else None):
        if folder is not None and folder.is_dir():
            return folder
    return Path.home()


def open_in_file_manager(folder: Path) -> bool:
    """Ask the system to show ``folder``; return False if it can't. GUI thread only.

    This doesn't wait for the file manager.
    """
    return open_in_default_app(folder)


def open_in_default_app(file: Path) -> bool:
    """Ask the system to open ``file``; return False if it can't. GUI thread only.

    This doesn't wait for the app.
    """
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
