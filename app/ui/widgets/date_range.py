"""From one day to another, either of which may be left open."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mock_interviewer.app.ui.phrases import days_in_words
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.date_field import DateField
from mock_interviewer.app.ui.widgets.text import Text

_DAY = timedelta(days=1)


class DateRange(QWidget):
    """Two fields. Days that are the wrong way round are taken the right way.

    ``remark`` says so, and what is no day; whoever lays out the fields gives it room.
    """

    changed = Signal()
    """The person wants other days."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = DateField("From day")
        self.last = DateField("To day")
        self.remark = Text(kind="caution")
        self.remark.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for word, field in (("From", self.first), ("to", self.last)):
            row.addWidget(Text(word, kind="muted"))
            row.addWidget(field)
            field.changed.connect(self._tell)

    def days(self) -> tuple[date | None, date | None]:
        """Return the first and the last of the days that are wanted; None where it is left open."""
        first, last = self.first.day, self.last.day
        return (last, first) if self._reversed else (first, last)

    def times(self) -> tuple[datetime | None, datetime | None]:
        """Return when they begin and when they are over, by this computer's midnight; aware."""
        first, last = self.days()
        return (
            None if first is None else _midnight(first),
            None if last is None else _midnight(last + _DAY),
        )

    @property
    def words(self) -> str:
        """The days in words; "" where both are left open."""
        return days_in_words(*self.days())

    def empty(self) -> None:
        """Want any day, without a word."""
        for field in (self.first, self.last):
            field.show_day(None)
        self._remark()

    @property
    def _reversed(self) -> bool:
        first, last = self.first.day, self.last.day
        return first is not None and last is not None and last < first

    @Slot()
    def _tell(self) -> None:
        self._remark()
        self.changed.emit()

    def _remark(self) -> None:
        text = " ".join(self._remarks())
        self.remark.show_text(text)
        self.remark.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _remarks(self) -> Iterator[str]:
        for field in (self.first, self.last):
            if field.wrong:
                yield f"“{field.text().strip()}” is no day; write it as {field.placeholderText()}."
        if self._reversed:
            yield "The second day is before the first, so they are taken the other way round."


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()
