"""The list of keyboard shortcuts of the page in view, shown over it."""

from collections.abc import Sequence
from contextlib import suppress
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import SCROLL_KEYS, ShortcutGroup
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, labeled_button
from mock_interviewer.app.ui.widgets.column import ROW_PADDING, PageColumn
from mock_interviewer.app.ui.widgets.labels import TextLabel

_ROOM_FOR_TWO = 640
"""Width from which shortcuts are in two columns."""
_HELD = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
}
"""Modifier keys: another key follows them, as with ? itself."""


class ShortcutHelp(QScrollArea):
    """An overlay that takes the focus and returns it. GUI thread only.

    The page below it keeps running.
    """

    closed = Signal()
    """The overlay was closed."""
    introduction_requested = Signal()
    """The person wants to see the introduction of the first start again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Keyboard shortcuts")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.groups: tuple[ShortcutGroup, ...] = ()
        """The groups that are shown."""
        self._views: list[_ShortcutGroupView] = []
        self._before: QWidget | None = None
        self._page: QWidget | None = None
        self._passes_on = False
        self.close_button = KeyHintButton("Esc", "Close")
        self.close_button.clicked.connect(self.close_help)
        self.introduction = labeled_button("Show introduction")
        set_kind(self.introduction, "quiet")
        self.introduction.clicked.connect(lambda _checked: self.introduction_requested.emit())
        head = QHBoxLayout()
        # The last label ends at the margin of the text.
        head.setContentsMargins(ROW_PADDING, 0, ROW_PADDING - Spacing.XXS, 0)
        head.addWidget(TextLabel("Keyboard shortcuts", FontSize.TITLE, strong=True))
        head.addStretch(1)
        head.addWidget(self.introduction)
        head.addWidget(self.close_button)
        self._column = PageColumn()
        self._column.setObjectName("page")
        self._column.add(head, full_width=True)
        self._body = QVBoxLayout()
        self._body.setSpacing(Spacing.L)
        self._column.add(self._body)
        self._column.fill()
        self.setWidget(self._column)
        self.hide()

    def show_groups(
        self,
        groups: Sequence[ShortcutGroup],
        page: QWidget | None = None,
        *,
        passes_on: bool = False,
    ) -> None:
        """Show the shortcuts of ``page``, and take the focus.

        With ``passes_on``, any key closes the overlay and is passed on to the page.
        """
        self._page = page
        self._passes_on = passes_on
        # An interview is not left for it.
        self.introduction.setVisible(not passes_on)
        self._before = self.window().focusWidget()
        self.groups = tuple(groups)
        for view in self._views:
            self._body.removeWidget(view)
            view.deleteLater()
        self._views = [_ShortcutGroupView(each) for each in self.groups]
        widest = max((view.keys_width for view in self._views), default=0)
        for view in self._views:
            view.align(widest)
            self._body.addWidget(view)
        self.setAccessibleDescription(" ".join(_in_words(each) for each in self.groups))
        self._fit()
        self.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_help(self) -> None:
        """Close the overlay, and return the focus to where it was."""
        if self.isHidden():
            return
        beneath = self._beneath
        self._before = self._page = None
        self.hide()
        if beneath is not None:
            beneath.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Close on Esc, scroll on arrow keys, and pass on other keys if that was asked for."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_help()
        elif event.key() in SCROLL_KEYS:
            super().keyPressEvent(event)
        elif self._passes_on and event.key() not in _HELD:
            beneath = self._beneath
            self.close_help()
            if beneath is not None:
                QApplication.sendEvent(beneath, event)
        event.accept()

    @property
    def _beneath(self) -> QWidget | None:
        """The widget that had the focus, or the page if that widget is gone."""
        # The page keeps running, and its buttons come and go.
        with suppress(RuntimeError):
            if self._before is not None and self._before.isVisible():
                return self._before
        return self._page

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (Qt's)
        """Keep the focus here, since the page below is covered."""
        stops: list[QWidget] = [self, self.introduction, self.close_button]
        if self.introduction.isHidden():
            stops.remove(self.introduction)
        now = next((at for at, stop in enumerate(stops) if stop.hasFocus()), 0)
        step = 1 if forward else -1
        stops[(now + step) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show one or two columns, as the width allows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._column.fit(self.width())
        for view in self._views:
            view.fit(2 if self.width() >= _ROOM_FOR_TWO else 1)


class _ShortcutGroupView(QWidget):
    """The shortcuts of one part of the window."""

    def __init__(self, group: ShortcutGroup) -> None:
        super().__init__()
        self._rows = [
            (_names(names), TextLabel(words, wrap=True)) for names, words in group.shortcuts
        ]
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Spacing.M)
        self._grid.setVerticalSpacing(Spacing.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        column.addWidget(TextLabel(group.title, FontSize.BODY, strong=True))
        column.addLayout(self._grid)

    @property
    def keys_width(self) -> int:
        """Width of the widest keys, in pixels."""
        return max((names.sizeHint().width() for names, _ in self._rows), default=0)

    def align(self, width: int) -> None:
        """Set the width of the keys, so that all groups align."""
        for names, _ in self._rows:
            names.setFixedWidth(width)

    def fit(self, columns: int) -> None:
        """Arrange the shortcuts in so many columns, filled from the top."""
        high = ceil(len(self._rows) / columns)
        for at, (names, words) in enumerate(self._rows):
            column, row = divmod(at, high)
            self._grid.addWidget(names, row, 3 * column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, 3 * column + 1, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._grid.setColumnStretch(3 * column + 1, int(column < columns))


def _names(names: Sequence[str]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Spacing.XXS)
    for name in names:
        row.addWidget(TextLabel(name, FontSize.CAPTION, tabular=True, kind="key"))
    row.addStretch(1)
    return made


def _in_words(group: ShortcutGroup) -> str:
    keys = ", ".join(f"{' or '.join(names)}: {words}" for names, words in group.shortcuts)
    return f"{group.title}: {keys}."
