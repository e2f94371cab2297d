"""Buttons for actions on a question besides editing it."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.questions.editor.editor_content import EditorContent
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton, tip_button

_PRACTICE_TIP = "Practice this question (Ctrl+Enter)"
_TAKES_TIP = "Show your answers to this question (Ctrl+T)"
_POINTS_TIP = "Make points from your answer: your starred answer, or else your latest"


class QuestionActions(QWidget):
    """A row of buttons; the tooltip of a disabled one says why. GUI thread only."""

    practice_requested = Signal()
    takes_requested = Signal()
    points_requested = Signal()
    duplicate_requested = Signal()
    retire_requested = Signal(bool)
    """True to retire the question, False to ask it again."""
    group_requested = Signal(str, bool)
    """The name of a group, and whether to add the question to it or remove it."""
    new_group_requested = Signal()
    refused = Signal(str)
    """A sentence that says why the action of a shortcut is impossible."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: EditorContent | None = None
        self._dirty = False
        self._takes: int | None = None
        self.practice_button = tip_button("Practice", _PRACTICE_TIP)
        self.takes_button = tip_button("Answers", _TAKES_TIP)
        self.duplicate_button = tip_button("Duplicate", "Duplicate this question")
        self.retire_button = tip_button("Retire", "Stop asking this question")
        self.points_button = tip_button("Make points from your answer", _POINTS_TIP)
        self.groups_button = DisclosureButton("Groups", "quiet")
        self.groups_button.setAccessibleName("Groups of this question")
        self.groups_button.setToolTip("Groups of this question")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(Spacing.XXS)
        column.addLayout(row)
        column.addWidget(self.points_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.points_button.setAutoDefault(True)
        for button in (
            self.practice_button,
            self.takes_button,
            self.duplicate_button,
            self.retire_button,
            self.groups_button,
        ):
            button.setAutoDefault(True)
            row.addWidget(button)
        row.addStretch(1)
        self.practice_button.clicked.connect(lambda _checked: self.practice_requested.emit())
        self.takes_button.clicked.connect(lambda _checked: self.takes_requested.emit())
        self.points_button.clicked.connect(lambda _checked: self.points_requested.emit())
        self.duplicate_button.clicked.connect(lambda _checked: self.duplicate_requested.emit())
        self.groups_button.clicked.connect(lambda _checked: self._open_groups())
        self.retire_button.clicked.connect(lambda _checked: self._retire())
        self._update_buttons()

    def show_question(self, shown: EditorContent, *, dirty: bool) -> None:
        """Update the actions for a question; ``dirty`` is whether it has unsaved changes."""
        self._shown, self._dirty = shown, dirty
        exists = shown.saved is not None and shown.editable
        for button in (self.duplicate_button, self.retire_button, self.groups_button):
            button.setVisible(exists)
        self.retire_button.setText("Ask again" if shown.retired else "Retire")
        self.retire_button.setAccessibleName(self.retire_button.text())
        self.retire_button.setToolTip(
            "Ask this question again" if shown.retired else "Stop asking this question"
        )
        self._update_buttons()

    def show_dirty(self, *, dirty: bool) -> None:
        """Update the actions: ``dirty`` is whether there are unsaved changes."""
        if dirty != self._dirty:
            self._dirty = dirty
            self._update_buttons()

    def show_takes(self, takes: int | None) -> None:
        """Show the number of takes of the question, None if it is not known yet."""
        self._takes = takes
        self.takes_button.setText(counted(takes, "answer") if takes else "Answers")
        self._update_buttons()

    def focus_first(self) -> None:
        """Give the keyboard to the first enabled button."""
        button = self.practice_button if self.practice_button.isEnabled() else self.duplicate_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def request_practice(self) -> None:
        """Request practice, or emit why it is impossible."""
        self._press(self.practice_button, self._no_practice)

    def request_takes(self) -> None:
        """Request the takes, or emit why there are none."""
        self._press(self.takes_button, self._no_takes)

    @property
    def _no_practice(self) -> str:
        """Why the question can't be practiced; "" if it can."""
        shown = self._shown
        if shown is None or shown.saved is None:
            return "Save this question first, then you can practice it."
        if shown.retired:
            return "This question is retired. Choose Ask again to practice it."
        return "Save your changes first, then you can practice it." if self._dirty else ""

    @property
    def _no_takes(self) -> str:
        """Why there are no takes to show; "" if there are."""
        if self._shown is None or self._shown.saved is None:
            return "This question is new, so it has no answers yet."
        if self._takes is None:
            return "Your answers are still loading."
        return "" if self._takes else "You haven't answered this question yet."

    def _press(self, button: QPushButton, why_not: str) -> None:
        if why_not:
            self.refused.emit(why_not)
        else:
            button.click()

    def _update_buttons(self) -> None:
        shown = self._shown
        saved = shown.saved if shown is not None and shown.editable else None
        self.points_button.setVisible(
            saved is not None and not saved.key_points and bool(self._takes)
        )
        for button, why_not, tip in (
            (self.practice_button, self._no_practice, _PRACTICE_TIP),
            (self.takes_button, self._no_takes, _TAKES_TIP),
        ):
            button.setEnabled(not why_not)
            button.setToolTip(why_not or tip)
            button.setAccessibleDescription(why_not)

    def _retire(self) -> None:
        if self._shown is not None:
            self.retire_requested.emit(not self._shown.retired)

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
                lambda checked, name=group.name: self.group_requested.emit(name, checked)
            )
            menu.addAction(action)
        if shown.bank.groups:
            menu.addSeparator()
        menu.addAction("New group…").triggered.connect(lambda _: self.new_group_requested.emit())
        menu.popup(self.groups_button.mapToGlobal(QPoint(0, self.groups_button.height())))
