"""The question banks, read in the background, for every page that needs a question."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.planning.bank_questions import (
    asked_in_take,
    expected_terms_by_id,
    find_asked,
)
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.planning.session_request import SessionRequest, make_plan
from mock_interviewer.app.status_notices import Announcer, NoticeKind
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.model import Bank, Question
from mock_interviewer.questions.shelf import BankShelf, read_shelf


class QuestionBanks(QObject):
    """Reads the banks in the background. GUI thread only."""

    have_been_read = Signal()
    """The banks have been read."""
    unreadable = Signal()
    """No bank could be read; the reason was announced."""

    def __init__(self, tasks: BackgroundTasks, own: Path, announce: Announcer) -> None:
        """``own`` is the folder of the person's own banks."""
        super().__init__()
        self._tasks = tasks
        self._own = own
        self._announce = announce
        self._shelf: BankShelf | None = None

    @property
    def shelf(self) -> BankShelf | None:
        """All banks; None until they are read."""
        return self._shelf

    @property
    def first(self) -> Bank | None:
        """The first bank; None until the banks are read."""
        return self._shelf.banks[0] if self._shelf else None

    def read(self) -> None:
        """Read all banks, the person's own too; ``have_been_read`` or ``unreadable`` follows."""
        self._tasks.run(
            partial(read_shelf, self._own),
            self._have,
            self._on_unreadable,
            name="banks",
            expected=(BankError,),
        )

    def wanted(self, request: SessionRequest) -> Bank | None:
        """Return the requested bank, or else the first; None until the banks are read."""
        return (self._shelf.bank(request.bank) if self._shelf else None) or self.first

    def plan(self, request: SessionRequest) -> Plan | None:
        """Return the plan for a request; None until the banks are read."""
        bank = self.wanted(request)
        return None if bank is None else make_plan(bank, request)

    @property
    def there(self) -> bool:
        """Whether the banks have been read."""
        return self._shelf is not None

    def question(self, bank: str, question: str) -> Question | None:
        """Return a question by the IDs of its bank and its own; None if it is not there."""
        found = self._shelf.find(f"{bank}/{question}") if self._shelf else None
        return None if found is None else found[1]

    def asked(
        self, bank: str, question: str, follow_up: str | None = None
    ) -> CoverageQuestion | None:
        """Return a question, or a follow-up to it by its text, for analysis.

        None if it is not there, or the banks are not read yet.
        """
        return find_asked(self._shelf, bank, question, follow_up) if self._shelf else None

    def asked_at(self, take: TakeRecord) -> CoverageQuestion | None:
        """Return the question that a take answers, for analysis; None if ``asked`` returns None."""
        return asked_in_take(self._shelf, take) if self._shelf else None

    def words_of(self, take: TakeRecord) -> tuple[ExpectedTerm, ...]:
        """Return the terms that a take's question makes likely; none until the banks are read."""
        return expected_terms_by_id(self._shelf, take.bank, take.question) if self._shelf else ()

    def _have(self, shelf: BankShelf) -> None:
        self._shelf = shelf
        if shelf.problems:
            more = len(shelf.problems) - 1
            others = f" There {_are(more)} more like this." if more else ""
            self._announce("bank", NoticeKind.ERROR, f"{shelf.problems[0]}{others}")
        self.have_been_read.emit()

    def _on_unreadable(self, error: BankError) -> None:
        self._announce("bank", NoticeKind.ERROR, str(error))
        self.unreadable.emit()


def _are(number: int) -> str:
    return "is 1" if number == 1 else f"are {number}"
