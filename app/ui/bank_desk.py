"""The banks that a session can be made of."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.feedback.coverage import Asked
from mock_interviewer.app.interview.asking import asked_at, asked_in
from mock_interviewer.app.interview.expecting import expected_of
from mock_interviewer.app.interview.plan import Plan
from mock_interviewer.app.interview.wishes import Wishes, make_plan
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.ui.pages.practice import PracticePage
from mock_interviewer.app.ui.tasks import Tasks
from mock_interviewer.app.ui.widgets.plan_form import Offer
from mock_interviewer.audio.recognition.vocabulary import Expected
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.model import Bank, Question
from mock_interviewer.questions.shelf import Shelf, read_shelf


class BankDesk(QObject):
    """Reads the banks in the background and offers them on the practice page. GUI thread only."""

    problem = Signal(str)
    """A sentence: which bank cannot be used and why."""
    have_been_read = Signal()
    """There are banks now."""

    def __init__(self, page: PracticePage, tasks: Tasks, own: Path) -> None:
        super().__init__()
        self._page = page
        self._tasks = tasks
        self._own = own
        self._shelf: Shelf | None = None
        self._wishes: Wishes | None = None

    @property
    def shelf(self) -> Shelf | None:
        """All banks; None until they are read."""
        return self._shelf

    @property
    def first(self) -> Bank | None:
        """The first bank; None until the banks are read."""
        return self._shelf.banks[0] if self._shelf else None

    def read(self) -> None:
        """Read all banks, those of the person's own too; the page or ``problem`` tells."""
        self._tasks.run(partial(read_shelf, self._own), self._have, self._cannot, name="banks")

    def use(self, wishes: Wishes) -> None:
        """Offer what was wished for last, as soon as the banks are read."""
        self._wishes = wishes
        self._offer()

    def wanted(self, wishes: Wishes) -> Bank | None:
        """Return the bank that is wished for; None until the banks are read."""
        return (self._shelf.bank(wishes.bank) if self._shelf else None) or self.first

    def plan(self, wishes: Wishes) -> Plan | None:
        """Return the plan for ``wishes``; None until the banks are read."""
        bank = self.wanted(wishes)
        return None if bank is None else make_plan(bank, wishes)

    @property
    def there(self) -> bool:
        """Whether the banks have been read."""
        return self._shelf is not None

    def question(self, bank: str, question: str) -> Question | None:
        """Return a question by its bank's id and its own; None where it is gone or not read yet."""
        found = self._shelf.find(f"{bank}/{question}") if self._shelf else None
        return None if found is None else found[1]

    def asked(self, bank: str, question: str, follow_up: str | None = None) -> Asked | None:
        """Return a question, or a follow-up to it by its words, as feedback takes it.

        None where it is gone, or not read yet.
        """
        return asked_in(self._shelf, bank, question, follow_up) if self._shelf else None

    def asked_at(self, take: TakeRecord) -> Asked | None:
        """Return what a take answers, as feedback takes it; None where ``asked`` gives none."""
        return asked_at(self._shelf, take) if self._shelf else None

    def words_of(self, take: TakeRecord) -> tuple[Expected, ...]:
        """Return what the question of a take makes likely; none until the banks are read."""
        return expected_of(self._shelf, take.bank, take.question) if self._shelf else ()

    def _have(self, shelf: Shelf) -> None:
        if self._shelf is not None and self._wishes is not None:
            # The person may have chosen otherwise since the banks were offered.
            self._wishes = self._page.plan.wishes
        self._shelf = shelf
        if shelf.problems:
            more = len(shelf.problems) - 1
            others = f" There {_are(more)} more of this kind." if more else ""
            self.problem.emit(f"{shelf.problems[0]}{others}")
        self._offer()
        self.have_been_read.emit()

    def _cannot(self, error: Exception) -> None:
        if not isinstance(error, BankError):
            raise error
        self._page.show_banks((), Wishes())
        self.problem.emit(str(error))

    def _offer(self) -> None:
        if self._shelf is not None and self._wishes is not None:
            self._page.show_banks([offer(bank) for bank in self._shelf.banks], self._wishes)


def offer(bank: Bank) -> Offer:
    """Return a bank as the practice page offers it."""
    sizes = [(name, len(bank.about((name,)))) for name in bank.topics]
    whole = len(bank.sections)
    return Offer(bank.id, bank.name, tuple(sizes[:whole]), tuple(sizes[whole:]))


def _are(number: int) -> str:
    return "is 1" if number == 1 else f"are {number}"
