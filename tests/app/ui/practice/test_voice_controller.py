from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from rig.child import child
from rig.stub_player import StubPlayer
from rig.voices import ToneVoice

from mock_interviewer.app.settings.declarations import VOICE, VOICE_RATE, VOICE_VOLUME
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.practice.sound_check import VoiceCheck
from mock_interviewer.app.ui.practice.voice_controller import VOICE_SAMPLE, VoiceController
from mock_interviewer.app.ui.settings.setting_options import voice_options
from mock_interviewer.app.ui.shared.player import PlayerProxy
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.audio.playback.device_player import SilentPlayer
from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.playback.streaming_sound import StreamingSound
from mock_interviewer.audio.samples import amplitude_of
from mock_interviewer.audio.voices.chooser import VoiceChoice
from mock_interviewer.audio.voices.neural_voice import JOE
from mock_interviewer.audio.voices.voice import VoiceInfo


@dataclass
class Room:
    check: VoiceCheck
    player: PlayerProxy
    controller: VoiceController
    values: SettingValues
    reasons: list[str | None]
    voices: list[ToneVoice]
    listed: list[VoiceInfo]
    players: list[SoundPlayer]
    """Players to open instead of a silent one."""


@pytest.fixture
def room(qtbot: QtBot, look: Theme, gui: GuiThread) -> Iterator[Room]:
    check = VoiceCheck()
    qtbot.addWidget(check)
    player = PlayerProxy()
    reasons: list[str | None] = [None]
    values = SettingValues()
    voices: list[ToneVoice] = []
    listed: list[VoiceInfo] = [ToneVoice.info]
    players: list[SoundPlayer] = []

    def choose(_wanted: str | None) -> VoiceChoice:
        voices.append(ToneVoice())
        return VoiceChoice(voices[-1], reasons[0])

    made = VoiceController(
        check,
        gui,
        BackgroundTasks(gui),
        player,
        values,
        list_voices=lambda: tuple(listed),
        choose_voice=choose,
        open_player=lambda _device: players.pop() if players else SilentPlayer(),
    )
    yield Room(check, player, made, values, reasons, voices, listed, players)
    made.close()


def test_start_makes_a_speaker_ready(room: Room, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.controller.ready):
        room.controller.start()
    assert room.controller.speaker is not None
    assert room.player.present is not None


def test_the_note_says_once_why_another_voice_speaks(room: Room, qtbot: QtBot) -> None:
    room.reasons[0] = (
        "The chosen voice, “Ann”, is no longer available. “Tone” will be used instead."
    )
    with qtbot.waitSignal(room.controller.ready):
        room.controller.start()
    assert room.check.note.startswith(
        "The chosen voice, “Ann”, is no longer available. “Tone” will be used instead."
    )
    assert len(room.voices) == 1


def test_the_note_says_that_there_is_no_loudspeaker(room: Room, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.controller.ready):
        room.controller.start()
    assert "No speaker was found" in room.check.note


def test_another_voice_replaces_the_first_and_keeps_the_player(room: Room, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.controller.ready):
        room.controller.start()
    player = room.player.present
    with qtbot.waitSignal(room.controller.ready):
        room.values.set(VOICE, "system:other")
    qtbot.waitUntil(lambda: room.voices[0].closed)
    assert not room.voices[1].closed
    assert room.player.present is player


def test_the_sample_has_the_rate_and_volume_of_the_settings(room: Room, qtbot: QtBot) -> None:
    player = StubPlayer()
    room.players.append(player)
    room.values.set(VOICE_RATE, 200)
    room.values.set(VOICE_VOLUME, 50)
    with qtbot.waitSignal(room.controller.ready):
        room.controller.start()
    play = child(room.check, QPushButton)
    qtbot.waitUntil(play.isEnabled)
    play.click()
    qtbot.waitUntil(lambda: player.sound is not None)
    # The voice makes the second sentence while the first is played.
    qtbot.waitUntil(lambda: " ".join(room.voices[0].texts).startswith(VOICE_SAMPLE))
    assert set(room.voices[0].rates) == {200}
    assert isinstance(player.sound, StreamingSound)
    assert player.sound.volume == amplitude_of(50)


def test_the_sample_is_prepared_so_that_the_voice_is_loaded(room: Room, qtbot: QtBot) -> None:
    room.controller.start()
    qtbot.waitUntil(lambda: bool(room.voices) and " ".join(room.voices[0].texts) == VOICE_SAMPLE)


def test_rate_and_volume_change_at_once_without_another_voice(room: Room, qtbot: QtBot) -> None:
    player = StubPlayer()
    room.players.append(player)
    with qtbot.waitSignal(room.controller.ready):
        room.controller.start()
    speaker = room.controller.speaker
    assert speaker is not None
    speaker.say("One. Two.", lambda _: None)
    qtbot.waitUntil(lambda: player.sound is not None)
    room.values.set(VOICE_RATE, 200)
    room.values.set(VOICE_VOLUME, 0)
    assert isinstance(player.sound, StreamingSound)
    assert player.sound.volume == 0.0
    speaker.say("Three.", lambda _: None)
    qtbot.waitUntil(lambda: "Three." in room.voices[0].texts)
    assert room.voices[0].rates[room.voices[0].texts.index("Three.")] == 200
    assert room.controller.speaker is speaker
    assert len(room.voices) == 1


def test_a_rate_set_while_a_voice_loads_applies_to_it(room: Room, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.controller.ready):
        room.controller.start()
        room.values.set(VOICE_RATE, 200)
    qtbot.waitUntil(lambda: 200 in room.voices[0].rates)
    assert len(room.voices) == 1


def test_a_chosen_voice_is_saved_in_the_settings(room: Room) -> None:
    room.check.chosen.emit("system:other")
    assert room.values.get(VOICE) == "system:other"


def test_voices_are_listed_by_name(room: Room, qtbot: QtBot) -> None:
    room.controller.start()
    qtbot.waitUntil(lambda: child(room.check, Picker).count() == 2)
    assert child(room.check, Picker).itemText(1) == "Tone"


def test_a_damaged_voice_is_listed_as_damaged(room: Room, qtbot: QtBot) -> None:
    damaged = replace(JOE, problem="The neural voice is damaged.")
    room.listed.append(damaged)
    room.controller.start()
    qtbot.waitUntil(lambda: child(room.check, Picker).count() == 3)
    assert child(room.check, Picker).itemText(2) == "Joe (neural) · damaged"
    assert voice_options([damaged]) == [(JOE.id, "Joe (neural) · damaged")]
