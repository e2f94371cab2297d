"""The question whether to use what a restored backup does not switch on by itself."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.settings.file import Loaded
from mock_interviewer.app.ui.main_window import MainWindow
from mock_interviewer.app.ui.settings_desk import SettingsDesk

ABOUT = "restored settings"


class RestoredSettings(QObject):
    """Asks above the pages until the person answers; dismissed, it asks again at the next start.

    GUI thread only; the answer is written by SettingsDesk.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._came: Loaded | None = None
        self._desk: SettingsDesk | None = None

    def newest(self, loaded: Loaded) -> Loaded:
        """Return the settings that count: those of a backup that came after ``loaded`` was read."""
        return self._came or loaded

    def begin(self, desk: SettingsDesk, loaded: Loaded) -> None:
        """Ask about ``loaded``, whose values ``desk`` uses."""
        self._desk = desk
        if loaded.restored:
            self._window.announce(
                ABOUT,
                NoticeKind.INFO,
                f"Your backup's settings {loaded.asks}. They are off for now. Use them?",
                ("Keep off", partial(self._answer, loaded, use=False)),
                ("Use them", partial(self._answer, loaded, use=True)),
            )

    @Slot(object)
    def come(self, loaded: Loaded) -> None:
        """Use the settings of a backup that was put in place after the old ones were read."""
        self._came = loaded
        if self._desk is not None:
            self._desk.take_up(loaded.values)
            self.begin(self._desk, loaded)

    def _answer(self, loaded: Loaded, *, use: bool) -> None:
        self._window.announce(ABOUT, NoticeKind.INFO, "")
        if self._desk is not None:
            self._desk.answer(loaded.restored, use=use)
