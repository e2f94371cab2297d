"""The menu of a bank, and the panel for its vocabulary."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, set_icon
from mock_interviewer.app.ui.style.theme import set_kind
from mock_interviewer.app.ui.widgets.panels import TextEntryPanel
from mock_interviewer.app.ui.widgets.text_fields import LinesEdit

EXPORT_FORMATS = (
    ("yaml", "Bank to edit or import (YAML)…"),
    ("zip", "Bank to share (ZIP)…"),
    ("html", "Study sheet (HTML)…"),
    ("md", "Study sheet (Markdown)…"),
)


class BankMenu(QPushButton):
    """A button that opens a menu. GUI thread only."""

    new_requested = Signal()
    import_requested = Signal()
    export_requested = Signal(str)
    """One of ``EXPORT_FORMATS``."""
    vocabulary_requested = Signal()
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deletable = False
        self.editable = False
        set_kind(self, "quiet")
        self.setAutoDefault(True)
        self.setAccessibleName("Banks: new, import, export, delete")
        self.setToolTip("New bank, import, export, delete")
        self.clicked.connect(lambda _checked: self.open_menu())
        self._draw_icon()

    def open_menu(self) -> QMenu:
        """Open the menu below the button."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("New bank…").triggered.connect(lambda _: self.new_requested.emit())
        menu.addAction("Import…").triggered.connect(lambda _: self.import_requested.emit())
        menu.addSeparator()
        export = menu.addMenu("Export this bank")
        for form, label in EXPORT_FORMATS:
            export.addAction(label).triggered.connect(
                lambda _, form=form: self.export_requested.emit(form)
            )
        vocabulary = menu.addAction("Bank vocabulary…")
        vocabulary.setEnabled(self.editable)
        vocabulary.triggered.connect(lambda _: self.vocabulary_requested.emit())
        if self.deletable:
            menu.addSeparator()
            delete = menu.addAction("Delete this bank…")
            delete.triggered.connect(lambda _: self.delete_requested.emit())
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        return menu

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self, Icon.MORE, roles().text, LARGE)


class BankVocabularyPanel(TextEntryPanel):
    """A panel for the terms of a bank. Enter ends a line, Ctrl+Enter saves, Esc cancels."""

    given = Signal(object)
    """The terms, as a tuple of texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.lines = LinesEdit("Bank vocabulary")
        super().__init__("Save", self.lines, parent=parent)

    def ask(self, bank: str, terms: Sequence[str]) -> None:
        """Show the terms of a bank for editing."""
        self.lines.show_lines(terms)
        self._ask(
            f"Terms that are likely to come up in answers to any question in “{bank}”, such as "
            "names of your tools. They help speech recognition. One per line."
        )

    def _accept(self) -> None:
        self._close()
        self.given.emit(self.lines.lines)
