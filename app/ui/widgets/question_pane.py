"""The questions of a bank to choose from: which bank, which of them, and a search."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.ui.question_model import Filter, Of, QuestionModel, QuestionRow, listed
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.bar_room import BAR
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.one_line import OneLine
from mock_interviewer.app.ui.widgets.question_list import QuestionList
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.wording import counted
from mock_interviewer.questions.editing import EditedBank
from mock_interviewer.questions.model import Bank


class QuestionPane(QWidget):
    """The search filters with each key; Down goes from it into the list.

    The rows end where all else does, and the scroll bar stands beside them, at the right of all.
    """

    chosen = Signal(str)
    """The id of a question."""
    bank_chosen = Signal(str)
    """The id of another bank."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bank: Bank | None = None
        self._edition: EditedBank | None = None
        self._model = QuestionModel(self)
        self.banks: Picker[str] = Picker("Bank")
        self.banks.shrink(0, 16777215)
        self.filter: Picker[Filter] = Picker("Which questions")
        self.filter.shrink(0, 16777215)
        self.search = OneLine("Search the questions", "Search (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.list = QuestionList(self._model)
        self._count = Text(kind="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, BAR, 0)
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
        """How many questions are listed, as it is shown."""
        return self._count.plain

    @property
    def listed(self) -> tuple[QuestionRow, ...]:
        """The questions that are listed, from above."""
        return self._model.questions

    @property
    def first(self) -> str:
        """The id of the first question that is listed; "" where none is."""
        questions = self._model.questions
        return questions[0].id if questions else ""

    @property
    def section(self) -> str:
        """The section that is chosen; "" where none is."""
        chosen = self.filter.value
        return chosen.name if chosen is not None and chosen.of is Of.SECTION else ""

    def offer_banks(self, banks: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer banks, by their ids and names."""
        self.banks.offer(banks, chosen)

    def show_bank(self, bank: Bank, edition: EditedBank | None, question: str) -> None:
        """List the questions of a bank, with one of them marked."""
        another = self._bank is None or self._bank.id != bank.id
        self._bank, self._edition = bank, edition
        chosen = Filter() if another else self.filter.value
        self.filter.offer(_filters(bank, edition), chosen)
        self._list()
        self.show_question(question)

    def show_question(self, question: str) -> None:
        """Mark a question; "" marks none."""
        self._shown = question
        self.list.show_question(question)

    def reveal(self, question: str) -> None:
        """List a question that may be left out now, and mark it."""
        if not self._model.index_of(question).isValid():
            self.search.clear()
            self.filter.choose(Filter())
            self._list()
        self.show_question(question)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Go from the search into the list, and clear it on Esc."""
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
        chosen = self.filter.value or Filter()
        self._model.show_rows(listed(self._bank, self._edition, chosen, self.search.text()))
        found = len(self._model.questions)
        whole = len(self._bank.every)
        some = counted(found, "question")
        self._count.show_text(
            some if found == whole else f"{found} of {counted(whole, 'question')}"
        )
        if not found:
            words = self.search.text().strip()
            self._count.show_text(
                f"No question has “{words}”." if words else "No questions here yet."
            )
        self.list.show_question(self._shown)


def _filters(bank: Bank, edition: EditedBank | None) -> list[tuple[Filter, str]]:
    every = sorted(bank.every, key=lambda each: (each.source.list, each.source.number))
    sections = dict.fromkeys(question.section for question in every)
    filters = [(Filter(), "All questions")]
    if edition is not None and not edition.own:
        filters.append((Filter(Of.OWN), "Yours and changed by you"))
    if bank.retired:
        filters.append((Filter(Of.RETIRED), "Retired"))
    filters += [(Filter(Of.GROUP, group.name), f"Group: {group.name}") for group in bank.groups]
    return filters + [(Filter(Of.SECTION, name), name) for name in sections]
