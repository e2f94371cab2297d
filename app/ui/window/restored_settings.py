"""The prompt whether to use settings from a backup that stay off until confirmed."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.settings.file import LoadedSettings
from mock_interviewer.app.status_notices import Announcer, NoticeKind
from mock_interviewer.app.ui.settings.controller import SettingsController

ABOUT = "restored settings"


class RestoredSettingsPrompt(QObject):
    """Asks above the pages until answered; if dismissed, it asks again at the next start.

    GUI thread only; the answer is written by SettingsController.
    """

    def __init__(self, settings: SettingsController, announce: Announcer) -> None:
        super().__init__()
        self._settings = settings
        self._announce = announce

    def ask(self, loaded: LoadedSettings) -> None:
        """Ask about the restored values of ``loaded``, if it has any."""
        if loaded.restored:
            self._announce(
                ABOUT,
                NoticeKind.INFO,
                f"Your backup's settings {loaded.asks}. They are off for now. Use them?",
                ("Keep off", partial(self._answer, loaded, use=False)),
                ("Use them", partial(self._answer, loaded, use=True)),
            )

    @Slot(object)
    def replace(self, loaded: LoadedSettings) -> None:
        """Use the settings of a backup that was put in place after the old ones were read."""
        self._settings.values.replace(loaded.values)
        self.ask(loaded)

    def _answer(self, loaded: LoadedSettings, *, use: bool) -> None:
        self._announce(ABOUT, NoticeKind.INFO, "")
        self._settings.answer_restored(loaded.restored, use=use)
