"""Buttons for what can be done with a question besides editing it."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.questions.editor.editor_content import EditorContent
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton, tip_button

_PRACTICE = "Practise this question (Ctrl+Enter)"
_TAKES = "Show your takes of this question (Ctrl+T)"


class QuestionActions(QWidget):
    """A row of buttons; one that can do nothing now says why. GUI thread only."""

    practise_asked = Signal()
    takes_asked = Signal()
    copy_asked = Signal()
    retire_asked = Signal(bool)
    """To be retired, or to be asked again."""
    group_asked = Signal(str, bool)
    """A group's name, and whether the question shall be in it."""
    new_group_asked = Signal()
    refused = Signal(str)
    """A sentence: why what was asked for by its key cannot be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: EditorContent | None = None
        self._dirty = False
        self._takes: int | None = None
        self.practise = tip_button("Practise", _PRACTICE)
        self.takes = tip_button("Takes", _TAKES)
        self.copy = tip_button("Duplicate", "Duplicate this question")
        self.retire = tip_button("Retire", "Ask this question no more")
        self.groups = DisclosureButton("Groups", "quiet")
        self.groups.setAccessibleName("Groups of this question")
        self.groups.setToolTip("Groups of this question")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XXS)
        for button in (self.practise, self.takes, self.copy, self.retire, self.groups):
            button.setAutoDefault(True)
            row.addWidget(button)
        row.addStretch(1)
        self.practise.clicked.connect(lambda _checked: self.practise_asked.emit())
        self.takes.clicked.connect(lambda _checked: self.takes_asked.emit())
        self.copy.clicked.connect(lambda _checked: self.copy_asked.emit())
        self.groups.clicked.connect(lambda _checked: self._open_groups())
        self.retire.clicked.connect(lambda _checked: self._retire())
        self._allow()

    def show_question(self, shown: EditorContent, *, dirty: bool) -> None:
        """Offer what can be done with a question; ``dirty`` tells that it is not saved."""
        self._shown, self._dirty = shown, dirty
        there = shown.saved is not None and shown.editable
        for button in (self.copy, self.retire, self.groups):
            button.setVisible(there)
        self.retire.setText("Bring back" if shown.retired else "Retire")
        self.retire.setAccessibleName(self.retire.text())
        self.retire.setToolTip(
            "Ask this question again" if shown.retired else "Ask this question no more"
        )
        self._allow()

    def show_dirty(self, *, dirty: bool) -> None:
        """Know whether what is written is not saved."""
        if dirty != self._dirty:
            self._dirty = dirty
            self._allow()

    def show_takes(self, takes: int | None) -> None:
        """Say how many takes the question has; None where that is not known yet."""
        self._takes = takes
        self.takes.setText(counted(takes, "take") if takes else "Takes")
        self._allow()

    def take_keyboard(self) -> None:
        """Put the keyboard on the first button that can do something."""
        button = self.practise if self.practise.isEnabled() else self.copy
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_practise(self) -> None:
        """Ask to practise, or say why that cannot be."""
        self._press(self.practise, self._no_practice)

    def ask_takes(self) -> None:
        """Ask for the takes, or say why there are none."""
        self._press(self.takes, self._no_takes)

    @property
    def _no_practice(self) -> str:
        """Why it cannot be practised; "" where it can."""
        shown = self._shown
        if shown is None or shown.saved is None:
            return "Save this question first, then you can practise it."
        if shown.retired:
            return "This question is retired. Bring it back to practise it."
        return "Save your changes first, then you can practise it." if self._dirty else ""

    @property
    def _no_takes(self) -> str:
        """Why there are no takes to be shown; "" where there are."""
        if self._shown is None or self._shown.saved is None:
            return "This question is new, so it has no takes yet."
        if self._takes is None:
            return "Your takes are not read yet."
        return "" if self._takes else "You have not answered this question yet."

    def _press(self, button: QPushButton, why_not: str) -> None:
        if why_not:
            self.refused.emit(why_not)
        else:
            button.click()

    def _allow(self) -> None:
        for button, why_not, tip in (
            (self.practise, self._no_practice, _PRACTICE),
            (self.takes, self._no_takes, _TAKES),
        ):
            button.setEnabled(not why_not)
            button.setToolTip(why_not or tip)
            button.setAccessibleDescription(why_not)

    def _retire(self) -> None:
        if self._shown is not None:
            self.retire_asked.emit(not self._shown.retired)

    def _open_groups(self) -> None:
        shown = self._shown
        if shown is None or shown.saved is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName("Groups of this question")
        menu.aboutToHide.connect(menu.deleteLater)
        for group in shown.bank.groups:
            action = QAction(group.name.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(shown.saved.id in group.questions)
            action.triggered.connect(
                lambda checked, name=group.name: self.group_asked.emit(name, checked)
            )
            menu.addAction(action)
        if shown.bank.groups:
            menu.addSeparator()
        menu.addAction("New group…").triggered.connect(lambda _: self.new_group_asked.emit())
        menu.popup(self.groups.mapToGlobal(QPoint(0, self.groups.height())))
