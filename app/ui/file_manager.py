"""The system's own program that shows folders."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_in_file_manager(folder: Path) -> bool:
    """Let the system show ``folder``, and do not wait for it; False where nothing can.

    GUI thread only.
    """
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
