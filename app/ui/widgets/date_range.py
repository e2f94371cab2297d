"""A range of days: two fields to type a day or pick it from a calendar."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QBrush,
    QKeyEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.text.dates_in_words import days_in_words
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, icon
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.labels import TextLabel

FIRST_YEAR, LAST_YEAR = 1980, 2199
"""Any other year is a typing error."""


_CENTURY = 2000


_SHORT_YEAR = 100


_YEAR_DIGITS = 4


_NUMBERS = re.compile(r"\d+")


def with_full_year(pattern: str) -> str:
    """Return a date pattern of Qt, such as d/M/yy, with all four digits of the year."""
    return re.sub("y+", "yyyy", pattern)


def day_order(pattern: str) -> str:
    """Return the order of day, month, and year in a pattern: "dMy", "Mdy", or "yMd"."""
    found = "".join(letter for letter in pattern if letter in "dMy")
    return "".join(letter for before, letter in pairwise(f" {found}") if letter != before)


def parse_day(text: str, order: str) -> date | None:
    """Return the day that was typed; None if it is not a valid day.

    The numbers may be separated by anything, and a year may be short. If the first number has
    four digits, month and day follow, whatever the ``order`` is.
    """
    typed = _NUMBERS.findall(text)
    # Python refuses to parse very long numbers, which may be pasted.
    if len(typed) != len(order) or max(map(len, typed)) > _YEAR_DIGITS:
        return None
    if len(typed[0]) == _YEAR_DIGITS:
        order = "yMd"
    numbers = dict(zip(order, map(int, typed), strict=True))
    year = numbers["y"]
    if year < _SHORT_YEAR:
        year += _CENTURY
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, numbers["M"], numbers["d"])
    except ValueError:
        return None


_WIDTH = 136


_EXAMPLE = date(2026, 12, 31)


_MONTHS = (
    ("qt_calendar_prevmonth", "Previous month", Icon.EARLIER),
    ("qt_calendar_nextmonth", "Next month", Icon.LATER),
)
"""Object names of Qt's buttons, with our accessible names and icons."""


_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class DateField(QLineEdit):
    """A field for a day in the format of the locale, or none. Down opens a calendar."""

    changed = Signal()
    """The person entered another day, no day, or something invalid."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._last_text = ""
        self.setFixedWidth(_WIDTH)
        self._calendar = QAction("Choose from a calendar (Down)", self)
        self._calendar.triggered.connect(self.open_calendar)
        self.addAction(self._calendar, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(f"{name}: choose from a calendar")
        self.setAccessibleName(name)
        self.editingFinished.connect(self._tell)
        self._show_example()
        self._draw_icon()

    @property
    def day(self) -> date | None:
        """The day in the field; None if it is empty or invalid."""
        return parse_day(self.text(), day_order(self._pattern))

    @property
    def wrong(self) -> bool:
        """Whether the text is not a valid day."""
        return bool(self.text().strip()) and self.day is None

    def written(self, day: date) -> str:
        """Return ``day`` in the format of the locale."""
        return self.locale().toString(_qdate(day), self._pattern)

    def show_day(self, day: date | None) -> None:
        """Show a day, or none, without emitting ``changed``."""
        self._last_text = "" if day is None else self.written(day)
        self.setText(self._last_text)

    @Slot()
    def open_calendar(self) -> None:
        """Open a calendar to pick a day."""
        popup = _Calendar(self)
        popup.calendar.setSelectedDate(_qdate(self.day or date.today()))  # noqa: DTZ011
        popup.picked.connect(partial(self._pick, popup))
        popup.show_under(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Open the calendar on Down."""
        if event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors, and show the date format of the new locale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self._show_example()
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_calendar"):
            self._draw_icon()

    @property
    def _pattern(self) -> str:
        return with_full_year(self.locale().dateFormat(QLocale.FormatType.ShortFormat))

    def _pick(self, popup: "_Calendar", day: date) -> None:
        popup.close()
        self.setText(self.written(day))
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """Write the day in full, and emit ``changed`` if the text is new."""
        day = self.day
        if day is not None:
            self.setText(self.written(day))
        if self.text() != self._last_text:
            self._last_text = self.text()
            self.changed.emit()

    def _show_example(self) -> None:
        self.setPlaceholderText(self.written(_EXAMPLE))

    def _draw_icon(self) -> None:
        self._calendar.setIcon(icon(Icon.CALENDAR, roles().text_muted))


class _Calendar(QFrame):
    """A calendar in a popup, which closes once a day is picked."""

    picked = Signal(object)
    """The date that was picked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("calendar")
        self.calendar = calendar = QCalendarWidget()
        calendar.setAccessibleName("Calendar")
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        as_other_days = QTextCharFormat()
        as_other_days.setForeground(QBrush(roles().text))
        for day in _WEEKEND:
            calendar.setWeekdayTextFormat(day, as_other_days)
        for name, label, which in _MONTHS:
            button = calendar.findChild(QToolButton, name)
            if button is not None:
                button.setAccessibleName(label)
                button.setIcon(icon(which, roles().text))
        calendar.clicked.connect(self._pick)
        calendar.activated.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.XS, Spacing.XS, Spacing.XS, Spacing.XS)
        column.addWidget(calendar)

    def show_under(self, field: QWidget) -> None:
        """Open below ``field``, or above it if the screen ends there."""
        self.adjustSize()
        room, place = field.screen().availableGeometry(), field.mapToGlobal(QPoint(0, 0))
        left = min(place.x(), room.right() - self.width())
        below = place.y() + field.height() + Spacing.XXS
        above = place.y() - self.height() - Spacing.XXS
        fits = below + self.height() <= room.bottom() or above < room.top()
        self.move(max(room.left(), left), below if fits else above)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(QDate)
    def _pick(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


_DAY = timedelta(days=1)


class DateRange(QWidget):
    """Two fields for the first and the last day; reversed days are swapped.

    ``remark`` explains that, and invalid entries. It is not in the layout: the owner places it.
    """

    changed = Signal()
    """The person changed the range."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = DateField("From day")
        self.last = DateField("To day")
        self.remark = TextLabel(kind="caution")
        self.remark.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XS)
        for word, field in (("From", self.first), ("to", self.last)):
            row.addWidget(TextLabel(word, kind="muted"))
            row.addWidget(field)
            field.changed.connect(self._tell)

    def days(self) -> tuple[date | None, date | None]:
        """Return the first and the last day; None for an open end."""
        first, last = self.first.day, self.last.day
        return (last, first) if self._reversed else (first, last)

    def times(self) -> tuple[datetime | None, datetime | None]:
        """Return the start and the end of the range at local midnight, as aware datetimes."""
        first, last = self.days()
        return (
            None if first is None else _midnight(first),
            None if last is None else _midnight(last + _DAY),
        )

    @property
    def words(self) -> str:
        """The range in words; "" if both ends are open."""
        return days_in_words(*self.days())

    def empty(self) -> None:
        """Clear both fields without emitting ``changed``."""
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
                text, example = field.text().strip(), field.placeholderText()
                yield f"“{text}” isn't a valid date. Use a format like {example}."
        if self._reversed:
            yield "The end date was before the start date, so they were swapped."


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()
