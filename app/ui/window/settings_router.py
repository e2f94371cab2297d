"""The effect of settings: passed to each controller at the start and after every change."""

from typing import Any

from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.settings.declarations import REMIND_DUE
from mock_interviewer.app.settings.setting import Setting
from mock_interviewer.app.settings.values import SettingValues, recognition_defaults
from mock_interviewer.app.ui.practice.due_questions_controller import DueQuestionsController
from mock_interviewer.app.ui.progress.controller import ProgressController
from mock_interviewer.app.ui.window.audio_controllers import AudioControllers
from mock_interviewer.app.ui.window.feedback_controllers import GradeController
from mock_interviewer.app.ui.window.library_controller import LibraryController
from mock_interviewer.app.ui.window.session_controller import SessionController


class DueReminders:
    """Lets the desks that tell of due questions go by the settings. GUI thread only."""

    def __init__(
        self, today: DueQuestionsController, progress: ProgressController, grades: GradeController
    ) -> None:
        self._today = today
        self._progress = progress
        self._grades = grades

    def use(self, values: SettingValues) -> None:
        """Tell of them, and ask for grades, or do nothing of that."""
        on = values.get(REMIND_DUE)
        self._today.use(reminds=on)
        self._progress.use(tells_due=on)
        self._grades.use(asks=on)


class SettingsRouter:
    """Tells the desks what the settings say. GUI thread only."""

    def __init__(
        self,
        sound: AudioControllers,
        library: LibraryController,
        sessions: SessionController,
        reminding: DueReminders,
    ) -> None:
        self._sound = sound
        self._library = library
        self._sessions = sessions
        self._reminding = reminding

    def begin(self, values: SettingValues) -> None:
        """Let every desk go by ``values``, and look for what it needs. Once only."""
        self._library.expect(recognition_defaults(values))
        self._sound.begin(values)
        self._sessions.live_captions = values.get(keys.LIVE_CAPTIONS)
        self._reminding.use(values)

    def change(self, setting: Setting[Any], values: SettingValues) -> None:
        """Let the desks that go by ``setting`` know what it is now."""
        self._sound.change(setting, values)
        self._library.expect(recognition_defaults(values))
        if setting.key == keys.LIVE_CAPTIONS.key:
            self._sessions.live_captions = values.get(keys.LIVE_CAPTIONS)
        elif setting.key == REMIND_DUE.key:
            self._reminding.use(values)
