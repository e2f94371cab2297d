"""Where the person pastes, drops, or chooses the questions to import."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.toolkit.file_dialogs import file_dialog
from mock_interviewer.app.ui.widgets.buttons import labeled_button
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

_HELP = (
    "Any list works: with numbers or bullets, or one question per line. So do tables from a "
    "spreadsheet. Files can be Markdown, text, CSV, TSV, XLSX, DOCX, YAML, or ZIP. You see what "
    "was understood before anything is kept."
)
NOTHING = "There is nothing to import yet. Paste your questions, or choose a file."
NO_TEXT = "The clipboard holds no text. Copy your questions first, then paste them here."


def choose_import_file(parent: QWidget, chosen: Callable[[Path], object]) -> QFileDialog:
    """Open a dialog to choose a file of questions."""
    # Imported late: markdown-it is slow to import.
    from mock_interviewer.questions.importing.import_reader import SUFFIXES

    dialog = file_dialog(parent, "Import questions", chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    readable = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    dialog.setNameFilters([f"Questions ({readable})", "All files (*)"])
    dialog.open()
    return dialog


def given_source(data: QMimeData) -> Path | str | None:
    """Return the first file, or else the text, that was pasted or dropped; None for neither."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    if files:
        return Path(files[0])
    return data.text() if data.hasText() else None


class PasteBox(QPlainTextEdit):
    """A field for a list of questions. A paste into the empty field, and a file, go on at once."""

    given = Signal(object)
    """The Path of a file, or a text."""
    refused = Signal(str)
    """Why nothing can be pasted, as a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Questions to import")
        self.setPlaceholderText("Paste your questions here, or drop a file")
        self.setTabChangesFocus(True)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 (Qt's name)
        """Accept anything, to say why it can't be used."""
        return bool(source.formats())

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 (Qt's name)
        """Emit a file, or a text that would be all there is; else insert the text."""
        given = given_source(source)
        if given is None:
            self.refused.emit(NO_TEXT)
        elif isinstance(given, Path):
            self.given.emit(given)
        else:
            alone = not self.toPlainText().strip()
            super().insertFromMimeData(source)
            if alone:
                self.given.emit(given)


class ImportStart(QWidget):
    """The first step of an import. GUI thread only."""

    given = Signal(object)
    """The Path of a file, or a text, to read."""
    canceled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = PasteBox()
        self.preview = labeled_button("Show preview")
        set_kind(self.preview, "primary")
        self.choose = labeled_button("Choose a file…")
        self.cancel = labeled_button("Cancel")
        set_kind(self.cancel, "quiet")
        self.cancel.setToolTip("Keep nothing (Esc)")
        self._wrong = StatusLabel("caution")
        self._wrong.hide()
        row = QHBoxLayout()
        row.setSpacing(Spacing.XS)
        for button in (self.preview, self.choose, self.cancel):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        column.addWidget(TextLabel(_HELP, wrap=True, kind="muted"))
        column.addWidget(self.box, 1)
        column.addWidget(self._wrong)
        column.addLayout(row)
        self.box.given.connect(self.given)
        self.box.refused.connect(self.show_wrong)
        self.box.textChanged.connect(lambda: self.show_wrong(""))
        self.preview.clicked.connect(lambda _checked: self._request())
        self.choose.clicked.connect(lambda _checked: choose_import_file(self, self.given.emit))
        self.cancel.clicked.connect(lambda _checked: self.canceled.emit())

    @property
    def wrong(self) -> str:
        """Why nothing was understood; "" if nothing is shown."""
        return "" if self._wrong.isHidden() else self._wrong.plain

    def show_wrong(self, sentence: str) -> None:
        """Show why nothing was understood; "" for nothing."""
        self._wrong.show_text(sentence)
        self._wrong.setVisible(bool(sentence))

    def clear(self) -> None:
        """Empty the field."""
        self.box.clear()
        self.show_wrong("")

    def _request(self) -> None:
        text = self.box.toPlainText()
        if text.strip():
            self.given.emit(text)
        else:
            self.show_wrong(NOTHING)
            self.box.setFocus()
