"""A panel for a long task: what it is, its progress bar, and a button to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.widgets.labels import TextLabel

_WHOLE = 1000


class TaskProgressPanel(QFrame):
    """A progress panel, hidden until a task runs."""

    stop_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = TextLabel(wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _WHOLE)
        self.stop = QPushButton("Stop")
        self.stop.setAutoDefault(True)
        column = QVBoxLayout()
        column.setSpacing(Spacing.XS)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.M, Spacing.S, Spacing.S, Spacing.S)
        row.setSpacing(Spacing.M)
        row.addLayout(column, 1)
        row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignVCenter)
        self.stop.clicked.connect(lambda _checked: self.stop_pressed.emit())
        self.hide()

    @property
    def text(self) -> str:
        """The running task; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def show_work(self, text: str, part: float) -> None:
        """Show the running task and the part done, 0 to 1; "" hides the panel."""
        self._text.show_text(text)
        self._bar.setValue(round(part * _WHOLE))
        self._bar.setAccessibleName(text)
        self.stop.setAccessibleName(f"Stop: {text}")
        self.setVisible(bool(text))
