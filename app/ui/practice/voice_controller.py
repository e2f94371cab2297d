"""The voice that asks: the list of voices, the one in use, and a sample of it."""

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

VOICE_SAMPLE = "Good to meet you. Let us begin when you are ready."
_NO_SPEAKER = "No loudspeaker was found, so questions are shown and not heard."


class VoiceController(QObject):
    """Keeps one Speaker ready, and makes another when the settings change. GUI thread only."""

    ready = Signal()
    """There is a speaker, the first one or another."""

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
        check.hear_asked.connect(self.hear)
        check.chosen.connect(partial(values.set, VOICE))

    @property
    def speaker(self) -> Speaker | None:
        """What speaks; None until it was found."""
        return self._speaker

    def start(self) -> None:
        """Make the voice of the settings, follow them to another, and list all. Once only."""
        self._values.follow(VOICE_RATE, VOICE_VOLUME, effect=self._adjust)
        self._values.follow(VOICE, SPEAKER, effect=self._make)
        self._tasks.run(self._list_voices, self._listed, name="voices")

    @Slot()
    def hear(self) -> None:
        """Let the voice say a sentence."""
        if self._speaker is None:
            return
        self._speaker.say(VOICE_SAMPLE, lambda event: self._gui.post(partial(self._heard, event)))

    def close(self) -> None:
        """End voice and player; may take up to 2 s, for another thread."""
        if self._speaker is not None:
            self._speaker.close()
        self._player.close()

    def _adjust(self, rate: int, volume: int) -> None:
        """Speak at another rate or volume, at once."""
        if self._speaker is not None:
            self._speaker.set_rate(rate)
            self._speaker.set_volume(volume)

    def _make(self, voice: str | None, output: DeviceName | None) -> None:
        """Make another Speaker, in the background."""
        have = self._player.present if output == self._output else None

        def make() -> tuple[VoiceChoice, SoundPlayer]:
            return self._choose_voice(voice), have or self._open_player(output)

        self._tasks.run(make, partial(self._made, output), name="voice")

    def _listed(self, voices: tuple[VoiceInfo, ...]) -> None:
        self._check.offer(voices, self._values.get(VOICE))

    def _made(self, output: DeviceName | None, made: tuple[VoiceChoice, SoundPlayer]) -> None:
        choice, player = made
        old_player = None
        if player is not self._player.present:
            old_player = self._player.exchange(player)
        old = self._speaker
        rate, volume = self._values.get(VOICE_RATE), self._values.get(VOICE_VOLUME)
        self._speaker = Speaker(choice.voice, player, rate=rate, volume=volume)
        # So that a voice that has to be loaded first is ready before it asks.
        self._speaker.prepare(VOICE_SAMPLE)
        self._output = output
        unheard = _NO_SPEAKER if player.silent else None
        self._check.say(" ".join(filter(None, (choice.reason, unheard))))

        def close_old() -> None:
            if old is not None:
                old.close()
            if old_player is not None:
                old_player.close()

        self._tasks.run(close_old, lambda _: None, name="old-voice")
        self.ready.emit()

    def _heard(self, event: UtteranceEvent) -> None:
        if isinstance(event, UtteranceFailed):
            self._check.say(str(event.error), "bad")
