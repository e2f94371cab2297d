"""The library's list: how the person moves in it, and acts on a row."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.library.lazy_model import LazyListModel
from mock_interviewer.app.ui.library.list_models import SessionListModel
from mock_interviewer.app.ui.library.row_painter import INDENT, RowPainter
from mock_interviewer.app.ui.shared.library_rows import LibraryRow, SessionRow, TakeRow
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.toolkit.shortcuts import (
    ENTER_KEYS,
    Shortcut,
    ShortcutAction,
    declare_shortcuts,
    is_plain,
)
from mock_interviewer.app.ui.widgets.row_list import RowList

IN_LIST = "In the list"
"""Where keys work that are told of as such."""
_THE_PAGES = {Qt.Key.Key_Delete, Qt.Key.Key_F2}
_LEAST_ROWS = 3
_AHEAD = 40
"""So many rows before the last the next ones are asked for."""


class LibraryListView(RowList):
    """Arrows move, Right and Enter open, Left closes. Further rows are asked for ahead of time."""

    toggled = Signal(str)
    """A session was asked to open, or to close if it is open: its id."""
    take_chosen = Signal(object)
    """A take was asked for: its TakeRow."""
    choose_pressed = Signal(QModelIndex)
    """A row that can be chosen was to be chosen, or no longer."""
    current_changed = Signal()
    """Another row is chosen, or the row changed."""
    seen = Signal(int, int)
    """Other rows are in view: the first and the last of them."""
    left_above = Signal()
    """Up was pressed in the first row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = RowPainter()
        self._pressed_at = 0.0
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        # With a grid Qt lays rows out without asking the model for each of them.
        self.setGridSize(QSize(1, self._painter.height))
        declare_shortcuts(self, self._keys, IN_LIST)
        self.clicked.connect(self._click_on)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)

    @property
    def current(self) -> LibraryRow | None:
        """The row that is chosen."""
        model = self.model()
        return model.row(self.currentIndex()) if isinstance(model, LazyListModel) else None

    @property
    def in_view(self) -> tuple[int, int]:
        """The first and the last row in view; below 0 where there is none at that end."""
        lowest = QPoint(1, self.viewport().height() - 1)
        return self.indexAt(QPoint(1, 1)).row(), self.indexAt(lowest).row()

    def at_take(self) -> bool:
        """Return whether the row that is chosen is a take."""
        return isinstance(self.current, TakeRow)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for a few rows; the page gives what it has."""
        return QSize(6 * Spacing.XXL, _LEAST_ROWS * self._painter.height)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 (Qt's name)
        """Show other rows."""
        before, selection = self.model(), self.selectionModel()
        if before is not None:
            before.dataChanged.disconnect(self._row_changed)
        super().setModel(model)
        if selection is not None:
            selection.deleteLater()
        if model is not None:
            model.dataChanged.connect(self._row_changed)
        self.selectionModel().currentChanged.connect(self._tell_current)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Open and close; leave the rest to Qt and to the page."""
        key = event.key()
        plain = is_plain(event)
        if key == Qt.Key.Key_Space and _can_be_chosen(self.current):
            self._choose()
        elif key in ENTER_KEYS | {Qt.Key.Key_Space}:
            self.act()
        elif key == Qt.Key.Key_Right and plain:
            self._open()
        elif key == Qt.Key.Key_Left and plain:
            self._close()
        elif key == Qt.Key.Key_Up and plain and self.currentIndex().row() <= 0:
            self.left_above.emit()
        elif key in _THE_PAGES or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.text() and event.text().isprintable():
            # No searching by first letters: there is a field for that, and letters are the page's.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell that other rows are in view."""
        super().resizeEvent(event)
        self._look_ahead()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Remember where, for the click."""
        self._pressed_at = event.position().x()
        super().mousePressEvent(event)

    def act(self) -> None:
        """Open what is chosen, or close it."""
        self._act_on(self.currentIndex())

    def _keys(self) -> dict[int, ShortcutAction]:
        """Return what keys do with the row that is chosen."""
        in_sessions = isinstance(self.model(), SessionListModel)
        at_take = self.at_take() or not in_sessions
        words = "Open it" if at_take else "Open or close it"
        keys: dict[int, ShortcutAction] = {
            Qt.Key.Key_Space: Shortcut(
                "Choose it, to be compared", self._choose, lambda: _can_be_chosen(self.current)
            ),
            Qt.Key.Key_Return: Shortcut(words, self.act),
            Qt.Key.Key_Right: Shortcut(words, self._open),
        }
        if in_sessions:
            up = "Go up to its session" if at_take else words
            keys[Qt.Key.Key_Left] = Shortcut(up, self._close)
        return keys

    def _choose(self) -> None:
        self.choose_pressed.emit(self.currentIndex())

    @Slot()
    def _look_ahead(self) -> None:
        model = self.model()
        if not isinstance(model, LazyListModel):
            return
        first, lowest = self.in_view
        self.seen.emit(first, lowest if lowest >= 0 else model.rowCount() - 1)
        if lowest < 0 or lowest + _AHEAD >= model.rowCount():
            model.fetchMore(QModelIndex())

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.currentIndex().row() <= last.row():
            self.current_changed.emit()

    @Slot()
    def _tell_current(self) -> None:
        self.current_changed.emit()

    @Slot(QModelIndex)
    def _click_on(self, index: QModelIndex) -> None:
        """Open or close a row, or choose it where its box is."""
        if _can_be_chosen(self.current) and self._pressed_at < INDENT + Spacing.XS:
            self.choose_pressed.emit(index)
        else:
            self._act_on(index)

    @Slot(QModelIndex)
    def _act_on(self, index: QModelIndex) -> None:
        model = self.model()
        row = model.row(index) if isinstance(model, LazyListModel) else None
        if isinstance(row, SessionRow):
            self.toggled.emit(row.record.id)
        elif isinstance(row, TakeRow):
            self.take_chosen.emit(row)

    def _open(self) -> None:
        index, row = self.currentIndex(), self.current
        if isinstance(row, SessionRow) and row.opened:
            self.setCurrentIndex(self.model().index(index.row() + 1, 0))
        else:
            self._act_on(index)

    def _close(self) -> None:
        """Close an open session; from a take go up to its session, as in any tree."""
        index, model = self.currentIndex(), self.model()
        session = model.session_of(index) if isinstance(model, SessionListModel) else None
        if session is None or not isinstance(model, SessionListModel):
            return
        if isinstance(model.row(index), TakeRow):
            self.setCurrentIndex(model.index_of(session.record.id))
        elif session.opened:
            self.toggled.emit(session.record.id)


def _can_be_chosen(row: LibraryRow | None) -> bool:
    return isinstance(row, TakeRow) and row.chosen is not None
