"""Where the settings go: to each desk that goes by one, at the start and after every change."""

from typing import Any

from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.settings.practising import REMIND_DUE
from mock_interviewer.app.settings.setting import Setting
from mock_interviewer.app.settings.values import Values
from mock_interviewer.app.ui.library_desk import LibraryDesk
from mock_interviewer.app.ui.microphone_desk import MicrophoneDesk
from mock_interviewer.app.ui.recognition_desk import RecognitionDesk
from mock_interviewer.app.ui.reminding import Reminding
from mock_interviewer.app.ui.session_desk import SessionDesk
from mock_interviewer.app.ui.speech_models import SpeechModels
from mock_interviewer.app.ui.voice_desk import VoiceDesk


class SettingsReach:
    """Tells the desks what the settings say. GUI thread only."""

    def __init__(
        self,
        microphone: MicrophoneDesk,
        voice: VoiceDesk,
        recognition: RecognitionDesk,
        library: LibraryDesk,
        models: SpeechModels,
        sessions: SessionDesk,
        reminding: Reminding,
    ) -> None:
        self._microphone = microphone
        self._voice = voice
        self._recognition = recognition
        self._library = library
        self._models = models
        self._sessions = sessions
        self._reminding = reminding

    def begin(self, values: Values) -> None:
        """Let every desk go by ``values``, and look for what it needs. Once only."""
        self._microphone.use(values.get(keys.MICROPHONE))
        self._microphone.rescan()
        self._voice.use(values)
        self._voice.look()
        self._expect(values)
        self._recognition.use(values.get(keys.MODEL))
        self._sessions.live_captions = values.get(keys.LIVE_CAPTIONS)
        self._models.look(values.get(keys.LANGUAGE))
        self._reminding.use(values)

    def change(self, setting: Setting[Any], values: Values) -> None:
        """Let the desks that go by ``setting`` know what it is now."""
        if setting.key == keys.MICROPHONE.key:
            self._microphone.use(values.get(keys.MICROPHONE))
        elif setting.key == keys.MODEL.key:
            self._recognition.use(values.get(keys.MODEL))
        elif setting.key in {keys.LANGUAGE.key, keys.OWN_WORDS.key}:
            self._expect(values)
            self._models.expect(values.get(keys.LANGUAGE))
        elif setting.key == keys.LIVE_CAPTIONS.key:
            self._sessions.live_captions = values.get(keys.LIVE_CAPTIONS)
        elif setting.key == REMIND_DUE.key:
            self._reminding.use(values)
        self._voice.use(values)

    def _expect(self, values: Values) -> None:
        """Let all that hears know what language and which words to expect."""
        for hearing in (self._recognition, self._library):
            hearing.expect(values.get(keys.LANGUAGE), values.get(keys.OWN_WORDS))
