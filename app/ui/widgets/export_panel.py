"""Exporting answers: what, in which form and where to, how far it is, and what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.export.form import ARCHIVE, Form
from mock_interviewer.app.ui.shortcuts import add_shortcuts
from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.choice import Picker, Segments
from mock_interviewer.app.ui.widgets.text import Text

_LEAST_PICKER = 140
_MOST_PICKER = 260
_ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until the picker is at its widest."""
_QUESTION = "Write a copy that other programs open."


class Scope(StrEnum):
    """How much is exported."""

    TAKE = "take"
    SESSION = "session"
    ALL = "all"


TAKE_SCOPES = ((Scope.TAKE, "This take"), (Scope.SESSION, "Its session"))
SESSION_SCOPES = ((Scope.SESSION, "This session"), (Scope.ALL, "All sessions"))


@dataclass(frozen=True)
class Exporting:
    """What a person wants to have exported; ``session`` and ``take`` are ids."""

    scope: Scope
    session: str
    take: str
    form: Form
    target: Path

    @property
    def several(self) -> bool:
        """Whether it may be more than a session."""
        return self.scope is Scope.ALL


class ExportPanel(QFrame):
    """Hidden until it asks or tells something. Esc gives the choice up.

    ``button`` is for the page to place; it and Ctrl+E let it ask, once it follows the page.
    """

    asked = Signal(object)
    """An Exporting."""
    stop_pressed = Signal()
    closed = Signal()
    """The person gave the choice up, or has read what it told."""

    def __init__(self, scopes: Sequence[tuple[Scope, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._session = self._take = ""
        self._subject: Callable[[], tuple[str, str] | None] = lambda: None
        self.button = QPushButton("Export…")
        set_kind(self.button, "quiet")
        self.button.setAccessibleName("Export to a file")
        self.button.setToolTip("Export to a file (Ctrl+E)")
        self._running = False
        self._text = Text(wrap=True, tabular=True)
        self._text.stand_level()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.scope: Segments[Scope] = Segments("What to export", scopes)
        self.forms: Picker[Form] = Picker("Kind of file")
        self.forms.offer([(form, form.words) for form in Form], Form.PDF)
        self.forms.shrink(_LEAST_PICKER, _MOST_PICKER)
        self.go = QPushButton("Save as…")
        self.go.setAccessibleName("Choose where to save it")
        self.cancel = QPushButton("Cancel")
        set_kind(self.cancel, "quiet")
        self._lay_out()
        self.go.clicked.connect(self._choose_file)
        self.cancel.clicked.connect(self._give_up)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked or told; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def follow(self, page: QWidget, subject: Callable[[], tuple[str, str] | None]) -> None:
        """Ask when the person wants that on ``page``.

        ``subject`` gives the ids of the session and the take in question then, "" for no take; None
        where there is nothing to export.
        """
        self._subject = subject
        self.button.clicked.connect(self._ask)
        self.closed.connect(self.button.setFocus)
        add_shortcuts(page, {"Ctrl+E": self._ask})

    def choose(self, session: str, take: str = "") -> None:
        """Ask how to export a session, or one take of it; nothing happens during an export."""
        if self._running:
            return
        self._session, self._take = session, take
        self._show(_QUESTION, "Cancel")
        for part in self._choices:
            part.show()
        self.forms.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, total: int) -> None:
        """Say that an export is under way, ``done`` of ``total`` sessions behind it."""
        text = f"Exporting · {done + 1} of {total}" if total > 1 else "Exporting…"
        self._show(text, "Stop")
        self._running = True
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(text)
        self._bar.setVisible(total > 1)

    def say(self, sentence: str) -> None:
        """Say what became of it."""
        self._show(sentence, "Close")
        if self.isVisible():
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_for(self, target: Path) -> None:
        """Ask for what is chosen to be written to ``target``."""
        form = self.forms.value
        if form is not None and not self._running:
            self.asked.emit(Exporting(self.scope.value, self._session, self._take, form, target))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Give up on Esc, and take Enter for the button that has the keyboard, or for the first."""
        key = event.key()
        if key == Qt.Key.Key_Escape and not self._running:
            self._give_up()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            first = self.cancel if self.go.isHidden() else self.go
            (focused if isinstance(focused, QPushButton) else first).click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(Space.XS)
        choice.addWidget(self.forms, _ALL)
        choice.addWidget(self.go)
        choice.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        for part in (self._text, self._bar, self.scope):
            column.addWidget(part)
        column.addLayout(choice)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.XS)
        row.addLayout(column, 1)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignBottom)

    @property
    def _choices(self) -> tuple[QWidget, ...]:
        return self.scope, self.forms, self.go

    def _show(self, text: str, label: str) -> None:
        self._running = False
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.cancel.setText(label)
        self.cancel.setAccessibleName({"Stop": "Stop the export"}.get(label, label))
        self.cancel.setAccessibleDescription(text)
        for part in (*self._choices, self._bar):
            part.hide()
        self.show()

    @Slot()
    def _ask(self) -> None:
        subject = self._subject()
        if subject is not None:
            self.choose(*subject)

    def _choose_file(self) -> None:
        form = self.forms.value
        if form is None or self._running:
            return
        several = self.scope.value is Scope.ALL
        dialog = _SaveDialog(_kinds(form, several=several), self._name(), self)
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    @Slot(str)
    def _take_file(self, chosen: str) -> None:
        self.ask_for(Path(chosen))

    def _name(self) -> str:
        names = {Scope.TAKE: self._take, Scope.SESSION: self._session, Scope.ALL: "all sessions"}
        return f"interview {names[self.scope.value]}"

    def _give_up(self) -> None:
        if self._running:
            self.stop_pressed.emit()
            return
        self.hide()
        self.closed.emit()


class _SaveDialog(QFileDialog):
    """Asks where to, with the ending that fits the chosen kind of file."""

    def __init__(self, kinds: Sequence[tuple[str, str]], name: str, parent: QWidget) -> None:
        super().__init__(parent, "Export")
        self._ending = kinds[0][1]
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters([f"{words} (*{ending})" for words, ending in kinds])
        self.setDefaultSuffix(self._ending)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self.setDirectory(QStandardPaths.writableLocation(documents))
        self.selectFile(f"{name}{self._ending}")
        self.filterSelected.connect(self._follow)

    @Slot(str)
    def _follow(self, chosen: str) -> None:
        self.setDefaultSuffix(ARCHIVE if ARCHIVE in chosen else self._ending)


def _kinds(form: Form, *, several: bool) -> list[tuple[str, str]]:
    """Return the kinds of file that a form can be written to, in words, and how they end."""
    each = "take" if form.by_take else "session"
    archive = (f"Archive with a file for each {each}", ARCHIVE)
    single = (form.words.replace("(", "").replace(")", ""), f".{form.value}")
    if form.needs_archive(several=several):
        return [archive]
    return [single] if form is Form.ANKI else [single, archive]
