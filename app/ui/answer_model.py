"""The rows of the library by answer: takes from all sessions."""

from collections.abc import Sequence
from datetime import datetime

from mock_interviewer.app.store.lines import TakeLine
from mock_interviewer.app.store.searching import FoundLine
from mock_interviewer.app.ui.lazy_model import LazyModel, Stretch
from mock_interviewer.app.ui.library_rows import Row, TakeRow, answer_row, found_row


class AnswerModel(LazyModel):
    """The newest first, or what was found, the best first."""

    @property
    def last(self) -> int | None:
        """The number of the last take that is shown."""
        row = self._rows[-1] if self._rows else None
        return row.line.number if isinstance(row, TakeRow) else None

    def set_lines(self, lines: Sequence[TakeLine], now: datetime, *, more: bool) -> None:
        """Show these takes."""
        self._reset([answer_row(line, now) for line in lines], now, more=more)

    def append_lines(self, lines: Sequence[TakeLine], *, more: bool) -> None:
        """Show these takes beneath the others."""
        if (now := self._now) is not None:
            self._append([answer_row(line, now) for line in lines], more=more)

    def renew(self, stretch: Stretch, lines: Sequence[TakeLine], now: datetime) -> None:
        """Show these takes, all that are there now, in place of a stretch."""
        self._renew(stretch, [answer_row(line, now) for line in lines], now)

    def set_found(self, lines: Sequence[FoundLine], now: datetime, *, more: bool) -> None:
        """Show what was found."""
        self._reset([found_row(line, now) for line in lines], now, more=more)

    def append_found(self, lines: Sequence[FoundLine], *, more: bool) -> None:
        """Show what was found besides."""
        if (now := self._now) is not None:
            self._append([found_row(line, now) for line in lines], more=more)

    def _number(self, row: Row) -> int | None:
        return row.line.number if isinstance(row, TakeRow) else None
