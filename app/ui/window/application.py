"""The application from start to end: shows the window at once, then starts everything behind it.

The window is shown before anything is imported or opened that a page does not need to be seen:
that happens on other threads while the person looks at it.
"""

import logging
import os
import sys
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Slot
from PySide6.QtWidgets import QApplication

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.settings.declarations import COLOR_SCHEME, REDUCED_MOTION, REMIND_DUE
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread, GuiThreadGarbageCollector
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, BackgroundWorker
from mock_interviewer.app.ui.window import geometry
from mock_interviewer.app.ui.window.single_instance import SingleInstance

if TYPE_CHECKING:
    from mock_interviewer.app.ui.window.main_controller import MainController
    from mock_interviewer.app.ui.window.remembered_state import RememberedState

_NAME = "mock-interviewer"


def run_window(data_dir: Path | None) -> int:
    """Show the window until it is closed; return the exit status.

    Where a window of the same data folder is open, that one is raised instead. The caller has
    made sure that there is a screen.
    """
    data = DataFolder.at(data_dir)
    app = make_application()
    instance = SingleInstance(data.root)
    if not instance.claim():
        return 0
    put_restored_backup_in_place(data)
    garbage = GuiThreadGarbageCollector(app)
    start = Startup(app, data, instance)
    status = app.exec()
    start.abandon()
    if start.wanted_move is not None:
        from mock_interviewer.app.ui.storage.data_move import move_data_in_window

        move_data_in_window(app, data_dir, start.wanted_move)
    garbage.close()
    return status


def exit_process(status: int) -> NoReturn:
    """End the process at once after ``run_window``, which has closed all there is to close.

    Without what Python and Qt do at their end: that was seen to crash where a window was closed
    soon after its start, and a process that hangs in it keeps the next window from opening.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError):
                stream.flush()
    os._exit(status)


def put_restored_backup_in_place(data: DataFolder) -> None:
    """Put a restored backup in place before the old library is read."""
    if data.replacing.is_dir():
        from mock_interviewer.app.store.library import Library

        # If this fails, the window reports why when it opens the library itself.
        with suppress(StoreError):
            Library.open(data).close()


def is_first_start(data: DataFolder) -> bool:
    """Return whether neither a library nor settings were ever kept in the data folder."""
    return not (data.moved or data.database.exists() or data.settings_file.exists())


def make_application() -> QApplication:
    """Make the QApplication, or return the existing one."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setApplicationName(_NAME)
    _keep_no_history_of_files()
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("Mock Interviewer")
    app.setDesktopFileName(_NAME)
    app.setQuitOnLastWindowClosed(False)
    return app


def _keep_no_history_of_files() -> None:
    """Keep Qt's file dialogs from saving the folders that a person visited.

    Qt saves them in a file that every user may read, unless its folder cannot be created. On
    Windows and macOS only the person can read that store, and it has no path to set.
    """
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, f"{os.devnull}/no-folder"
    )


class Startup(QObject):
    """Shows the window at once, and makes its controller once that is imported."""

    def __init__(self, app: QApplication, data: DataFolder, instance: SingleInstance) -> None:
        super().__init__()
        self._app = app
        self._data = data
        self._instance = instance
        self._controller: MainController | None = None
        self._closed = False
        remembered = BackgroundWorker("remembering").submit(_remembered, data)
        self._theme = Theme(app)
        # Imported after reading has started, and only if there is no other window.
        from mock_interviewer.app.ui.interview.page import InterviewPage
        from mock_interviewer.app.ui.practice.page import PracticePage
        from mock_interviewer.app.ui.window.main_window import MainWindow

        self._pages = practice, _ = PracticePage(), InterviewPage()
        if is_first_start(data):
            practice.show_introduction()
        self.window = MainWindow(*self._pages)
        self._show(remembered)
        self._instance.raise_requested.connect(self.window.bring_to_front)
        self.window.closing.connect(self._close)
        self._gui = GuiThread(self)

        def prepare() -> "RememberedState":
            import_controller()
            return remembered.result()

        BackgroundTasks(self._gui).run(
            prepare, self._control, name="parts", broken=self._quit_if_closed
        )

    @property
    def wanted_move(self) -> Path | None:
        """The folder to move all data to, now that the window is closed."""
        return None if self._controller is None else self._controller.storage.wanted_move

    def abandon(self) -> None:
        """Undo what reaches beyond this object, after the event loop has ended."""
        self._gui.close()
        self._instance.release()
        if self._controller is not None:
            self._controller.abandon()

    def _show(self, remembered: "Future[RememberedState]") -> None:
        """Show the window, with its remembered geometry and colors if they are read by now."""
        if remembered.done():
            values = remembered.result().settings.values
            scheme = ColorScheme(values.get(COLOR_SCHEME))
            self._theme.choose(scheme, ReducedMotion(values.get(REDUCED_MOTION)))
            if not values.get(REMIND_DUE):
                # Before it is seen, so that nothing moves.
                self._pages[0].show_due(None)
            geometry.restore_geometry(self.window, remembered.result().geometry)
        else:
            geometry.center_window(self.window)
        self.window.show()

    def _control(self, remembered: "RememberedState") -> None:
        if self._closed:
            self._app.quit()
            return
        from mock_interviewer.app.ui.window.main_controller import MainController

        self._controller = MainController(
            self._app, self._theme, self._data, self.window, *self._pages, remembered.settings
        )
        self._controller.closing.connect(self._instance.release)
        self._controller.open()

    def _quit_if_closed(self) -> None:
        if self._closed:
            self._app.quit()

    @Slot()
    def _close(self) -> None:
        # Without a controller the parts are still being imported, and Python must not end in the
        # middle of that: ``_control`` follows.
        self._closed = True
        if self._controller is None:
            self._instance.release()


def _remembered(data: DataFolder) -> "RememberedState":
    """Read the settings and the geometry while the GUI thread imports the pages."""
    from mock_interviewer.app.ui.window.remembered_state import read_remembered_state

    return read_remembered_state(data)


def import_controller() -> None:
    """Import everything behind the pages, while the window can already be used."""
    import mock_interviewer.app.ui.window.main_controller  # noqa: F401 (imported again on the GUI thread)
