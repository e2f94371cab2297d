"""The storage page: disk use, how long recordings are kept, backups, and where the data is."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QWidget,
)

from mock_interviewer.app.data_folder.disk_use import DiskUse
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.text.dates_in_words import LOADING, local_now
from mock_interviewer.app.text.formatting import byte_size, counted
from mock_interviewer.app.ui.shared.settings_subpage import SettingsSubpage
from mock_interviewer.app.ui.storage.task_progress_panel import TaskProgressPanel
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.toolkit.file_dialogs import file_dialog
from mock_interviewer.app.ui.widgets.buttons import labeled_button
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.panels import ConfirmationPanel

_BAR_HEIGHT = Spacing.XS


_BAR_RADIUS = 3.0


_LEAST_BAR = 3.0
"""Pixels of a bar for what is there at all."""


class DiskUseBar(QWidget):
    """A bar as long as a part is of the largest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_BAR_HEIGHT)

    def show_share(self, share: float) -> None:
        """Show a part, 0 to 1."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a bar that likes to be wide."""
        return QSize(4 * Spacing.XXL, _BAR_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw it from the left, on nothing: lengths are compared, not parts of a whole."""
        if not self._share:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        wide = max(_LEAST_BAR, self.width() * self._share)
        shape.addRoundedRect(QRectF(0, 0, wide, self.height()), _BAR_RADIUS, _BAR_RADIUS)
        painter.fillPath(shape, roles().accent)


class DiskUseRows(QWidget):
    """The rows of a DiskUse; only their names until one is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = (
            "Recordings",
            "Transcripts and feedback",
            "Speech models",
            "Everything else",
        )
        self._bars = [DiskUseBar() for _ in self._labels]
        self._amounts = [TextLabel(tabular=True) for _ in self._labels]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Spacing.M)
        grid.setVerticalSpacing(Spacing.S)
        grid.setColumnStretch(1, 1)
        for row, label in enumerate(self._labels):
            grid.addWidget(TextLabel(label), row, 0)
            grid.addWidget(self._bars[row], row, 1)
            grid.addWidget(self._amounts[row], row, 2, Qt.AlignmentFlag.AlignRight)

    @property
    def said(self) -> Sequence[str]:
        """The text of each row, for tests and screen readers."""
        return [f"{label}: {text.plain}" for label, text in self._pairs()]

    def show_use(self, use: DiskUse) -> None:
        """Show the disk use."""
        sizes = (use.recordings, use.texts, use.models, use.rest)
        largest = max(*sizes, 1)
        for bar, text, size in zip(self._bars, self._amounts, sizes, strict=True):
            bar.show_share(size / largest)
            text.show_text(byte_size(size) if size else "nothing")
        self.setAccessibleName(", ".join(self.said))

    def _pairs(self) -> Sequence[tuple[str, TextLabel]]:
        return list(zip(self._labels, self._amounts, strict=True))


_RETENTION_MONTHS = (0, 3, 6, 12, 24)
"""The choices, in months; 0 means forever."""


_KEEP_FOREVER_HELP = "Kept until you delete the answer."


_RETENTION_HELP = (
    "After that time, recordings are deleted. Transcripts, feedback, and the recordings of starred "
    "answers are always kept."
)


_BACKUP_HELP = (
    "One file with your sessions, recordings, question banks, plans, and settings, without the "
    "speech models. It isn't encrypted, so keep it where only you can read it. Deleting something "
    "here doesn't remove it from earlier backups."
)


_BACKUP_SUFFIX = ".zip"


_BACKUP_FILTER = f"Backups (*{_BACKUP_SUFFIX})"


class StorageConfirmation(StrEnum):
    """An action that needs confirmation; the value is the text of its button."""

    REMOVE = "Delete recordings"
    RESTORE = "Restore and close"
    MOVE = "Move and close"


