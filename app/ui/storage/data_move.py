"""The small window that moves all data after the main window has closed."""

import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.archive.moving import move_data_folder
from mock_interviewer.app.archive.work_progress import WorkProgress, WorkStopped
from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.pending_notices import PendingNotice
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.ui.storage.task_progress_panel import TaskProgressPanel
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.errors import MachineError

_WIDTH = 520


class DataMoveWindow(QWidget):
    """Shows the progress and the result. Closing it stops the move first."""

    stop_requested = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle("Moving your data")
        self.panel = TaskProgressPanel()
        self.text = TextLabel(wrap=True)
        self.close_button = QPushButton("Close")
        self.close_button.setAccessibleName("Close")
        self.close_button.setAutoDefault(True)
        self._working = True
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.L, Spacing.L, Spacing.L, Spacing.L)
        column.setSpacing(Spacing.M)
        for part in (self.panel, self.text):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(_WIDTH)
        self.panel.stop_pressed.connect(self.stop_requested)
        self.close_button.clicked.connect(lambda _checked: self.close())
        self.close_button.hide()
        self.text.hide()

    def show_progress(self, target: Path, part: float) -> None:
        """Show the progress; ``part`` is from 0 to 1."""
        if self._working:
            self.panel.show_work(f"Moving your data to {target}…", part)

    def say(self, sentence: str) -> None:
        """Show the result."""
        self._working = False
        self.panel.show_work("", 0.0)
        self.text.show_text(sentence)
        self.text.show()
        self.close_button.show()
        self.close_button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Stop the move, or close if it has ended."""
        if self._working:
            event.ignore()
            self.stop_requested.emit()
            return
        event.accept()
        self.closed.emit()


class DataMove(QObject):
    """Moves the data folder that ``chosen`` names, None for the usual one. GUI thread only."""

    def __init__(self, chosen: Path | None, target: Path) -> None:
        super().__init__()
        self._chosen = chosen
        self._target = target
        self._stop = threading.Event()
        self._gui = GuiThread(self)
        self._percent = -1
        self._moved: _MovedData | None = None
        self.window = DataMoveWindow()
        self.window.stop_requested.connect(self._stop.set)

    def start(self) -> None:
        """Show the window and start the move."""
        self.window.show_progress(self._target, 0.0)
        self.window.show()
        progress = WorkProgress(self._tell, self._stop.is_set)
        BackgroundTasks(self._gui).run(
            lambda: _move_data(self._chosen, self._target, progress),
            self._done,
            self._failed,
            name="moving",
            expected=(MachineError, UsageError, WorkStopped),
        )

    def close(self) -> None:
        """End after the window was closed; its result counts as read."""
        self._gui.close()
        if self._moved is not None and self._moved.told is not None:
            pending_notices.dismiss(self._moved.data, self._moved.told)

    def _tell(self, part: float) -> None:
        percent = int(100 * part)
        if percent != self._percent:
            self._percent = percent
            self._gui.post(lambda: self.window.show_progress(self._target, part))

    def _done(self, moved: "_MovedData") -> None:
        self._moved = moved
        what = "Your data was moved." if moved.told is None else moved.told.sentence
        self.window.say(f"{what} Mock Interviewer uses that folder from now on.")

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, WorkStopped):
            self.window.say("Stopped. Your data is where it was.")
        else:
            self.window.say(str(error))


@dataclass(frozen=True)
class _MovedData:
    data: DataFolder
    told: PendingNotice | None


def _move_data(chosen: Path | None, target: Path, progress: WorkProgress) -> _MovedData:
    """Move the data folder; return its new place and the notice about it."""
    data = move_data_folder(chosen, target, progress)
    return _MovedData(data, pending_notices.pending(data))


def move_data_in_window(app: QApplication, chosen: Path | None, target: Path) -> None:
    """Move all data, and return once the person has closed the window."""
    moving = DataMove(chosen, target)
    moving.window.closed.connect(app.quit)
    moving.start()
    app.exec()
    moving.close()
