"""The window's composition root: makes all parts, joins them, and ends them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.ui.single_instance import SingleInstance
from mock_interviewer.app.ui.tasks import Worker
from mock_interviewer.app.ui.theme import Theme

if TYPE_CHECKING:
    from mock_interviewer.app.ui.remembering import Remembered

_NAME = "mock-interviewer"


def run_window(data_dir: Path | None) -> int:
    """Show the window until it is closed; returns the exit status.

    Where a window of the same data folder is open, that one is raised instead. The caller has
    made sure that there is a screen.
    """
    data = DataFolder.at(data_dir)
    app = make_application()
    instance = SingleInstance(data.root)
    if not instance.claim():
        return 0
    remembered = Worker("remembering").submit(_remembered, data)
    theme = Theme(app)
    # Imported here: a second start needs none of it, and it takes most of the time to the window.
    from mock_interviewer.app.ui.controller import Controller

    controller = Controller(app, theme, data)
    instance.raise_asked.connect(controller.raise_window)
    controller.closing.connect(instance.release)
    controller.open(remembered)
    status = app.exec()
    controller.abandon()
    return status


def make_application() -> QApplication:
    """Make the QApplication, or return the one that there is."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setApplicationName(_NAME)
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("Mock Interviewer")
    app.setDesktopFileName(_NAME)
    app.setQuitOnLastWindowClosed(False)
    return app


def _remembered(data: DataFolder) -> "Remembered":
    """Read settings and place while the GUI thread imports the pages."""
    from mock_interviewer.app.ui.remembering import remembered

    return remembered(data)
