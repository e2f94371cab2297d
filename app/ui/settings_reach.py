"""Where the settings go: to each desk that goes by one, at the start and after every change."""

from typing import Any

from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.settings.practising import REMIND_DUE
from mock_interviewer.app.settings.setting import Setting
from mock_interviewer.app.settings.values import Values
from mock_interviewer.app.ui.library_desk import LibraryDesk
from mock_interviewer.app.ui.reminding import Reminding
from mock_interviewer.app.ui.session_desk import SessionDesk
from mock_interviewer.app.ui.sound_desks import SoundDesks


class SettingsReach:
    """Tells the desks what the settings say. GUI thread only."""

    def __init__(
        self,
        sound: SoundDesks,
        library: LibraryDesk,
        sessions: SessionDesk,
        reminding: Reminding,
    ) -> None:
        self._sound = sound
        self._library = library
        self._sessions = sessions
        self._reminding = reminding

    def begin(self, values: Values) -> None:
        """Let every desk go by ``values``, and look for what it needs. Once only."""
        self._expect(values)
        self._sound.begin(values)
        self._sessions.live_captions = values.get(keys.LIVE_CAPTIONS)
        self._reminding.use(values)

    def change(self, setting: Setting[Any], values: Values) -> None:
        """Let the desks that go by ``setting`` know what it is now."""
        self._sound.change(setting, values)
        if setting.key in {keys.LANGUAGE.key, keys.OWN_WORDS.key}:
            self._expect(values)
        elif setting.key == keys.LIVE_CAPTIONS.key:
            self._sessions.live_captions = values.get(keys.LIVE_CAPTIONS)
        elif setting.key == REMIND_DUE.key:
            self._reminding.use(values)

    def _expect(self, values: Values) -> None:
        """Let answers that are written down again be heard as new ones are."""
        self._library.expect(values.get(keys.LANGUAGE), values.get(keys.OWN_WORDS))
