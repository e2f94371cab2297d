"""The main window: the navigation rail, the pages, and the announcements below them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.toolkit.shortcuts import (
    EVERYWHERE,
    Shortcut,
    add_shortcuts,
    visible_shortcuts,
)
from mock_interviewer.app.ui.widgets.column import in_column, margin
from mock_interviewer.app.ui.window.announcements import Announcements
from mock_interviewer.app.ui.window.navigation_rail import MainPage, NavigationRail
from mock_interviewer.app.ui.window.shortcut_help import ShortcutHelp

WINDOW_TITLE = "Mock Interviewer"
_NARROW = 820
_LEAST = (600, 440)


class MainWindow(QMainWindow):
    """The window with its pages, one of which is shown. It owns no data of theirs."""

    closing = Signal()
    """The window closes."""
    page_shown = Signal(object)
    """The MainPage that is shown now; not emitted for an interview."""

    announcement_seen = Signal(str)
    """The topic of an announcement that the person had time to read or has dismissed."""

    def __init__(self, practice: PracticePage, interview: InterviewPage) -> None:
        super().__init__()
        self.setWindowTitle(WINDOW_TITLE)
        self.setMinimumSize(*_LEAST)
        self._rail = NavigationRail()
        self._rail.page_requested.connect(self._open)
        self._rail.shortcuts_requested.connect(self.show_keys)
        self._banner = Announcements()
        self._banner.seen.connect(self.announcement_seen)
        self._banner.dismissed.connect(self._fit_banner)
        self._banner.dismissed.connect(self._return_keyboard)
        # Below the pages, so that nothing moves under the pointer when it comes or goes.
        self._below = QVBoxLayout()
        self._below.addLayout(in_column(self._banner))
        self._stack = QStackedWidget()
        self._practice, self._interview = practice, interview
        interview.close_agreed.connect(self.close)
        self._pages: dict[MainPage, QWidget] = {}
        self._firsts: dict[MainPage, QWidget] = {}
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(self._below)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(column, 1)
        self.setCentralWidget(body)
        self.keys = ShortcutHelp(body)
        """The shortcuts of the current page, shown over it."""
        self.keys.introduction_requested.connect(self._show_introduction)
        keys = Shortcut("Keyboard shortcuts", self.show_keys)
        add_shortcuts(self, {"F1": keys, "?": keys}, EVERYWHERE)
        self._stack.addWidget(interview)
        self.add_page(MainPage.PRACTICE, practice)
        self.show_page(MainPage.PRACTICE)

    def add_page(self, place: MainPage, page: QWidget) -> None:
        """Add a page, or a stack of pages whose current one is its first."""
        self._pages[place] = page
        if isinstance(page, QStackedWidget) and (first := page.currentWidget()):
            self._firsts[place] = first
        self._stack.addWidget(page)

    def has_page(self, page: MainPage) -> bool:
        """Return whether the page was added."""
        return page in self._pages

    @property
    def current_page(self) -> MainPage | None:
        """The page that is shown; None during an interview."""
        shown = self._stack.currentWidget()
        return next((place for place, page in self._pages.items() if page is shown), None)

    @Slot()
    def show_keys(self) -> None:
        """Show or hide the shortcuts of the current page."""
        if self.keys.isVisible():
            self.keys.close_help()
        else:
            self._fit_help()
            # An interview continues below the overlay.
            beneath = self._stack.currentWidget()
            self.keys.show_groups(
                visible_shortcuts(self), beneath, passes_on=self.current_page is None
            )

    def show_page(self, place: MainPage) -> None:
        """Show a page; does nothing if the page was not added yet."""
        self.keys.close_help()
        page = self._pages.get(place)
        if page is None:
            self._rail.select(self.current_page or MainPage.PRACTICE)
            return
        self._rail.select(place)
        self._rail.show()
        self._stack.setCurrentWidget(page)
        self._show_banner(shown=True)
        self.page_shown.emit(place)

    @Slot()
    def _show_introduction(self) -> None:
        self._practice.show_introduction()
        self.show_page(MainPage.PRACTICE)

    def show_interview(self) -> None:
        """Show the interview without the rail and the announcements."""
        self.keys.close_help()
        self._rail.hide()
        self._stack.setCurrentWidget(self._interview)
        self._show_banner(shown=False)
        self._interview.setFocus()

    @Slot()
    def offer_navigation(self) -> None:
        """Show the rail beside an interview that has ended and stays in view."""
        if self.current_page is None:
            self._rail.select(MainPage.PRACTICE)
            self._rail.show()
            self._fit_banner()
            self._fit_help()

    @property
    def announced(self) -> dict[str, str]:
        """The texts of all announcements by topic; the current one is first."""
        return self._banner.texts

    def announce(
        self,
        about: str,
        kind: NoticeKind,
        text: str,
        *actions: tuple[str, Callable[[], object]],
        stays: bool = False,
    ) -> None:
        """Announce ``text`` below the pages, in place of the previous text about the topic.

        One announcement is shown at a time, errors first; none during an interview. An empty
        text removes it. If it ``stays``, it cannot be dismissed.
        """
        self._banner.announce(about, kind, text, *actions, stays=stays)
        self._show_banner(shown=self.current_page is not None)

    def bring_to_front(self) -> None:
        """Show the window in front of others, with the focus."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Close, unless that cuts a question short: then the interview page asks first.

        The owner of what runs behind the window stops it. Nothing is asked when the system ends.
        """
        ends = isinstance(app := QApplication.instance(), QApplication) and app.isSavingSession()
        if not ends and not self._interview.may_close():
            event.ignore()
            return
        self.closing.emit()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show a narrow rail in a narrow window."""
        super().resizeEvent(event)
        self._rail.set_narrow(narrow=self.width() < _NARROW)
        self._fit_banner()
        self._fit_help()

    @Slot(object)
    def _open(self, place: MainPage) -> None:
        """Show a page, or the first page of its stack if it is shown already."""
        if place is not self.current_page:
            self.show_page(place)
            return
        page, first = self._pages[place], self._firsts.get(place)
        if isinstance(page, QStackedWidget) and first is not None:
            page.setCurrentWidget(first)
        self._return_keyboard()

    @Slot()
    def _return_keyboard(self) -> None:
        """Return the focus to the page, since its shortcuts work only with the focus there."""
        page = self._stack.currentWidget()
        last = page.focusWidget() if page is not None else None
        if last is not None and last.isVisible():
            last.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_banner(self, *, shown: bool) -> None:
        self._banner.set_collapsed(collapsed=not shown)
        self._fit_banner()

    def _fit_help(self) -> None:
        left = 0 if self._rail.isHidden() else self._rail.minimumWidth()
        self.keys.setGeometry(left, 0, self.width() - left, self.height())

    @Slot()
    def _fit_banner(self) -> None:
        shown = not self._banner.isHidden()
        beneath = Spacing.M if shown and self.current_page is not None else 0
        side = margin(self.width() - self._rail.minimumWidth())
        self._below.setContentsMargins(side, 0, side, beneath)