class StoragePage(SettingsSubpage):
    """The storage page; its controller connects the signals. Esc goes back."""

    retention_chosen = Signal(int)
    """Months to keep recordings, 0 for forever."""
    backup_requested = Signal(object)
    """The Path of the file to create."""
    restore_requested = Signal(object)
    """The Path of a backup."""
    move_requested = Signal(object)
    """The Path of a folder."""
    confirmed = Signal(object)
    """The StorageConfirmation that was confirmed."""
    declined = Signal(object)
    stop_pressed = Signal()

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._use = DiskUseRows()
        self._free = TextLabel(LOADING, wrap=True, kind="muted")
        self._retention: Picker[int] = Picker("Keep recordings")
        self._save = labeled_button("Back up…", "Back up to a file")
        self._restore = labeled_button("Restore…", "Restore from a backup")
        self._retention_note = TextLabel(wrap=True, kind="muted")
        self._move = labeled_button("Move…", "Move your data to another folder")
        self._folder = TextLabel(str(folder), wrap=True, kind="muted")
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.confirmations = {
            ask: ConfirmationPanel(ask.value, "Cancel") for ask in StorageConfirmation
        }
        self.work = TaskProgressPanel()
        self._lay_out()
        self._connect()
        self.show_retention(0)

    @property
    def retention_note(self) -> str:
        """The note about the chosen time."""
        return self._retention_note.plain

    @property
    def use(self) -> DiskUseRows:
        """The disk use that is shown."""
        return self._use

    @property
    def retention_months(self) -> int | None:
        """The chosen months, 0 for forever."""
        return self._retention.value

    @property
    def free_text(self) -> str:
        """The line about the total and the free space."""
        return self._free.plain

    def question_of(self, ask: StorageConfirmation) -> str:
        """Return the question being asked; empty if there is none."""
        return self.confirmations[ask].text

    def say(self, kind: NoticeKind, text: str) -> None:
        """Show a message above the page; an error ends the loading note."""
        super().say(kind, text)
        if kind is NoticeKind.ERROR and self._free.plain == LOADING:
            self._free.show_text("")

    def show_use(self, use: DiskUse) -> None:
        """Show the disk use."""
        self._use.show_use(use)
        self._free.show_text(
            f"{byte_size(use.total)} in total. {byte_size(use.free)} free on this disk."
        )

    def show_retention(self, months: int) -> None:
        """Show for how many months recordings are kept, 0 for forever."""
        offered = sorted({*_RETENTION_MONTHS, months})
        self._retention.offer(
            [(each, f"{counted(each, 'month')}" if each else "Forever") for each in offered],
            months,
        )
        self._show_retention_note()

    def ask(self, ask: StorageConfirmation, text: str) -> None:
        """Ask for confirmation; ``confirmed`` or ``declined`` follows."""
        asked = self.confirmations[ask]
        asked.ask(text)
        # Its position is known only after the layout.
        QTimer.singleShot(0, asked, lambda: self._area.ensureWidgetVisible(asked, 0, Spacing.XL))

    def show_work(self, text: str, part: float = 0.0) -> None:
        """Show the running task and the part done, 0 to 1; "" for none."""
        if text:
            self.work.show_work(text, part)
        for button in (self._save, self._restore, self._move):
            button.setEnabled(not text)
        if not text:
            # A hidden or disabled button would lose the focus to the rail.
            if self.work.stop.hasFocus():
                self._save.setFocus(Qt.FocusReason.OtherFocusReason)
            self.work.show_work("", part)

    def _connect(self) -> None:
        self._retention.chosen.connect(self._show_retention_note)
        self._retention.chosen.connect(
            lambda: self.retention_chosen.emit(self._retention.value or 0)
        )
        self._save.clicked.connect(self._choose_target)
        self._restore.clicked.connect(self._choose_backup)
        self._move.clicked.connect(self._choose_folder)
        self.work.stop_pressed.connect(self.stop_pressed)
        asking = {
            StorageConfirmation.REMOVE: self._retention,
            StorageConfirmation.RESTORE: self._restore,
            StorageConfirmation.MOVE: self._move,
        }
        for ask, confirm in self.confirmations.items():
            confirm.confirmed.connect(asking[ask].setFocus)
            confirm.declined.connect(asking[ask].setFocus)
            confirm.confirmed.connect(lambda ask=ask: self.confirmed.emit(ask))
            confirm.declined.connect(lambda ask=ask: self.declined.emit(ask))

    def _lay_out(self) -> None:
        column = self._column
        self._begin("Storage")
        self._head("Disk use")
        column.add(self._use)
        column.add(self._free)
        self._head("Keep recordings")
        column.add(_row(self._retention))
        column.add(self._retention_note)
        column.add(self.confirmations[StorageConfirmation.REMOVE])
        self._head("Backup")
        column.add(TextLabel(_BACKUP_HELP, wrap=True, kind="muted"))
        column.add(_row(self._save, self._restore))
        column.add(self.work)
        column.add(self.confirmations[StorageConfirmation.RESTORE])
        self._head("Data folder")
        column.add(self._folder)
        column.add(_row(self._move))
        column.add(self.confirmations[StorageConfirmation.MOVE])
        self._end()

    @Slot()
    def _show_retention_note(self) -> None:
        self._retention_note.show_text(
            _RETENTION_HELP if self._retention.value else _KEEP_FOREVER_HELP
        )

    @Slot()
    def _choose_target(self) -> None:
        dialog = file_dialog(self, "Back up to", self.backup_requested.emit)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_BACKUP_FILTER])
        dialog.setDefaultSuffix(_BACKUP_SUFFIX)
        dialog.selectFile(f"{self._now():%Y-%m-%d} Mock Interviewer backup{_BACKUP_SUFFIX}")
        dialog.open()

    @Slot()
    def _choose_backup(self) -> None:
        dialog = file_dialog(self, "Restore from", self.restore_requested.emit)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_BACKUP_FILTER, "All files (*)"])
        dialog.open()

    @Slot()
    def _choose_folder(self) -> None:
        dialog = file_dialog(self, "Move to an empty folder", self.move_requested.emit)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.open()


def _row(*parts: QWidget) -> QLayout:
    row = QHBoxLayout()
    row.setSpacing(Spacing.XS)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
