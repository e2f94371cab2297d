"""The settings in force: kept on disk, applied to the look, shown on their page."""

from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.interview.plan import Mode
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.settings.setting import Setting
from mock_interviewer.app.settings.values import Values
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.pages.settings import SettingsPage
from mock_interviewer.app.ui.setting_options import looks
from mock_interviewer.app.ui.tasks import Worker
from mock_interviewer.app.ui.theme import Motion, Scheme, Theme
from mock_interviewer.app.ui.widgets.plan_form import Wishes
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models import ModelStore

_LOOK = {keys.COLOR_SCHEME.key, keys.REDUCED_MOTION.key}


class SettingsDesk(QObject):
    """Owns Values. GUI thread only; the file is written on a thread of its own, in order."""

    changed = Signal(object)
    """The Setting that has another value now."""
    not_saved = Signal(str)
    """A sentence: why the settings could not be written."""

    def __init__(self, values: Values, data: DataFolder, theme: Theme) -> None:
        super().__init__()
        self.values = values
        self._data = data
        self._theme = theme
        self._file = SettingsFile(data.settings_file)
        self._writer = Worker("settings-file")
        self._looker = Worker("settings-options")
        self._arrivals = Arrivals(self)
        values.changed(self._on_change)
        self._apply_look()

    def make_page(self) -> SettingsPage:
        """Make the page that shows them."""
        found = looks(self._looker, ModelStore(self._data.models))
        return SettingsPage(self.values, self._save, self._data.root, looks=found)

    @property
    def wishes(self) -> Wishes:
        """What was wished for last."""
        get = self.values.get
        return Wishes(
            bank=get(keys.BANK) or "",
            sections=get(keys.SECTIONS),
            mode=Mode(get(keys.MODE)),
            count=get(keys.QUESTION_COUNT),
            think_time=get(keys.THINK_TIME),
            answer_limit=get(keys.ANSWER_LIMIT),
            shuffle=get(keys.SHUFFLE),
        )

    def keep_wishes(self, wishes: Wishes) -> None:
        """Remember what is wished for now."""
        self.values.set(keys.BANK, wishes.bank or None)
        self.values.set(keys.SECTIONS, wishes.sections)
        self.values.set(keys.MODE, wishes.mode.value)
        self.values.set(keys.QUESTION_COUNT, wishes.count)
        self.values.set(keys.THINK_TIME, wishes.think_time)
        self.values.set(keys.ANSWER_LIMIT, wishes.answer_limit)
        self.values.set(keys.SHUFFLE, wishes.shuffle)
        self.save()

    def save(self) -> None:
        """Write the settings, soon."""
        self._arrivals.wait(self._save(self.values.snapshot()), lambda _: None, self._failed)

    def close(self) -> None:
        """Write what is to be written; waits, for another thread."""
        self._looker.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown()

    def _save(self, snapshot: Mapping[str, object]) -> "Future[None]":
        return self._writer.submit(self._file.save, snapshot)

    def _failed(self, error: MachineError) -> None:
        self.not_saved.emit(str(error))

    def _on_change(self, setting: Setting[Any]) -> None:
        if setting.key in _LOOK:
            self._apply_look()
        self.changed.emit(setting)

    def _apply_look(self) -> None:
        scheme = Scheme(self.values.get(keys.COLOR_SCHEME))
        self._theme.choose(scheme, Motion(self.values.get(keys.REDUCED_MOTION)))
