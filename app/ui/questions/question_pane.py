"""The pane for choosing a question: bank, filter, search, and list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.questions.question_list import (
    QuestionFilter,
    QuestionList,
    QuestionListItem,
    QuestionListModel,
    QuestionScope,
    filtered_rows,
)
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.column import SCROLL_BAR_WIDTH
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.text_fields import SingleLineEdit
from mock_interviewer.questions.editing import EditedBank
from mock_interviewer.questions.model import Bank


class QuestionPane(QWidget):
    """The search filters with each key; Down moves from it to the list.

    The rows end where the fields above them do; the scroll bar is in the margin beside them.
    """

    chosen = Signal(str)
    """The id of a question."""
    bank_chosen = Signal(str)
    """The id of another bank."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bank: Bank | None = None
        self._edition: EditedBank | None = None
        self._model = QuestionListModel(self)
        self.banks: Picker[str] = Picker("Bank")
        self.banks.shrink(0, 16777215)
        self.filter: Picker[QuestionFilter] = Picker("Filter")
        self.filter.shrink(0, 16777215)
        self.search = SingleLineEdit("Search the questions", "Search (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.list = QuestionList(self._model)
        self._count = TextLabel(kind="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, SCROLL_BAR_WIDTH, 0)
        for part in (self.banks, self.filter, self.search, self._count):
            above.addWidget(part)
        column.addLayout(above)
        column.addWidget(self.list, 1)
        self.banks.chosen.connect(lambda: self.bank_chosen.emit(self.banks.value or ""))
        self.filter.chosen.connect(self._list)
        self.search.textChanged.connect(lambda _: self._list())
        self.list.chosen.connect(self.chosen)

    @property
    def count(self) -> str:
        """The number of listed questions, as it is shown."""
        return self._count.plain

    @property
    def listed(self) -> tuple[QuestionListItem, ...]:
        """The listed questions, from the top."""
        return self._model.questions

    @property
    def first(self) -> str:
        """The id of the first listed question; "" for none."""
        questions = self._model.questions
        return questions[0].id if questions else ""

    @property
    def section(self) -> str:
        """The chosen section; "" for none."""
        chosen = self.filter.value
        return chosen.name if chosen is not None and chosen.of is QuestionScope.SECTION else ""

    def offer_banks(self, banks: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer banks: ids with names."""
        self.banks.offer(banks, chosen)

    def show_bank(self, bank: Bank, edition: EditedBank | None, question: str) -> None:
        """List the questions of a bank, and select one."""
        is_new = self._bank is None or self._bank.id != bank.id
        self._bank, self._edition = bank, edition
        chosen = QuestionFilter() if is_new else self.filter.value
        self.filter.offer(_filters(bank, edition), chosen)
        self._list()
        self.show_question(question)

    def show_question(self, question: str) -> None:
        """Select a question; "" selects none."""
        self._shown = question
        self.list.show_question(question)

    def reveal(self, question: str) -> None:
        """Select a question, clearing the search and the filter if they hide it."""
        if not self._model.index_of(question).isValid():
            self.search.clear()
            self.filter.choose(QuestionFilter())
            self._list()
        self.show_question(question)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Move from the search to the list on Down, and clear the search on Esc."""
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.list.currentIndex().isValid() and self.first:
                self.list.setCurrentIndex(self._model.index_of(self.first))
        elif self.search.hasFocus() and event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    _shown = ""

    def _list(self) -> None:
        if self._bank is None:
            return
        chosen = self.filter.value or QuestionFilter()
        self._model.show_rows(filtered_rows(self._bank, self._edition, chosen, self.search.text()))
        found = len(self._model.questions)
        total = len(self._bank.all_questions)
        count = counted(total, "question")
        self._count.show_text(count if found == total else f"{found} of {count}")
        if not found:
            words = self.search.text().strip()
            self._count.show_text(
                f"No question contains “{words}”." if words else "No questions here yet."
            )
        self.list.show_question(self._shown)


def _filters(bank: Bank, edition: EditedBank | None) -> list[tuple[QuestionFilter, str]]:
    questions = sorted(bank.all_questions, key=lambda each: (each.source.list, each.source.number))
    sections = dict.fromkeys(question.section for question in questions)
    filters = [(QuestionFilter(), "All questions")]
    if edition is not None and not edition.own:
        filters.append((QuestionFilter(QuestionScope.OWN), "Added or changed by you"))
    if bank.retired:
        filters.append((QuestionFilter(QuestionScope.RETIRED), "Retired"))
    filters += [
        (QuestionFilter(QuestionScope.GROUP, group.name), f"Group: {group.name}")
        for group in bank.groups
    ]
    return filters + [(QuestionFilter(QuestionScope.SECTION, name), name) for name in sections]
