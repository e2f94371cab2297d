"""A day that is typed, or picked from a calendar."""

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QBrush, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.icons import Icon, icon
from mock_interviewer.app.ui.theme import Space, roles
from mock_interviewer.app.ui.typed_day import (
    FIRST_YEAR,
    LAST_YEAR,
    day_typed,
    order_of,
    with_whole_year,
)

_WIDTH = 136
_EXAMPLE = date(2026, 12, 31)
_MONTHS = (
    ("qt_calendar_prevmonth", "The month before", Icon.EARLIER),
    ("qt_calendar_nextmonth", "The month after", Icon.LATER),
)
"""What Qt calls its buttons, and how they are named and drawn here."""
_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class DateField(QLineEdit):
    """Takes a day as one writes it here; Down opens a calendar. May be left empty.

    GUI thread only.
    """

    changed = Signal()
    """The person gave another day, or none, or something that is no day."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._told = ""
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
        """The day that stands there; None where none does."""
        return day_typed(self.text(), order_of(self._pattern))

    @property
    def wrong(self) -> bool:
        """Whether what stands there is no day."""
        return bool(self.text().strip()) and self.day is None

    def written(self, day: date) -> str:
        """Return a day as it is written here."""
        return self.locale().toString(_qdate(day), self._pattern)

    def show_day(self, day: date | None) -> None:
        """Show a day, without a word; None for none."""
        self._told = "" if day is None else self.written(day)
        self.setText(self._told)

    @Slot()
    def open_calendar(self) -> None:
        """Let the person pick a day."""
        popup = _Calendar(self)
        popup.calendar.setSelectedDate(_qdate(self.day or date.today()))  # noqa: DTZ011
        popup.picked.connect(partial(self._pick, popup))
        popup.show_under(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Open the calendar by Down."""
        if event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors; say again how a day is written here."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self._show_example()
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_calendar"):
            self._draw_icon()

    @property
    def _pattern(self) -> str:
        return with_whole_year(self.locale().dateFormat(QLocale.FormatType.ShortFormat))

    def _pick(self, popup: "_Calendar", day: date) -> None:
        popup.close()
        self.setText(self.written(day))
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """Tell of what is there, once, and write a day out."""
        day = self.day
        if day is not None:
            self.setText(self.written(day))
        if self.text() != self._told:
            self._told = self.text()
            self.changed.emit()

    def _show_example(self) -> None:
        self.setPlaceholderText(self.written(_EXAMPLE))

    def _draw_icon(self) -> None:
        self._calendar.setIcon(icon(Icon.CALENDAR, roles().text_muted))


class _Calendar(QFrame):
    """A calendar that is there until a day is picked, or something else is looked at."""

    picked = Signal(object)
    """The date."""

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
        column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        column.addWidget(calendar)

    def show_under(self, field: QWidget) -> None:
        """Open beneath a field, within its screen."""
        self.adjustSize()
        room, place = field.screen().availableGeometry(), field.mapToGlobal(QPoint(0, 0))
        left = min(place.x(), room.right() - self.width())
        below = place.y() + field.height() + Space.XXS
        above = place.y() - self.height() - Space.XXS
        fits = below + self.height() <= room.bottom() or above < room.top()
        self.move(max(room.left(), left), below if fits else above)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(QDate)
    def _pick(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
