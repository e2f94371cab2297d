"""The import of questions in place of the list and the editor: start, reading, and preview."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mock_interviewer.app.ui.questions.importing.import_preview import ImportPreview
from mock_interviewer.app.ui.questions.importing.import_start import (
    NO_TEXT,
    ImportStart,
    given_source,
)
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, add_shortcuts
from mock_interviewer.app.ui.widgets.column import in_column
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.questions.importing.import_draft import ImportDraft


@dataclass(frozen=True, eq=False)
class ImportSource:
    """What to read: the Path of a file, or a text. Two are never the same."""

    given: Path | str

    @property
    def name(self) -> str:
        """What it is called."""
        return self.given.name if isinstance(self.given, Path) else "the pasted text"


class BankChoices(Protocol):
    """The banks to put questions into."""

    @property
    def editable_choices(self) -> Sequence[tuple[str, str]]:
        """The ids and names of the banks that questions can be added to."""

    def questions_of(self, bank: str) -> Collection[str]:
        """Return the questions of a bank as ``same_question`` returns them."""


class ImportView(QWidget):
    """Hidden until an import begins. Esc ends it, and nothing is kept. GUI thread only."""

    read_requested = Signal(object)
    """An ImportSource; ``show_draft`` or ``show_refusal`` follows."""
    keep_requested = Signal(object, str, str)
    """The ImportDraft to keep, the id of a bank, "" for a new one, and the name of a new one."""
    toggled = Signal()
    """It was opened or closed."""

    def __init__(self, page: QWidget, banks: BankChoices) -> None:
        """``page`` is where a paste outside of its fields, and a drop, begin an import."""
        super().__init__()
        self._page = page
        self._banks = banks
        self._source: ImportSource | None = None
        """What is being read."""
        self.start = ImportStart()
        self.preview = ImportPreview(banks.questions_of)
        self._reading = TextLabel(kind="muted")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._steps = QStackedWidget()
        for step in (self.start, self._reading, self.preview):
            self._steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Spacing.M)
        column.addLayout(in_column(self._steps))
        self.start.given.connect(self.read)
        self.preview.keep_requested.connect(self.keep_requested)
        for part in (self.start, self.preview):
            part.canceled.connect(self.close_import)
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        add_shortcuts(
            page,
            {"Ctrl+V": Shortcut("Import the questions in the clipboard", self.paste)},
        )
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether an import is going on."""
        return not self.isHidden()

    @property
    def reading(self) -> bool:
        """Whether it waits for a file or a text to be read."""
        return self._source is not None

    def open_start(self) -> None:
        """Ask for the questions to import."""
        self.start.clear()
        self._show(self.start)
        self.start.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def paste(self) -> None:
        """Read what the clipboard holds."""
        given = given_source(QGuiApplication.clipboard().mimeData())
        if given is None:
            self.open_start()
            self.start.show_wrong(NO_TEXT)
        else:
            self.read(given)

    def read(self, given: Path | str) -> None:
        """Have a file or a text read, and show what was understood."""
        self._source = source = ImportSource(given)
        self._reading.show_text(f"Reading {source.name}…")
        self._show(self._reading)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.read_requested.emit(source)

    def show_draft(self, source: ImportSource, draft: ImportDraft) -> None:
        """Show what was understood of a source, unless the person has canceled it."""
        if source is self._source:
            self._source = None
            self._show(self.preview)
            self.preview.show_draft(draft, self._banks.editable_choices)

    def show_refusal(self, source: ImportSource, sentence: str) -> None:
        """Show why a source can't be read, unless the person has canceled it."""
        if source is self._source:
            self._source = None
            self._show(self.start)
            self.start.show_wrong(sentence)
            self.start.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_import(self) -> None:
        """End the import and forget it."""
        self._source = None
        self.hide()
        self.start.clear()
        self.preview.show_wrong("")
        self.toggled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep nothing on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_import()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Begin an import where a file or a text is dropped on the page."""
        if watched is self._page and isinstance(event, QDropEvent):
            given = given_source(event.mimeData())
            if given is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.read(given)
                return True
        return super().eventFilter(watched, event)

    def _show(self, step: QWidget) -> None:
        self._steps.setCurrentWidget(step)
        opened = self.isHidden()
        self.show()
        if opened:
            self.toggled.emit()
