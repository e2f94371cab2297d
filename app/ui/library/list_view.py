"""The library's list view: moving in it, and acting on a row."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
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
"""The heading of its keys in the shortcut help."""
_PAGE_KEYS = {Qt.Key.Key_Delete, Qt.Key.Key_F2}
_COMES_BACK = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
_MIN_ROWS = 3
_AHEAD = 40
"""How many rows before the last the next ones are requested."""


class LibraryListView(RowList):
    """Arrows move, Right and Enter open, Left closes. More rows are requested ahead of time."""

    toggled = Signal(str)
    """The ID of a session to expand, or to collapse if it is expanded."""
    take_chosen = Signal(object)
    """The TakeRow of a take to open."""
    selection_toggled = Signal(QModelIndex)
    """A row to select for comparison, or to deselect."""
    current_changed = Signal()
    """Another row is current, or the current row changed."""
    visible_rows_changed = Signal(int, int)
    """The first and the last row in view, when they change."""
    moved_above_top = Signal()
    """Up was pressed in the first row."""
    keyboard_changed = Signal(bool)
    """Whether the list has the keyboard, so that the keys of its rows work."""

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
        self.verticalScrollBar().valueChanged.connect(self._report_visible_rows)

    @property
    def current(self) -> LibraryRow | None:
        """The current row; None if there is none."""
        model = self.model()
        return model.row(self.currentIndex()) if isinstance(model, LazyListModel) else None

    @property
    def in_view(self) -> tuple[int, int]:
        """The first and the last row in view; negative if there is no row at that end."""
        lowest = QPoint(1, self.viewport().height() - 1)
        return self.indexAt(QPoint(1, 1)).row(), self.indexAt(lowest).row()

    def is_at_take(self) -> bool:
        """Return whether the current row is a take."""
        return isinstance(self.current, TakeRow)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the height of a few rows; the layout gives more."""
        return QSize(6 * Spacing.XXL, _MIN_ROWS * self._painter.height)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 (Qt's name)
        """Show the rows of ``model``."""
        before, selection = self.model(), self.selectionModel()
        if before is not None:
            before.dataChanged.disconnect(self._row_changed)
        super().setModel(model)
        if selection is not None:
            selection.deleteLater()
        if model is not None:
            model.dataChanged.connect(self._row_changed)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Handle the keys of rows; leave the rest to Qt and to the page."""
        key = event.key()
        plain = is_plain(event)
        if key == Qt.Key.Key_Space and _is_selectable(self.current):
            self._toggle_selection()
        elif key in ENTER_KEYS | {Qt.Key.Key_Space}:
            self.activate_current()
        elif key == Qt.Key.Key_Right and plain:
            self._open()
        elif key == Qt.Key.Key_Left and plain:
            self._close()
        elif key == Qt.Key.Key_Up and plain and self.currentIndex().row() <= 0:
            self.moved_above_top.emit()
        elif key in _PAGE_KEYS or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.text() and event.text().isprintable():
            # Letters are keys of the page, so Qt must not search by first letter.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Report that the keys of rows work."""
        super().focusInEvent(event)
        self.keyboard_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Report that they do not, unless only the window is left or a menu opens."""
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK:
            self.keyboard_changed.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Report the rows in view."""
        super().resizeEvent(event)
        self._report_visible_rows()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Remember the position for the click."""
        self._pressed_at = event.position().x()
        super().mousePressEvent(event)

    def activate_current(self) -> None:
        """Open the current row, or collapse it."""
        self._activate(self.currentIndex())

    def _keys(self) -> dict[int, ShortcutAction]:
        """Return the keys for the current row."""
        in_sessions = isinstance(self.model(), SessionListModel)
        at_take = self.is_at_take() or not in_sessions
        words = "Open it" if at_take else "Expand or collapse it"
        keys: dict[int, ShortcutAction] = {
            Qt.Key.Key_Space: Shortcut(
                "Select it to compare",
                self._toggle_selection,
                lambda: _is_selectable(self.current),
            ),
            Qt.Key.Key_Return: Shortcut(words, self.activate_current),
            Qt.Key.Key_Right: Shortcut(words, self._open),
        }
        if in_sessions:
            up = "Go to its session" if at_take else words
            keys[Qt.Key.Key_Left] = Shortcut(up, self._close)
        return keys

    def _toggle_selection(self) -> None:
        self.selection_toggled.emit(self.currentIndex())

    @Slot()
    def _report_visible_rows(self) -> None:
        model = self.model()
        if not isinstance(model, LazyListModel):
            return
        first, lowest = self.in_view
        self.visible_rows_changed.emit(first, lowest if lowest >= 0 else model.rowCount() - 1)
        if lowest < 0 or lowest + _AHEAD >= model.rowCount():
            model.fetchMore(QModelIndex())

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.currentIndex().row() <= last.row():
            self.current_changed.emit()

    @Slot()
    def _on_current_changed(self) -> None:
        self.current_changed.emit()

    @Slot(QModelIndex)
    def _click_on(self, index: QModelIndex) -> None:
        """Open or collapse a row, or select it if its box was clicked."""
        if _is_selectable(self.current) and self._pressed_at < INDENT + Spacing.XS:
            self.selection_toggled.emit(index)
        else:
            self._activate(index)

    @Slot(QModelIndex)
    def _activate(self, index: QModelIndex) -> None:
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
            self._activate(index)

    def _close(self) -> None:
        """Collapse an expanded session; from a take, go to its session, as in any tree."""
        index, model = self.currentIndex(), self.model()
        session = model.session_of(index) if isinstance(model, SessionListModel) else None
        if session is None or not isinstance(model, SessionListModel):
            return
        if isinstance(model.row(index), TakeRow):
            self.setCurrentIndex(model.index_of(session.record.id))
        elif session.opened:
            self.toggled.emit(session.record.id)


def _is_selectable(row: LibraryRow | None) -> bool:
    return isinstance(row, TakeRow) and row.chosen is not None
