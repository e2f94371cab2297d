"""The offer to continue a session that the last run of the program did not complete."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.planning.continued_session import ContinuedSession, continued_session
from mock_interviewer.app.status_notices import Announcer, NoticeKind
from mock_interviewer.app.store.database.records import RECOVERED
from mock_interviewer.app.store.interrupted_session import (
    InterruptedSession,
    newest_interrupted_session,
    was_recorded,
)
from mock_interviewer.app.store.library import Library, utc_now
from mock_interviewer.app.ui.shared.library_source import LibraryThread
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.questions.shelf import BankShelf

OFFER: Final = "continue"
"""The topic of the announcement."""
_RECOVERED_NOTICE: Final = "recovered"
"""The topic of the announcement of recovered answers, in whose place the offer mentions them."""


class SessionOffer(QObject):
    """Offers once to continue the session that was interrupted last. GUI thread only.

    The offer is over when it is accepted or refused, when another session starts, and when the
    window closes. After a crash, it is made again.
    """

    looked = Signal()
    """It is known whether there is such a session."""

    def __init__(
        self,
        store: LibraryThread,
        gui: GuiThread,
        shelf: Callable[[], BankShelf | None],
        continue_session: Callable[[ContinuedSession], None],
        announce: Announcer,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """``shelf`` returns the banks, or None until they are read; see ``banks_read``."""
        super().__init__()
        self._store = store
        self._shelf = shelf
        self._continue_session = continue_session
        self._announce = announce
        self._clock = clock
        self._found: InterruptedSession | None = None
        self._offered = False
        self._tasks = BackgroundTasks(gui)

    @Slot()
    def opened(self) -> None:
        """Look for such a session, now that the library is open."""
        found = self._store.submit(partial(_newest, self._clock()))
        self._tasks.deliver(found, self._look_at, _no_offer)

    @Slot()
    def end(self) -> None:
        """End the offer, since it was refused, or another session starts, or the window closes.

        An offer that was not made yet is made at the next start.
        """
        if self._found is not None and self._offered:
            self._announce(OFFER, NoticeKind.INFO, "")
            self._end_session(self._found)

    @Slot()
    def banks_read(self) -> None:
        """Make the offer, or change it, now that the banks are read."""
        found, shelf = self._found, self._shelf()
        if found is None or shelf is None:
            return
        continued = continued_session(shelf, found)
        if continued is None:
            self._end_session(found)
            return
        question = (
            f"Continue the interview, question {continued.position} of"
            f" {len(continued.plan.questions)}?"
        )
        kept = ""
        if RECOVERED in found.takes[-1].flags and was_recorded(found.takes[-1]):
            self._announce(_RECOVERED_NOTICE, NoticeKind.INFO, "")
            kept = "The interrupted answer was recovered."
        self._offered = True
        self._announce(
            OFFER,
            NoticeKind.INFO,
            " ".join(part for part in (question, kept, continued.changes) if part),
            ("&Continue", partial(self._accept, continued)),
            ("Not &now", self.end),
            stays=True,
        )

    def _look_at(self, found: InterruptedSession | None) -> None:
        self._found = found
        self.banks_read()
        self.looked.emit()

    def _end_session(self, found: InterruptedSession) -> None:
        self._found = None
        self._store.submit(partial(_end, found))

    def _accept(self, continued: ContinuedSession) -> None:
        self._found = None
        self._announce(OFFER, NoticeKind.INFO, "")
        self._continue_session(continued)


def _newest(now: datetime, library: Library) -> InterruptedSession | None:
    return newest_interrupted_session(library, now)


def _end(found: InterruptedSession, library: Library) -> None:
    # It may have been deleted in the library.
    with suppress(KeyError):
        library.end_session(found.id, found.ended)


def _no_offer(_error: MachineError) -> None:
    """Offer nothing; the store has logged why."""
