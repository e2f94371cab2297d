"""Reloading of rows in a very long list as they scroll into view."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.ui.library.lazy_model import LazyListModel, RowRange
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError

MAX_NEW_ROWS = 200
"""So many rows may have come in since in one stretch."""
_NEAR, _AROUND = 20, 60
"""So many rows above and beneath those in view are to be true, and so many are read with them."""

ReadRows: TypeAlias = Callable[[RowRange, int], Future[tuple[Any, ...]]]
"""Reads the lines that there are now in a stretch, but at most so many."""
ReplaceRows: TypeAlias = Callable[[RowRange, Sequence[Any], datetime], None]
"""Shows lines in place of a stretch, as seen at a time."""


class RowReloader(QObject):
    """Knows which rows may be out of date, and has those in view read again. GUI thread only."""

    renewed = Signal()
    """What is in view is true again, for the first time since ``begin``."""
    too_many = Signal()
    """So many rows came in that one had better begin again at the top."""
    refused = Signal(object)
    """A MachineError: why it cannot be read."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._tasks = BackgroundTasks(GuiThread(self))
        self._model: LazyListModel | None = None
        self._stale: set[int] = set()
        self._in_view = (0, 0)
        self._reading = self._told = False

    def begin(self, model: LazyListModel, read: ReadRows, renew: ReplaceRows) -> None:
        """Take all rows of a model for out of date."""
        self.stop()
        self._model, self._read, self._renew = model, read, renew
        self._stale, self._told = model.numbers(), False
        model.rowsRemoved.connect(self._look)
        self._look()

    def see(self, first: int, last: int) -> None:
        """Know which rows are in view."""
        self._in_view = first, last
        self._look()

    def forget(self) -> None:
        """Want nothing that is on its way; what is out of date stays known."""
        self._tasks.forget()
        self._reading = False

    def stop(self) -> None:
        """Take all rows for true."""
        self.forget()
        self._stale = set()
        if self._model is not None:
            self._model.rowsRemoved.disconnect(self._look)
            self._model = None

    @Slot()
    def _look(self) -> None:
        """Read again what is in view, unless it was."""
        model = self._model
        if model is None or not self._stale or self._reading:
            return
        first, last = self._in_view
        if self._stale.isdisjoint(model.stretch(first - _NEAR, last + _NEAR).numbers):
            return
        stretch = model.stretch(first - _AROUND, last + _AROUND)
        most = len(stretch.numbers) + MAX_NEW_ROWS
        self._reading = True
        have = partial(self._have, model, stretch, model.touched, most)
        self._tasks.deliver(self._read(stretch, most), have, self._refuse)

    def _have(
        self, model: LazyListModel, stretch: RowRange, touched: int, most: int, lines: Sequence[Any]
    ) -> None:
        if len(lines) >= most:
            self.stop()
            self.too_many.emit()
            return
        # Where a person has changed a row meanwhile, this is what was there before.
        if touched == model.touched:
            self._stale -= stretch.numbers
            self._renew(stretch, lines, self._now())
            if not self._told:
                self._told = True
                self.renewed.emit()
        self._reading = False
        self._look()

    def _refuse(self, error: MachineError) -> None:
        self._reading = False
        self.refused.emit(error)
