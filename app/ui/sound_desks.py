"""The desks of what hears, writes down and speaks: microphone, recognition, its models, voice."""

from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.settings.setting import Setting
from mock_interviewer.app.settings.values import Values
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.app.ui.bank_desk import BankDesk
from mock_interviewer.app.ui.ending import Step
from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.main_window import MainWindow
from mock_interviewer.app.ui.microphone_desk import MicrophoneDesk
from mock_interviewer.app.ui.pages.practice import PracticePage
from mock_interviewer.app.ui.recognition_desk import RecognitionDesk
from mock_interviewer.app.ui.shared_player import SharedPlayer
from mock_interviewer.app.ui.speech_models import SpeechModels
from mock_interviewer.app.ui.tasks import Tasks
from mock_interviewer.app.ui.voice_desk import VoiceDesk
from mock_interviewer.audio.voices.speaker import Speaker


class SoundDesks:
    """Makes these desks and lets them go by the settings. GUI thread only."""

    def __init__(
        self,
        data: DataFolder,
        store: StoreThread,
        gui: GuiThread,
        tasks: Tasks,
        window: MainWindow,
        practice: PracticePage,
        banks: BankDesk,
        player: SharedPlayer,
    ) -> None:
        self.recognition = RecognitionDesk(data, store, gui)
        self.recognition.words_of = banks.words_of
        self.models = SpeechModels(data, window, self.recognition, gui, tasks)
        self.microphone = MicrophoneDesk(practice.microphone, gui, tasks, player, data.root)
        self.voice = VoiceDesk(practice.voice, gui, tasks, player)
        practice.shown.connect(self.microphone.watch)
        self.microphone.problem.connect(practice.show_problem)

    def speaker(self) -> Speaker | None:
        """Return what speaks; None until there is one."""
        return self.voice.speaker

    def begin(self, values: Values) -> None:
        """Let every desk go by ``values``, and look for what it needs. Once only."""
        self.microphone.use(values.get(keys.MICROPHONE))
        self.microphone.rescan()
        self.voice.use(values)
        self.voice.look()
        self._expect(values)
        self.recognition.use(values.get(keys.MODEL))
        self.models.look(values.get(keys.LANGUAGE))

    def change(self, setting: Setting[object], values: Values) -> None:
        """Let the desks that go by ``setting`` know what it is now."""
        if setting.key == keys.MICROPHONE.key:
            self.microphone.use(values.get(keys.MICROPHONE))
        elif setting.key == keys.MODEL.key:
            self.recognition.use(values.get(keys.MODEL))
        elif setting.key in {keys.LANGUAGE.key, keys.OWN_WORDS.key}:
            self._expect(values)
            self.models.expect(values.get(keys.LANGUAGE))
        self.voice.use(values)

    def _expect(self, values: Values) -> None:
        self.recognition.expect(values.get(keys.LANGUAGE), values.get(keys.OWN_WORDS))

    @property
    def ends(self) -> tuple[Step, ...]:
        """What closes these desks; the microphone is let go before."""
        return (
            ("recognition", self.recognition.close),
            ("models", self.models.close),
            ("voice", self.voice.close),
        )
