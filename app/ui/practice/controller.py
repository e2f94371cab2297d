"""Controller of the practice page, which offers the banks and remembers the session request."""

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.planning.remembered_request import (
    REQUEST_SETTINGS,
    remember_request,
    request_in,
    styles_in,
)
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.plan_form import BankOffer
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.questions.model import Bank


class PracticeController(QObject):
    """Connects the page with the banks and the settings. GUI thread only.

    Create it before anything else that waits for the banks: others read the request off the page.
    """

    def __init__(self, page: PracticePage, banks: QuestionBanks, values: SettingValues) -> None:
        super().__init__()
        self._page = page
        self._banks = banks
        self._values = values
        self._offered = False
        self._remembering = False
        """Whether the settings are changing because the page did, which needs no update then."""
        values.follow(*REQUEST_SETTINGS, effect=self._show_request)
        page.request_changed.connect(self._remember)
        banks.have_been_read.connect(self._offer)
        banks.unreadable.connect(self._offer_none)

    def _show_request(self, *_values: object) -> None:
        if not self._remembering:
            self._page.show_request(styles_in(self._values), request_in(self._values))

    @Slot(object)
    def _remember(self, request: SessionRequest) -> None:
        self._remembering = True
        try:
            remember_request(self._values, request)
        finally:
            self._remembering = False

    @Slot()
    def _offer(self) -> None:
        shelf = self._banks.shelf
        if shelf is None:
            return
        # The person may have changed the request since the banks were first offered.
        request = self._page.plan.request if self._offered else request_in(self._values)
        self._offered = True
        self._page.show_banks([bank_offer(bank) for bank in shelf.banks], request)

    @Slot()
    def _offer_none(self) -> None:
        self._page.show_banks((), SessionRequest())


def bank_offer(bank: Bank) -> BankOffer:
    """Return a bank as the practice page offers it."""
    sizes = [(name, len(bank.questions_about((name,)))) for name in bank.topics]
    whole = len(bank.sections)
    return BankOffer(bank.id, bank.name, tuple(sizes[:whole]), tuple(sizes[whole:]))
