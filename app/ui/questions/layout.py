"""Layout of the questions page: the list beside the editor, or one of them in a narrow window."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.text.dates_in_words import LOADING
from mock_interviewer.app.ui.questions.bank_menu import BankMenu, BankVocabularyPanel
from mock_interviewer.app.ui.questions.editor.question_editor import QuestionEditor
from mock_interviewer.app.ui.questions.question_pane import QuestionPane
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, add_shortcuts
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.column import SCROLL_BAR_WIDTH, margin
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.name_panel import NamePanel
from mock_interviewer.app.ui.widgets.panels import ConfirmationPanel

_NARROW = 760
"""Width of the page below which list and question do not stand side by side."""
_LEAST_LIST, _MOST_LIST = 260, 360


class QuestionsLayout(QWidget):
    """Holds the parts of the page; what they do is for the page to say."""

    shown = Signal()
    """The person looks at the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._narrow = False
        self._at_question = False
        self._known = False
        self._loading = TextLabel(LOADING, kind="muted")
        self.banner = Banner()
        self.confirm = ConfirmationPanel("Delete", "Keep")
        self.naming = NamePanel()
        self.words = BankVocabularyPanel()
        self.pane = QuestionPane()
        self.editor = QuestionEditor()
        self.menu = BankMenu()
        self.add = KeyHintButton("Ctrl+N", "Add a question", kind="")
        self.add.set_edge(Spacing.S)
        self.add.setAccessibleName("Add a question to this bank")
        self.add.setEnabled(False)
        self.back = QPushButton("All questions")
        set_kind(self.back, "quiet")
        self.back.setAccessibleName("Back to the list of questions")
        self.back.setToolTip("Back to the list (Alt+Left)")
        for button in (self.add, self.back):
            button.setAutoDefault(True)
        self._title = TextLabel("Questions", FontSize.TITLE, strong=True)
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(Spacing.S)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, SCROLL_BAR_WIDTH, 0)
        head.setSpacing(Spacing.XS)
        head.addWidget(self.back)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.add)
        head.addWidget(self.menu)
        self._whole.addLayout(head)
        for part in (self.banner, self.confirm, self.naming, self.words):
            self._whole.addLayout(_without_bar(part))
        body = QHBoxLayout()
        body.setSpacing(Spacing.M - SCROLL_BAR_WIDTH)
        body.addWidget(self.pane)
        self._beside = _without_bar(self.editor)
        body.addLayout(self._beside, 1)
        self._whole.addWidget(self._loading, 1, Qt.AlignmentFlag.AlignTop)
        self._whole.addLayout(body, 1)
        search = Shortcut("Search the questions", self.start_search)
        back = Shortcut("Back to the list", self.show_list, self.back.isVisible)
        add_shortcuts(self, {"Ctrl+F": search, "Alt+Left": back})
        self.back.clicked.connect(lambda _checked: self.show_list())
        self.draw_icons()
        self._arrange()

    @property
    def narrow(self) -> bool:
        """Whether only one of list and question is shown."""
        return self._narrow

    def show_parts(self, *, there: bool) -> None:
        """Show list and question, or neither where there are no banks; until now it is loading."""
        came = there and not self._known
        self._known = there
        self._loading.hide()
        self._arrange()
        if came and self.isVisible() and self.naming.isHidden():
            self._take_keyboard()

    def put_away(self) -> None:
        """Ask nothing any more about the bank that was shown."""
        for part in (self.confirm, self.naming, self.words):
            part.hide()

    def show_list(self) -> None:
        """Show the list, where there is not room for both."""
        self._at_question = False
        self._arrange()
        if self._narrow:
            self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_question(self) -> None:
        """Show the question, where there is not room for both."""
        self._at_question = True
        taken = self._narrow and self.pane.isAncestorOf(self.window().focusWidget())
        self._arrange()
        if taken:
            self.editor.form.take_keyboard()

    def start_search(self) -> None:
        """Put the keyboard on the search."""
        self.show_list()
        self.pane.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pane.search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the keyboard where one chooses, unless it is where one writes."""
        super().showEvent(event)
        self.shown.emit()
        if not event.spontaneous() and not self.isAncestorOf(self.window().focusWidget()):
            self._take_keyboard()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show both where there is room."""
        super().resizeEvent(event)
        width = event.size().width()
        self._narrow = width < _NARROW
        # There the question takes the place of the list.
        self.pane.list.arrows_choose = not self._narrow
        side = margin(width)
        self._whole.setContentsMargins(side, side, side - SCROLL_BAR_WIDTH, 0)
        self.pane.setMaximumWidth(
            16777215
            if self._narrow
            else SCROLL_BAR_WIDTH + max(_LEAST_LIST, min(_MOST_LIST, width // 3))
        )
        self.pane.setMinimumWidth(0 if self._narrow else SCROLL_BAR_WIDTH + _LEAST_LIST)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.draw_icons()

    def draw_icons(self) -> None:
        """Draw the icons in the colors of now."""
        if hasattr(self, "back"):
            set_icon(self.back, Icon.BACK, roles().text)

    def _take_keyboard(self) -> None:
        if self._narrow and self._at_question:
            self.editor.form.take_keyboard()
        else:
            self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        alone = self._narrow and self._at_question
        self.pane.setVisible(self._known and not alone)
        self.editor.setVisible(self._known and (not self._narrow or self._at_question))
        # Also an empty row takes the room of its margins.
        self._beside.setContentsMargins(
            0, 0, 0 if self._narrow and not alone else SCROLL_BAR_WIDTH, 0
        )
        self.back.setVisible(alone)
        self._title.setVisible(not alone)


def _without_bar(part: QWidget) -> QHBoxLayout:
    """Return a row that keeps free, at its right, where the scroll bar of a list may stand."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, SCROLL_BAR_WIDTH, 0)
    row.addWidget(part)
    return row
