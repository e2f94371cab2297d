"""What takes room, how long recordings are kept, backups, and where all of it lies."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QWidget,
)

from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.store.disk_use import DiskUse
from mock_interviewer.app.ui.file_dialogs import file_dialog
from mock_interviewer.app.ui.phrases import LOADING, local_now
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.behind_settings import BehindSettings
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.confirm import Confirm
from mock_interviewer.app.ui.widgets.storage.use_rows import UseRows
from mock_interviewer.app.ui.widgets.storage.work_panel import WorkPanel
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.wording import amount, counted

_KEPT_FOR = (0, 3, 6, 12, 24)
"""Months that are offered; 0 is for ever."""
_KEEPING_ALL = "No recording goes before you delete its answer."
_KEEPING = (
    "After that time the recording of an answer is removed. Transcripts and feedback always stay, "
    "and so do the recordings of answers that you starred."
)
_BACKUP = (
    "One file with your sessions and recordings, your banks, plans and settings; speech models are "
    "left out. It is not encrypted, so keep it where only you can read it. What you delete here "
    "stays in backups that you made before."
)
_ENDING = ".zip"
_FILES = f"Backups (*{_ENDING})"


class Ask(StrEnum):
    """What is asked about before it is done; the value names what is done."""

    REMOVE = "Remove them"
    RESTORE = "Restore and close"
    MOVE = "Move and close"


class StoragePage(BehindSettings):
    """Shows and asks; whoever owns the data connects the signals. Esc goes back."""

    keep_chosen = Signal(int)
    """Months for which recordings are to be kept, 0 for ever."""
    backup_asked = Signal(object)
    """The Path of the file that is to be made."""
    restore_asked = Signal(object)
    """The Path of a backup."""
    move_asked = Signal(object)
    """The Path of a folder."""
    confirmed = Signal(object)
    """The Ask that was agreed to."""
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
        self._use = UseRows()
        self._free = Text(LOADING, wrap=True, kind="muted")
        self._keep: Picker[int] = Picker("Keep recordings")
        self._save = _button("Back up…", "Back up to a file")
        self._restore = _button("Restore…", "Restore from a backup")
        self._kept = Text(wrap=True, kind="muted")
        self._move = _button("Move…", "Move your data to another folder")
        self._folder = Text(str(folder), wrap=True, kind="muted")
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._asks = {ask: Confirm(ask.value, "Cancel") for ask in Ask}
        self.work = WorkPanel()
        self._lay_out()
        self._connect()
        self.show_keeping(0)

    @property
    def kept(self) -> str:
        """What is said of the time that is chosen."""
        return self._kept.plain

    @property
    def use(self) -> UseRows:
        """What takes room."""
        return self._use

    @property
    def keeping(self) -> int | None:
        """The months that are chosen, 0 for ever."""
        return self._keep.value

    def asked(self, ask: Ask) -> str:
        """Return what is being asked; empty while it is not."""
        return self._asks[ask].text

    def say(self, kind: NoticeKind, text: str) -> None:
        """Say something above the page; where something failed, nothing is being looked up."""
        super().say(kind, text)
        if kind is NoticeKind.ERROR and self._free.plain == LOADING:
            self._free.show_text("")

    def show_use(self, use: DiskUse) -> None:
        """Show what takes room."""
        self._use.show_use(use)
        self._free.show_text(
            f"{amount(use.total)} together. {amount(use.free)} are free on this disk."
        )

    def show_keeping(self, months: int) -> None:
        """Show for how many months recordings are kept, 0 for ever."""
        offered = sorted({*_KEPT_FOR, months})
        self._keep.offer(
            [(each, f"{counted(each, 'month')}" if each else "For ever") for each in offered],
            months,
        )
        self._say_keeping()

    def ask(self, ask: Ask, text: str) -> None:
        """Ask about something, beneath it; ``confirmed`` or ``declined`` follows."""
        asked = self._asks[ask]
        asked.ask(text)
        # Only once it is laid out is it known where it is.
        QTimer.singleShot(0, asked, lambda: self._area.ensureWidgetVisible(asked, 0, Space.XL))

    def show_work(self, text: str, part: float = 0.0) -> None:
        """Show what is under way, and what part of it is done; "" for nothing.

        Only one such thing can be.
        """
        if text:
            self.work.show_work(text, part)
        for button in (self._save, self._restore, self._move):
            button.setEnabled(not text)
        if not text:
            # What is hidden or disabled would leave the keyboard to the rail.
            if self.work.stop.hasFocus():
                self._save.setFocus(Qt.FocusReason.OtherFocusReason)
            self.work.show_work("", part)

    def _connect(self) -> None:
        self._keep.chosen.connect(self._say_keeping)
        self._keep.chosen.connect(lambda: self.keep_chosen.emit(self._keep.value or 0))
        self._save.clicked.connect(self._choose_target)
        self._restore.clicked.connect(self._choose_backup)
        self._move.clicked.connect(self._choose_folder)
        self.work.stop_pressed.connect(self.stop_pressed)
        asking = {Ask.REMOVE: self._keep, Ask.RESTORE: self._restore, Ask.MOVE: self._move}
        for ask, confirm in self._asks.items():
            confirm.confirmed.connect(asking[ask].setFocus)
            confirm.declined.connect(asking[ask].setFocus)
            confirm.confirmed.connect(lambda ask=ask: self.confirmed.emit(ask))
            confirm.declined.connect(lambda ask=ask: self.declined.emit(ask))

    def _lay_out(self) -> None:
        column = self._column
        self._begin("Storage")
        self._head("What takes room")
        column.add(self._use)
        column.add(self._free)
        self._head("Keep recordings")
        column.add(_row(self._keep))
        column.add(self._kept)
        column.add(self._asks[Ask.REMOVE])
        self._head("Backup")
        column.add(Text(_BACKUP, wrap=True, kind="muted"))
        column.add(_row(self._save, self._restore))
        column.add(self.work)
        column.add(self._asks[Ask.RESTORE])
        self._head("Where your data is")
        column.add(self._folder)
        column.add(_row(self._move))
        column.add(self._asks[Ask.MOVE])
        self._end()

    @Slot()
    def _say_keeping(self) -> None:
        self._kept.show_text(_KEEPING if self._keep.value else _KEEPING_ALL)

    @Slot()
    def _choose_target(self) -> None:
        dialog = file_dialog(self, "Back up to", self.backup_asked.emit)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_FILES])
        dialog.setDefaultSuffix(_ENDING)
        dialog.selectFile(f"{self._now():%Y-%m-%d} Mock Interviewer backup{_ENDING}")
        dialog.open()

    @Slot()
    def _choose_backup(self) -> None:
        dialog = file_dialog(self, "Restore from", self.restore_asked.emit)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_FILES, "All files (*)"])
        dialog.open()

    @Slot()
    def _choose_folder(self) -> None:
        dialog = file_dialog(self, "Move to an empty folder", self.move_asked.emit)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.open()


def _button(label: str, name: str) -> QPushButton:
    button = QPushButton(label)
    button.setAccessibleName(name)
    button.setAutoDefault(True)
    return button


def _row(*parts: QWidget) -> QLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.XS)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
