"""The list of questions beside the editor, or one of them in a narrow window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mock_interviewer.app.ui.questions.editor.question_editor import QuestionEditor
from mock_interviewer.app.ui.questions.question_pane import QuestionPane
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing
from mock_interviewer.app.ui.widgets.column import SCROLL_BAR_WIDTH

_NARROW = 760
"""The width of the page below which it shows either the list or the editor."""
_LEAST_LIST, _MOST_LIST = 260, 480
_ANY_WIDTH = 16777215


class ListAndEditor(QWidget):
    """Hidden until there are banks. GUI thread only."""

    arranged = Signal()
    """The list or the editor was shown or hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = QuestionPane()
        self.editor = QuestionEditor()
        self._narrow = False
        self._at_question = False
        self._editor_row = row_without_scroll_bar(self.editor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.M - SCROLL_BAR_WIDTH)
        row.addWidget(self.pane)
        row.addLayout(self._editor_row, 1)
        self.hide()
        self._arrange()

    @property
    def narrow(self) -> bool:
        """Whether there is only room for the list or the editor."""
        return self._narrow

    @property
    def editor_alone(self) -> bool:
        """Whether the editor is shown instead of the list."""
        return self._narrow and self._at_question

    def fit(self, page: int, width: int) -> None:
        """Arrange the parts in ``width`` pixels of a page that is ``page`` pixels wide.

        The list takes what the editor, which is no wider than text, leaves.
        """
        self._narrow = page < _NARROW
        # In a narrow window, choosing a question replaces the list.
        self.pane.list.arrows_choose = not self._narrow
        left = width - TEXT_WIDTH - Spacing.M
        share = SCROLL_BAR_WIDTH + max(_LEAST_LIST, min(_MOST_LIST, left))
        self.pane.setMaximumWidth(_ANY_WIDTH if self._narrow else share)
        self.pane.setMinimumWidth(0 if self._narrow else share)
        self._arrange()

    def show_list(self) -> None:
        """Show the list instead of the editor, if there isn't room for both."""
        self._at_question = False
        self._arrange()
        if self._narrow:
            self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_question(self) -> None:
        """Show the editor instead of the list, if there isn't room for both."""
        self._at_question = True
        moves_keyboard = self._narrow and self.pane.isAncestorOf(self.window().focusWidget())
        self._arrange()
        if moves_keyboard:
            self.editor.form.focus_field()

    def take_keyboard(self) -> None:
        """Give the keyboard to the list, or to the editor if that is shown alone."""
        if self.editor_alone:
            self.editor.form.focus_field()
        else:
            self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        self.pane.setVisible(not self.editor_alone)
        self.editor.setVisible(not self._narrow or self._at_question)
        # Even an empty row takes the room of its margins.
        list_alone = self._narrow and not self._at_question
        self._editor_row.setContentsMargins(0, 0, 0 if list_alone else SCROLL_BAR_WIDTH, 0)
        self.arranged.emit()


def row_without_scroll_bar(part: QWidget) -> QHBoxLayout:
    """Return a row with a margin at its right for the scroll bar of a list."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, SCROLL_BAR_WIDTH, 0)
    row.addWidget(part)
    return row
