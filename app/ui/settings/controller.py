"""Controller of the settings: writes them to disk, applies the theme, and makes their page."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.declarations import COLOR_SCHEME, REDUCED_MOTION, SETTINGS
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.status_notices import Announcer, NoticeKind
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.settings.setting_options import option_finders
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, BackgroundWorker
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.store import ModelStore


class SettingsController(QObject):
    """Follows all settings. GUI thread only; the file is written on its own thread, in order.

    Changes that come while the file is being written are written together afterwards.
    """

    def __init__(
        self, values: SettingValues, data: DataFolder, theme: Theme, announce: Announcer
    ) -> None:
        """``values`` are those of the settings file."""
        super().__init__()
        self.values = values
        self._data = data
        self._theme = theme
        self._announce = announce
        self._file = SettingsFile(data.settings_file)
        self._writer = BackgroundWorker("settings-file")
        self._finder = BackgroundWorker("settings-options")
        self._tasks = BackgroundTasks(GuiThread(self))
        self._page: SettingsPage | None = None
        self._newest: Mapping[str, object] = values.snapshot()
        self._written: Mapping[str, object] = self._newest
        """The values in the file; after the start, only the writer's thread uses this."""
        values.follow(COLOR_SCHEME, REDUCED_MOTION, effect=self._apply_theme)
        values.follow(*SETTINGS, effect=self._changed)

    def make_page(self) -> SettingsPage:
        """Make the page that shows the settings. Once only."""
        find = option_finders(self._finder, ModelStore(self._data.models))
        self._page = SettingsPage(self.values, self._data.root, option_finders=find)
        self._page.save_requested.connect(self.save)
        return self._page

    def answer_restored(self, restored: Mapping[str, object], *, use: bool) -> None:
        """Use the settings of a restored backup, or leave them off, and save that answer."""
        with self.values.together():
            for setting in SETTINGS if use else ():
                if setting.key in restored:
                    self.values.set(setting, restored[setting.key])
        saved = self._writer.submit(self._file.save, self.values.snapshot(), answered=True)
        self._tasks.deliver(saved, lambda _: None, self._failed)

    @Slot()
    def save(self) -> None:
        """Save the settings soon, unless the file has the same values."""
        self._newest = self.values.snapshot()
        self._tasks.deliver(self._writer.submit(self._write), lambda _: None, self._failed)

    def close(self) -> None:
        """Save what is not saved yet. Waits, so call it on another thread."""
        self._finder.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown()

    def _changed(self, *_values: object) -> None:
        if self.values.snapshot() != self._newest:
            self.save()

    def _write(self) -> None:
        """Write the newest values, on the writer's thread; several calls may be waiting."""
        newest = self._newest
        if newest is not self._written:
            self._file.save(newest)
            self._written = newest

    def _failed(self, error: MachineError) -> None:
        if self._page is not None and self._page.isVisible():
            self._page.show_not_saved(str(error))
        else:
            self._announce("settings", NoticeKind.CAUTION, str(error))

    def _apply_theme(self, scheme: str, reduced_motion: str) -> None:
        self._theme.choose(ColorScheme(scheme), ReducedMotion(reduced_motion))
