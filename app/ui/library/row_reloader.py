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
"""The most new rows in a range; with more, the list is reloaded from the top."""
_NEAR, _AROUND = 20, 60
"""Rows above and below those in view that must be up to date, and that are read with them."""

ReadRows: TypeAlias = Callable[[RowRange, int], Future[tuple[Any, ...]]]
"""Reads the present lines of a range, at most a number of them."""
ReplaceRows: TypeAlias = Callable[[RowRange, Sequence[Any], datetime], None]
"""Replaces a range with lines, with dates relative to a time."""


class RowReloader(QObject):
    """Reloads the rows in view that may be out of date. GUI thread only."""

    reloaded = Signal()
    """The rows in view are up to date, for the first time since ``begin``."""
    too_many = Signal()
    """There are so many new rows that the list should be reloaded from the top."""
    failed = Signal(object)
    """A MachineError: why the rows cannot be read."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._tasks = BackgroundTasks(GuiThread(self))
        self._model: LazyListModel | None = None
        self._stale: set[int] = set()
        self._in_view = (0, 0)
        self._reading = self._reported = False

    def begin(self, model: LazyListModel, read: ReadRows, replace: ReplaceRows) -> None:
        """Mark all rows of a model as out of date, and start reloading them."""
        self.stop()
        self._model, self._read, self._replace_range = model, read, replace
        self._stale, self._reported = model.numbers(), False
        model.rowsRemoved.connect(self._reload_visible)
        self._reload_visible()

    def set_visible_rows(self, first: int, last: int) -> None:
        """Set which rows are in view."""
        self._in_view = first, last
        self._reload_visible()

    def cancel(self) -> None:
        """Cancel an unfinished read; out-of-date rows stay marked."""
        self._tasks.forget()
        self._reading = False

    def stop(self) -> None:
        """Stop reloading, and mark all rows as up to date."""
        self.cancel()
        self._stale = set()
        if self._model is not None:
            self._model.rowsRemoved.disconnect(self._reload_visible)
            self._model = None

    @Slot()
    def _reload_visible(self) -> None:
        """Reload the rows in view if they are out of date."""
        model = self._model
        if model is None or not self._stale or self._reading:
            return
        first, last = self._in_view
        if self._stale.isdisjoint(model.row_range(first - _NEAR, last + _NEAR).numbers):
            return
        rows = model.row_range(first - _AROUND, last + _AROUND)
        most = len(rows.numbers) + MAX_NEW_ROWS
        self._reading = True
        on_read = partial(self._on_read, model, rows, model.edit_count, most)
        self._tasks.deliver(self._read(rows, most), on_read, self._on_failed)

    def _on_read(
        self, model: LazyListModel, rows: RowRange, edit_count: int, most: int, lines: Sequence[Any]
    ) -> None:
        if len(lines) >= most:
            self.stop()
            self.too_many.emit()
            return
        # After an edit by the person, this result is out of date.
        if edit_count == model.edit_count:
            self._stale -= rows.numbers
            self._replace_range(rows, lines, self._now())
            if not self._reported:
                self._reported = True
                self.reloaded.emit()
        self._reading = False
        self._reload_visible()

    def _on_failed(self, error: MachineError) -> None:
        self._reading = False
        self.failed.emit(error)
