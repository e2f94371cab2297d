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
    ("yaml", "As a bank, to edit or import again (YAML)…"),
    ("zip", "As a bank, to send (ZIP)…"),
    ("html", "As a study sheet (HTML)…"),
    ("md", "As a study sheet (Markdown)…"),
)


class BankMenu(QPushButton):
    """A button that opens a menu. GUI thread only."""

    new_asked = Signal()
    import_asked = Signal()
    export_asked = Signal(str)
    """In one of FORMS."""
    words_asked = Signal()
    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.own = False
        """Whether the bank can be deleted."""
        self.editable = False
        set_kind(self, "quiet")
        self.setAutoDefault(True)
        self.setAccessibleName("Banks: new, import, export, delete")
        self.setToolTip("New bank, import, export, delete")
        self.clicked.connect(lambda _checked: self.open_menu())
        self._draw_icon()

    def open_menu(self) -> QMenu:
        """Open the menu beneath the button."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("New bank…").triggered.connect(lambda _: self.new_asked.emit())
        menu.addAction("Import…").triggered.connect(lambda _: self.import_asked.emit())
        menu.addSeparator()
        export = menu.addMenu("Export this bank")
        for form, label in EXPORT_FORMATS:
            export.addAction(label).triggered.connect(
                lambda _, form=form: self.export_asked.emit(form)
            )
        words = menu.addAction("Words of this bank…")
        words.setEnabled(self.editable)
        words.triggered.connect(lambda _: self.words_asked.emit())
        if self.own:
            menu.addSeparator()
            delete = menu.addAction("Delete this bank…")
            delete.triggered.connect(lambda _: self.delete_asked.emit())
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        return menu

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self, Icon.MORE, roles().text, LARGE)


class BankVocabularyPanel(TextEntryPanel):
    """Ctrl+Enter gives them, as Enter ends a line; Esc gives up."""

    given = Signal(object)
    """The terms, as a tuple of texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.lines = LinesEdit("Words of this bank")
        super().__init__("Save", self.lines, parent=parent)

    def ask(self, bank: str, terms: Sequence[str]) -> None:
        """Show the terms of a bank, to be changed."""
        self.lines.show_lines(terms)
        self._ask(
            f"Words that answers to any question of “{bank}” are likely to use, such as the names "
            "of your tools, so that they are spelled right."
        )

    def _accept(self) -> None:
        self._close()
        self.given.emit(self.lines.lines)
