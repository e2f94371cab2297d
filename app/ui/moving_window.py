"""A small window that shows how all data is moved, after the large one is closed."""

import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.archive.moving import move
from mock_interviewer.app.archive.progress import Progress, Stopped
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store import news
from mock_interviewer.app.store.news import News
from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.tasks import Tasks
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.storage.work_panel import WorkPanel
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.audio.errors import MachineError

_WIDTH = 520


class MovingWindow(QWidget):
    """Tells how far it is, and what became of it. Closing it stops the work first."""

    stop_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle("Moving your data")
        self.panel = WorkPanel()
        self.text = Text(wrap=True)
        self.close_button = QPushButton("Close")
        self.close_button.setAccessibleName("Close")
        self.close_button.setAutoDefault(True)
        self._working = True
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        for part in (self.panel, self.text):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(_WIDTH)
        self.panel.stop_pressed.connect(self.stop_asked)
        self.close_button.clicked.connect(lambda _checked: self.close())
        self.close_button.hide()
        self.text.hide()

    def show_part(self, target: Path, part: float) -> None:
        """Show how far it is."""
        if self._working:
            self.panel.show_work(f"Your data is being moved to {target}…", part)

    def say(self, sentence: str) -> None:
        """Say what became of it."""
        self._working = False
        self.panel.show_work("", 0.0)
        self.text.show_text(sentence)
        self.text.show()
        self.close_button.show()
        self.close_button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Stop what is under way; go once it is over."""
        if self._working:
            event.ignore()
            self.stop_asked.emit()
            return
        event.accept()
        self.left.emit()


class Moving(QObject):
    """Moves the data folder that ``chosen`` names, None for the usual one. GUI thread only."""

    def __init__(self, chosen: Path | None, target: Path) -> None:
        super().__init__()
        self._chosen = chosen
        self._target = target
        self._stop = threading.Event()
        self._gui = GuiThread(self)
        self._percent = -1
        self._moved: _Moved | None = None
        self.window = MovingWindow()
        self.window.stop_asked.connect(self._stop.set)

    def start(self) -> None:
        """Show the window and begin."""
        self.window.show_part(self._target, 0.0)
        self.window.show()
        progress = Progress(self._tell, self._stop.is_set)
        Tasks(self._gui).run(
            lambda: _move(self._chosen, self._target, progress),
            self._done,
            self._failed,
            name="moving",
        )

    def close(self) -> None:
        """Hear no more of it, after the window was closed: what it said was seen."""
        self._gui.close()
        if self._moved is not None and self._moved.told is not None:
            news.told(self._moved.data, self._moved.told)

    def _tell(self, part: float) -> None:
        percent = int(100 * part)
        if percent != self._percent:
            self._percent = percent
            self._gui.post(lambda: self.window.show_part(self._target, part))

    def _done(self, moved: "_Moved") -> None:
        self._moved = moved
        what = "It was moved." if moved.told is None else moved.told.sentence
        self.window.say(f"{what} Mock Interviewer finds it there when you open it again.")

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            self.window.say("It was stopped. Your data is where it was.")
        elif isinstance(error, MachineError | UsageError):
            self.window.say(str(error))
        else:
            raise error


@dataclass(frozen=True)
class _Moved:
    data: DataFolder
    told: News | None


def _move(chosen: Path | None, target: Path, progress: Progress) -> _Moved:
    """Move the data folder, and return where it is and what a person is told of that."""
    data = move(chosen, target, progress)
    return _Moved(data, news.waiting(data))


def move_in_a_window(app: QApplication, chosen: Path | None, target: Path) -> None:
    """Move all data, and return once the person has seen what became of it."""
    moving = Moving(chosen, target)
    moving.window.left.connect(app.quit)
    moving.start()
    app.exec()
    moving.close()
