"""Controller of the licenses page; the notices are read when it is first opened."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QStackedWidget

from mock_interviewer.app.licenses.notices import load_third_parties
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.licenses.page import LicensesPage
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError


class LicensesController(QObject):
    """Owns the page. GUI thread only; the file is read on another."""

    def __init__(self, tasks: BackgroundTasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.page = LicensesPage()
        self.page.shown.connect(self._load)

    def beside(self, settings: SettingsPage, pages: QStackedWidget) -> None:
        """Show the page among ``pages`` when the person goes on to it from the settings."""
        pages.addWidget(self.page)
        settings.licenses_requested.connect(partial(pages.setCurrentWidget, self.page))

        def back() -> None:
            pages.setCurrentWidget(settings)
            settings.licenses.setFocus(Qt.FocusReason.OtherFocusReason)

        self.page.back_requested.connect(back)

    @Slot()
    def _load(self) -> None:
        if not self.page.loaded:
            self._tasks.run(
                load_third_parties, self.page.show_parties, self._failed, name="licenses"
            )

    def _failed(self, error: MachineError) -> None:
        self.page.say(NoticeKind.ERROR, str(error))
