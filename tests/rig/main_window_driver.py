"""The main window as a person uses it: its rail, its announcements, and the page in view."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QStackedWidget
from rig.child import button, child

from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.window.announcements import Announcements
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage, NavigationRail


class MainWindowDriver:
    """One main window, whose parts are public."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.rail = child(window, NavigationRail)
        self.banner = child(window, Announcements)
        self.interview = child(window, InterviewPage)
        self._stack = child(window.centralWidget(), QStackedWidget)

    def rail_button(self, page: MainPage) -> QPushButton:
        """Return the button that leads to a page."""
        return button(self.rail, page.value)

    @property
    def announcement(self) -> str:
        """The announcement that is shown; empty for none."""
        return self.banner.text

    @property
    def waiting(self) -> str:
        """How many announcements wait behind the one that is shown: "2 more"."""
        labels = self.banner.findChildren(TextLabel)
        return "".join(each.plain for each in labels if each.toolTip() and each.isVisible())

    @property
    def dismiss_button(self) -> QPushButton:
        """The button that dismisses the announcement, shown or not."""
        [found] = (
            each for each in self.banner.findChildren(QPushButton) if each.toolTip() == "Dismiss"
        )
        return found

    def dismiss(self) -> None:
        """Dismiss the announcement that is shown."""
        assert self.dismiss_button.isVisible()
        self.dismiss_button.click()

    def announcement_button(self, text: str) -> QPushButton:
        """Return the newest button of an announcement with a text, & included."""
        buttons = self.banner.findChildren(QPushButton)
        return [each for each in buttons if each.text() == text][-1]

    @property
    def page_top(self) -> int:
        """The top of the visible page, in pixels from the top of the window."""
        return self._stack.mapTo(self.window, QPoint(0, 0)).y()

    @property
    def below_page(self) -> int:
        """The height below the visible page, in pixels."""
        return self.window.height() - self.page_top - self._stack.height()

    @property
    def below_banner(self) -> int:
        """The height below the announcement, in pixels."""
        banner = self.banner
        return self.window.height() - banner.mapTo(self.window, QPoint(0, banner.height())).y()
