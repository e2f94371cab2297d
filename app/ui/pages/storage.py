"""What takes room, how long recordings are kept, backups, and where all of it lies."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.store.disk_use import DiskUse
from mock_interviewer.app.ui.icons import Icon, set_icon
from mock_interviewer.app.ui.model_words import amount
from mock_interviewer.app.ui.theme import Space, Type, roles, set_kind
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.column import Column, in_column, margin
from mock_interviewer.app.ui.widgets.confirm import Confirm
from mock_interviewer.app.ui.widgets.storage.use_rows import UseRows
from mock_interviewer.app.ui.widgets.storage.work_panel import WorkPanel
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.wording import counted

_KEPT_FOR = (0, 3, 6, 12, 24)
"""Months that are offered; 0 is for ever."""
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


class StoragePage(QWidget):
    """Shows and asks; whoever owns the data connects the signals. Esc goes back."""

    back_requested = Signal()
    shown = Signal()
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

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._banner, self._above = Banner(), QWidget()
        self._banner.dismissed.connect(self._above.hide)
        self._back = _button("Settings", "Back to the settings")
        set_kind(self._back, "quiet")
        self._use = UseRows()
        self._free = Text(wrap=True, kind="muted")
        self._keep: Picker[int] = Picker("Keep recordings")
        self._save = _button("Back up…", "Back up to a file")
        self._restore = _button("Restore…", "Restore from a backup")
        self._move = _button("Move…", "Move your data to another folder")
        self._folder = Text(str(folder), wrap=True, kind="muted")
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._asks = {ask: Confirm(ask.value, "Cancel") for ask in Ask}
        self.work = WorkPanel()
        self._column = Column()
        self._lay_out()
        self._connect()
        self.show_keeping(0)

    @property
    def said(self) -> str:
        """What is said across the page; empty while nothing is."""
        return self._banner.text

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
        """Say something across the page, until it is closed; an empty text takes it back."""
        if text:
            self._banner.say(kind, text)
        else:
            self._banner.clear()
        self._above.setVisible(bool(text))

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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell that the page is seen, and take the keyboard."""
        super().showEvent(event)
        if not event.spontaneous():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
            self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        width = event.size().width()
        self._column.fit(width)
        self._above.setContentsMargins(margin(width), Space.M, margin(width), 0)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_column"):
            set_icon(self._back, Icon.BACK, roles().text)

    def _connect(self) -> None:
        self._back.clicked.connect(lambda _checked: self.back_requested.emit())
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
        set_icon(self._back, Icon.BACK, roles().text)
        column = self._column
        column.add(_row(self._back), bleeds=True)
        column.add(Text("Storage", Type.TITLE, strong=True))
        self._head("What takes room")
        column.add(self._use)
        column.add(self._free)
        self._head("Keep recordings")
        column.add(_row(self._keep))
        column.add(Text(_KEEPING, wrap=True, kind="muted"))
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
        column.space(Space.M)
        column.fill()
        column.setObjectName("page")
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Storage")
        area.setWidget(column)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        said = QVBoxLayout(self._above)
        said.setContentsMargins(0, 0, 0, 0)
        said.addLayout(in_column(self._banner))
        self._above.hide()
        page.addWidget(self._above)
        page.addWidget(area, 1)

    def _head(self, text: str) -> None:
        line = QFrame()
        set_kind(line, "line")
        self._column.space(Space.S)
        self._column.add(Text(text, Type.BODY, strong=True))
        self._column.add(line)

    @Slot()
    def _choose_target(self) -> None:
        dialog = self._dialog("Back up to")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_FILES])
        dialog.setDefaultSuffix(_ENDING)
        dialog.selectFile(f"mock interviewer backup{_ENDING}")
        dialog.fileSelected.connect(lambda chosen: self.backup_asked.emit(Path(chosen)))
        dialog.open()

    @Slot()
    def _choose_backup(self) -> None:
        dialog = self._dialog("Restore from")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_FILES, "All files (*)"])
        dialog.fileSelected.connect(lambda chosen: self.restore_asked.emit(Path(chosen)))
        dialog.open()

    @Slot()
    def _choose_folder(self) -> None:
        dialog = self._dialog("Move to an empty folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda chosen: self.move_asked.emit(Path(chosen)))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(documents))
        return dialog


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
