"""Controller of the voice check: the list of voices, the one in use, and a sample of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.settings.declarations import SPEAKER, VOICE, VOICE_RATE, VOICE_VOLUME
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.practice.sound_check import VoiceCheck
from mock_interviewer.app.ui.shared.player import PlayerProxy
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.playback.device_player import open_player
from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.voices.chooser import VoiceChoice, choose_voice, list_voices
from mock_interviewer.audio.voices.speaker import Speaker, UtteranceEvent, UtteranceFailed
from mock_interviewer.audio.voices.voice import VoiceInfo

VOICE_SAMPLE = "Good to meet you. Let's begin when you're ready."
_NO_SPEAKER = "No speaker was found, so questions are shown but not spoken."


class VoiceController(QObject):
    """Keeps one Speaker ready, and creates another when settings change. GUI thread only."""

    ready = Signal()
    """A speaker is ready, the first one or a replacement."""

    def __init__(
        self,
        check: VoiceCheck,
        gui: GuiThread,
        tasks: BackgroundTasks,
        player: PlayerProxy,
        values: SettingValues,
        *,
        list_voices: Callable[[], tuple[VoiceInfo, ...]] = list_voices,
        choose_voice: Callable[[str | None], VoiceChoice] = choose_voice,
        open_player: Callable[[DeviceName | None], SoundPlayer] = open_player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._gui = gui
        self._tasks = tasks
        self._player = player
        self._list_voices = list_voices
        self._choose_voice = choose_voice
        self._open_player = open_player
        self._values = values
        self._speaker: Speaker | None = None
        self._output: DeviceName | None = None
        check.sample_requested.connect(self.play_sample)
        check.chosen.connect(partial(values.set, VOICE))

    @property
    def speaker(self) -> Speaker | None:
        """The current speaker; None until the first is ready."""
        return self._speaker

    def start(self) -> None:
        """Create the speaker that the settings name, follow changes, and list voices. Call once."""
        self._values.follow(VOICE_RATE, VOICE_VOLUME, effect=self._adjust)
        self._values.follow(VOICE, SPEAKER, effect=self._create)
        self._tasks.run(self._list_voices, self._show_voices, name="voices")

    @Slot()
    def play_sample(self) -> None:
        """Speak a sample sentence."""
        if self._speaker is None:
            return
        self._speaker.say(VOICE_SAMPLE, lambda event: self._gui.post(partial(self._handle, event)))

    def close(self) -> None:
        """Close the voice and the player; takes up to 2 s, so call it on another thread."""
        if self._speaker is not None:
            self._speaker.close()
        self._player.close()

    def _adjust(self, rate: int, volume: int) -> None:
        """Change the rate and the volume at once."""
        if self._speaker is not None:
            self._speaker.set_rate(rate)
            self._speaker.set_volume(volume)

    def _create(self, voice: str | None, output: DeviceName | None) -> None:
        """Create another Speaker in the background."""
        current = self._player.present if output == self._output else None

        def create() -> tuple[VoiceChoice, SoundPlayer]:
            return self._choose_voice(voice), current or self._open_player(output)

        self._tasks.run(create, partial(self._voice_ready, output), name="voice")

    def _show_voices(self, voices: tuple[VoiceInfo, ...]) -> None:
        self._check.offer(voices, self._values.get(VOICE))

    def _voice_ready(
        self, output: DeviceName | None, created: tuple[VoiceChoice, SoundPlayer]
    ) -> None:
        choice, player = created
        old_player = None
        if player is not self._player.present:
            old_player = self._player.exchange(player)
        old = self._speaker
        rate, volume = self._values.get(VOICE_RATE), self._values.get(VOICE_VOLUME)
        self._speaker = Speaker(choice.voice, player, rate=rate, volume=volume)
        # Loads the voice, so that the first question starts at once.
        self._speaker.prepare(VOICE_SAMPLE)
        self._output = output
        silent = _NO_SPEAKER if player.silent else None
        self._check.show_note(" ".join(filter(None, (choice.reason, silent))))

        def close_old() -> None:
            if old is not None:
                old.close()
            if old_player is not None:
                old_player.close()

        self._tasks.run(close_old, lambda _: None, name="old-voice")
        self.ready.emit()

    def _handle(self, event: UtteranceEvent) -> None:
        if isinstance(event, UtteranceFailed):
            self._check.show_note(str(event.error), "bad")
