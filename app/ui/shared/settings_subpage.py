"""The base of the pages behind the settings: scrolling, with a banner and a Back button."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, ShortcutAction, declare_shortcuts
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.column import PageColumn, in_column, margin, separator_line
from mock_interviewer.app.ui.widgets.labels import TextLabel


class SettingsSubpage(QWidget):
    """A scrolling page with a Back button, below a fixed banner. Esc goes back.

    Subclasses fill ``_column`` between ``_begin`` and ``_end``.
    """

    back_requested = Signal()
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._banner, self._above = Banner(), QWidget()
        self._banner.dismissed.connect(self._above.hide)
        self._back = QPushButton("Settings")
        set_kind(self._back, "quiet")
        self._back.setAccessibleName("Back to the settings")
        self._back.setAutoDefault(True)
        self._back.clicked.connect(lambda _checked: self.back_requested.emit())
        self._keys: dict[int, ShortcutAction] = {
            Qt.Key.Key_Escape: Shortcut("Back to the settings", self.back_requested.emit)
        }
        declare_shortcuts(self, self._keys)
        self._column = PageColumn()
        self._area = QScrollArea()
        self._draw_icon()

    def stand_behind(self, settings: QWidget, opener: QWidget, pages: QStackedWidget) -> None:
        """Add the page to ``pages``; going back shows ``settings`` with the focus on ``opener``.

        If ``opener`` is a button, clicking it opens the page.
        """

        def go_back() -> None:
            pages.setCurrentWidget(settings)
            opener.setFocus(Qt.FocusReason.OtherFocusReason)

        pages.addWidget(self)
        if isinstance(opener, QAbstractButton):
            opener.clicked.connect(lambda _checked: pages.setCurrentWidget(self))
        self.back_requested.connect(go_back)

    @property
    def said(self) -> str:
        """The message in the banner; empty if there is none."""
        return self._banner.text

    def say(self, kind: NoticeKind, text: str) -> None:
        """Show a message in the banner until it is dismissed; "" hides it."""
        if text:
            self._banner.say(kind, text)
        else:
            self._banner.clear()
        self._above.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Go back on Esc."""
        act = self._keys.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Focus the Back button, and emit ``shown``."""
        super().showEvent(event)
        if not event.spontaneous():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
            self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        width = event.size().width()
        self._column.fit(width)
        self._above.setContentsMargins(margin(width), Spacing.M, margin(width), 0)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_back"):
            self._draw_icon()

    def _begin(self, title: str) -> None:
        back = QHBoxLayout()
        back.addWidget(self._back)
        back.addStretch(1)
        self._column.add(back, full_width=True)
        self._column.add(TextLabel(title, FontSize.TITLE, strong=True))
        self._area.setAccessibleName(title)

    def _head(self, text: str) -> None:
        self._column.space(Spacing.S)
        self._column.add(TextLabel(text, FontSize.BODY, strong=True))
        self._column.add(separator_line())

    def _end(self, *, scrolls: bool = True) -> None:
        """Lay out the page; unless it ``scrolls``, its parts fill the window."""
        self._column.setObjectName("page")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        # Outside the scrolled area, because the message may concern something far down.
        said = QVBoxLayout(self._above)
        said.setContentsMargins(0, 0, 0, 0)
        said.addLayout(in_column(self._banner))
        self._above.hide()
        page.addWidget(self._above)
        page.addWidget(self._scrolled() if scrolls else self._column, 1)

    def _scrolled(self) -> QWidget:
        column, area = self._column, self._area
        column.space(Spacing.M)
        column.fill()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(column)
        return area

    def _draw_icon(self) -> None:
        set_icon(self._back, Icon.BACK, roles().text)
