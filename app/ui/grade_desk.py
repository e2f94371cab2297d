"""Grades of answers, for the pages that show feedback: read and kept on the store's thread."""

from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.cards import Graded
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.listing_source import LibraryThread
from mock_interviewer.app.ui.pages.interview import InterviewPage
from mock_interviewer.app.ui.pages.take import TakePage
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.questions.schedule import Grade


class GradeDesk(QObject):
    """GUI thread only; never waits."""

    problem = Signal(str)
    """A sentence: why a grade could not be kept; empty when another is given."""

    def __init__(self, store: LibraryThread, take: TakePage, interview: InterviewPage) -> None:
        super().__init__()
        self._store = store
        self._take = take
        self._interview = interview
        self._asks = True
        # What the pages wait for is dropped with them: both are of one window.
        self._arrivals = Arrivals(take)
        take.feedback.grade_chosen.connect(self._keep)
        interview.feedback.grade_chosen.connect(self._keep)

    def use(self, *, asks: bool) -> None:
        """Ask from now on how answers went, or no longer: what is proposed counts then."""
        self._asks = asks
        if not asks:
            self._arrivals.forget()
            self._take.feedback.forget_grade()
            self._interview.feedback.forget_grades()

    @Slot(str, object)
    def judged(self, take: str, _feedback: Feedback | None) -> None:
        """Show how a take is graded, once it is known what becomes of its feedback."""
        shown, snapshot = self._take.take, self._interview.snapshot
        if self._asks and take in {shown and shown.id, snapshot and snapshot.take}:
            self._read(self._store.submit(lambda library: library.cards.graded(take)))

    @Slot(str, object)
    def _keep(self, take: str, grade: Grade) -> None:
        self.problem.emit("")
        kept = self._store.submit(lambda library: library.cards.grade(take, grade))
        self._arrivals.wait(kept, self._show, self._failed)

    def _read(self, graded: "Future[Graded | None]") -> None:
        # Without it nothing is asked; the store has logged why.
        self._arrivals.wait(graded, self._show, lambda _error: None)

    def _show(self, graded: Graded | None) -> None:
        if graded is not None:
            self._take.feedback.show_graded(graded)
            self._interview.feedback.show_graded(graded)

    def _failed(self, error: MachineError) -> None:
        self.problem.emit(str(error))
