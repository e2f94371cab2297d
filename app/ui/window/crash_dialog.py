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
    """Reports an unexpected error in plain words; the window behind it stays usable."""

    def __init__(self, details: str, log_file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details = details
        self.setWindowTitle("Something went wrong")
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        title = TextLabel(
            "Mock Interviewer ran into an unexpected error.", FontSize.TITLE, strong=True
        )
        title.setWordWrap(True)
        safe = TextLabel(
            "Your recordings are safe on this computer. You can continue; if the window stops "
            "responding, close Mock Interviewer and open it again.",
            wrap=True,
        )
        where = TextLabel(f"Details are in the log: {log_file}", wrap=True, kind="muted")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = QPushButton("Copy details")
        self._copy.setAccessibleName("Copy details")
        self._copy.setAutoDefault(True)
        self._copy.clicked.connect(self._copy_details)
        close = QPushButton("Continue")
        close.setAccessibleName("Continue")
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
        """The traceback that can be copied for a report, without any answer or question."""
        return self._details

    def _copy_details(self) -> None:
        QApplication.clipboard().setText(self._details)
        self._copy.setText("Copied")


class CrashReporter:
    """Shows the first error; those that follow while it is shown are only logged."""

    def __init__(self, gui: GuiThread, log_file: Path) -> None:
        self._gui = gui
        self._log_file = log_file
        self._dialog: CrashDialog | None = None

    @property
    def dialog(self) -> CrashDialog | None:
        """The dialog while it is shown."""
        return self._dialog

    def report(self, error: BaseException) -> None:
        """Show a dialog about ``error``. Any thread."""
        details = describe_crash(error)
        self._gui.post(lambda: self._show(details))

    def _show(self, details: str) -> None:
        if self._dialog is not None:
            return
        self._dialog = CrashDialog(details, self._log_file, QApplication.activeWindow())
        self._dialog.destroyed.connect(self._forget_dialog)
        self._dialog.show()

    def _forget_dialog(self) -> None:
        self._dialog = None


def describe_crash(error: BaseException) -> str:
    """Return the traceback of ``error`` without its message, which may quote an answer."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{frames}{type(error).__qualname__}"
