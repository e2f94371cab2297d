"""Controller of the settings: keeps them on disk, applies the look, and makes their page."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.planning.plan import FollowUpRules, InterviewerBehavior
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.styles import (
    InterviewStyle,
    SessionRules,
    nearest_style,
    styles_for,
)
from mock_interviewer.app.settings import declarations
from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.settings.setting import Setting, SettingGroup
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.settings.setting_options import option_finders
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, BackgroundWorker
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.endpointing.endpointer import Patience
from mock_interviewer.audio.recognition.models.store import ModelStore

_LOOK = {keys.COLOR_SCHEME.key, keys.REDUCED_MOTION.key}
_SESSION_GROUPS = {SettingGroup.PRACTICE, SettingGroup.INTERVIEW}


class SettingsController(QObject):
    """Owns Values. GUI thread only; the file is written on a thread of its own, in order."""

    changed = Signal(object)
    """The Setting that has another value now."""
    wishes_changed = Signal()
    """``wishes`` or ``styles`` say something else now, and not because of ``keep_wishes``."""
    not_saved = Signal(str)
    """A sentence: why the settings could not be written."""

    def __init__(self, values: SettingValues, data: DataFolder, theme: Theme) -> None:
        super().__init__()
        self.values = values
        self._data = data
        self._theme = theme
        self._file = SettingsFile(data.settings_file)
        self._writer = BackgroundWorker("settings-file")
        self._looker = BackgroundWorker("settings-options")
        self._tasks = BackgroundTasks(GuiThread(self))
        self._keeping = False
        values.changed(self._on_change)
        self._apply_look()

    def make_page(self) -> SettingsPage:
        """Make the page that shows them."""
        found = option_finders(self._looker, ModelStore(self._data.models))
        return SettingsPage(self.values, self._save, self._data.root, looks=found)

    @property
    def manner(self) -> InterviewerBehavior:
        """How an interviewer shall behave."""
        get = self.values.get
        return InterviewerBehavior(
            patience=Patience(get(declarations.PATIENCE)),
            barge_in=get(declarations.BARGE_IN),
            sounds=get(declarations.SOUNDS),
        )

    @property
    def styles(self) -> tuple[InterviewStyle, ...]:
        """The styles that come with the program, as the person wants them."""
        return styles_for(exam_follow_ups=self.values.get(declarations.EXAM_FOLLOW_UPS))

    @property
    def wishes(self) -> SessionRequest:
        """What was wished for last."""
        get = self.values.get
        style = next(style for style in self.styles if style.id == get(keys.STYLE))
        rules = self._rules(style)
        return SessionRequest(
            bank=get(keys.BANK) or "",
            sections=get(keys.SECTIONS),
            rules=rules,
            count=get(keys.QUESTION_COUNT),
            shuffle=get(keys.SHUFFLE),
            style=style.id if rules == style.rules else "",
            plan=get(keys.PLAN) or "",
        )

    def keep_wishes(self, wishes: SessionRequest) -> None:
        """Remember what is wished for now."""
        style = nearest_style(wishes.rules, self.styles)
        own, base = wishes.rules, style.rules
        self._keeping = True
        put = self.values.set
        put(keys.BANK, wishes.bank or None)
        put(keys.SECTIONS, wishes.sections)
        put(keys.STYLE, style.id)
        put(keys.THINK_TIME, _unless_same(own.think_time, base.think_time))
        put(keys.ANSWER_LIMIT, _unless_same(own.answer_limit, base.answer_limit))
        put(keys.FOLLOW_UPS, _unless_same(_figure(own.follow_ups), _figure(base.follow_ups)))
        put(keys.QUESTION_COUNT, wishes.count)
        put(keys.SHUFFLE, wishes.shuffle)
        put(keys.PLAN, wishes.plan or None)
        self._keeping = False
        self.save()

    def take_up(self, values: SettingValues) -> None:
        """Use other values, which are saved already."""
        self._keeping = True
        for setting in keys.SETTINGS:
            self.values.set(setting, values.get(setting))
        self._keeping = False
        self.wishes_changed.emit()

    def answer(self, restored: Mapping[str, object], *, use: bool) -> None:
        """Use the settings that a restored backup had, or leave them off, and ask no more."""
        for setting in keys.SETTINGS if use else ():
            if setting.key in restored:
                self.values.set(setting, restored[setting.key])
        saved = self._writer.submit(self._file.save, self.values.snapshot(), answered=True)
        self._tasks.deliver(saved, lambda _: None, self._failed)

    def save(self) -> None:
        """Write the settings, soon."""
        self._tasks.deliver(self._save(self.values.snapshot()), lambda _: None, self._failed)

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
        if setting.key == keys.STYLE.key and not self._keeping:
            # Times and follow-ups of one's own, and a plan, go with what was chosen before.
            for own in (keys.THINK_TIME, keys.ANSWER_LIMIT, keys.FOLLOW_UPS, keys.PLAN):
                self.values.reset(own)
        self.changed.emit(setting)
        if setting.group in _SESSION_GROUPS and not self._keeping:
            self.wishes_changed.emit()

    def _apply_look(self) -> None:
        scheme = ColorScheme(self.values.get(keys.COLOR_SCHEME))
        self._theme.choose(scheme, ReducedMotion(self.values.get(keys.REDUCED_MOTION)))

    def _rules(self, style: InterviewStyle) -> SessionRules:
        """Return what the settings say in place of a style's own rules."""
        get, own = self.values.get, style.rules
        think, limit, most = map(get, (keys.THINK_TIME, keys.ANSWER_LIMIT, keys.FOLLOW_UPS))
        return replace(
            own,
            think_time=own.think_time if think is None else float(think),
            answer_limit=own.answer_limit if limit is None else float(limit),
            follow_ups=own.follow_ups if most is None else _follow_ups(most),
        )


def _unless_same(wanted: float, usual: float) -> int | None:
    return None if wanted == usual else round(wanted)


def _figure(rules: FollowUpRules) -> int:
    """Return how many follow-ups are allowed, as the settings write it."""
    return keys.ALL_FOLLOW_UPS if rules.most is None else rules.most


def _follow_ups(most: int) -> FollowUpRules:
    return FollowUpRules(None if most == keys.ALL_FOLLOW_UPS else most)
