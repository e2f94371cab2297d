"""The dialog for an unexpected error."""

import logging
import traceback
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.widgets.labels import TextLabel

log = logging.getLogger(__name__)

_WIDTH = 480


class CrashDialog(QDialog):
    """Says in plain words that it was our mistake; never blocks what goes on behind it."""

    def __init__(self, details: str, log_file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details = details
        self.setWindowTitle("A mistake in Mock Interviewer")
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        title = TextLabel(
            "Something went wrong, and it was our mistake.", FontSize.TITLE, strong=True
        )
        title.setWordWrap(True)
        safe = TextLabel(
            "What you have recorded is safe on this computer. You can go on; if the window does "
            "not react any more, close it and start it again.",
            wrap=True,
        )
        where = TextLabel(f"The log says what happened: {log_file}", wrap=True, kind="muted")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = QPushButton("Copy details")
        self._copy.setAccessibleName("Copy details")
        self._copy.setAutoDefault(True)
        self._copy.clicked.connect(self._copy_details)
        close = QPushButton("Go on")
        close.setAccessibleName("Go on")
        close.setDefault(True)
        set_kind(close, "primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(Spacing.S)
        buttons.addStretch(1)
        buttons.addWidget(self._copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.L, Spacing.L, Spacing.L, Spacing.L)
        column.setSpacing(Spacing.M)
        for part in (title, safe, where):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(QSize(_WIDTH, self.sizeHint().height()))
        close.setFocus()

    @property
    def details(self) -> str:
        """What is copied for a report: the traceback, without any answer or question."""
        return self._details

    def _copy_details(self) -> None:
        QApplication.clipboard().setText(self._details)
        self._copy.setText("Copied")


class CrashReporter:
    """Shows the first mistake; further ones while it is shown are in the log only."""

    def __init__(self, gui: GuiThread, log_file: Path) -> None:
        self._gui = gui
        self._log_file = log_file
        self._dialog: CrashDialog | None = None

    @property
    def dialog(self) -> CrashDialog | None:
        """The dialog while it is shown."""
        return self._dialog

    def report(self, error: BaseException) -> None:
        """Show that ``error`` happened; any thread."""
        details = describe_crash(error)
        self._gui.post(lambda: self._show(details))

    def _show(self, details: str) -> None:
        if self._dialog is not None:
            return
        self._dialog = CrashDialog(details, self._log_file, QApplication.activeWindow())
        self._dialog.destroyed.connect(self._gone)
        self._dialog.show()

    def _gone(self) -> None:
        self._dialog = None


def describe_crash(error: BaseException) -> str:
    """Return where ``error`` came from, without its message, which may quote an answer."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{frames}{type(error).__qualname__}"
