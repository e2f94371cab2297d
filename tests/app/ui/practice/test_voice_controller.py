from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from pytestqt.qtbot import QtBot
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
from mock_interviewer.audio.playback.device_player import SilentPlayer
from mock_interviewer.audio.playback.streaming_sound import StreamingSound
from mock_interviewer.audio.samples import amplitude_of
from mock_interviewer.audio.voices.chooser import VoiceChoice
from mock_interviewer.audio.voices.neural_voice import JOE


@dataclass
class Desk:
    check: VoiceCheck
    player: PlayerProxy
    desk: VoiceController
    values: SettingValues
    reasons: list[str | None]
    voices: list[ToneVoice] = field(default_factory=list)


@pytest.fixture
def desk(qtbot: QtBot, look: Theme, gui: GuiThread) -> Iterator[Desk]:
    check = VoiceCheck()
    qtbot.addWidget(check)
    player = PlayerProxy()
    reasons: list[str | None] = [None]
    values = SettingValues()
    voices: list[ToneVoice] = []

    def choose(_wanted: str | None) -> VoiceChoice:
        voices.append(ToneVoice())
        return VoiceChoice(voices[-1], reasons[0])

    made = VoiceController(
        check,
        gui,
        BackgroundTasks(gui),
        player,
        values,
        list_voices=lambda: (ToneVoice.info,),
        choose_voice=choose,
        open_player=lambda _device: SilentPlayer(),
    )
    yield Desk(check, player, made, values, reasons, voices)
    made.close()


def test_a_voice_is_made_ready(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.desk.ready):
        desk.desk.start()
    assert desk.desk.speaker is not None
    assert desk.player.present is not None


def test_why_another_voice_speaks_is_said_once(desk: Desk, qtbot: QtBot) -> None:
    desk.reasons[0] = (
        "The chosen voice, “Ann”, is no longer available. “Tone” will be used instead."
    )
    with qtbot.waitSignal(desk.desk.ready):
        desk.desk.start()
    assert desk.check.note.startswith(
        "The chosen voice, “Ann”, is no longer available. “Tone” will be used instead."
    )
    assert len(desk.voices) == 1


def test_no_loudspeaker_is_said(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.desk.ready):
        desk.desk.start()
    assert "No loudspeaker was found" in desk.check.note


def test_another_voice_replaces_the_first_and_keeps_the_player(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.desk.ready):
        desk.desk.start()
    player = desk.player.present
    with qtbot.waitSignal(desk.desk.ready):
        desk.values.set(VOICE, "system:other")
    qtbot.waitUntil(lambda: desk.voices[0].closed)
    assert not desk.voices[1].closed
    assert desk.player.present is player


def test_hear_says_a_sample_at_the_rate_and_volume_that_are_set(desk: Desk, qtbot: QtBot) -> None:
    player = StubPlayer()
    desk.desk._open_player = lambda _device: player
    desk.values.set(VOICE_RATE, 200)
    desk.values.set(VOICE_VOLUME, 50)
    with qtbot.waitSignal(desk.desk.ready):
        desk.desk.start()
    desk.check.hear_asked.emit()
    qtbot.waitUntil(lambda: player.sound is not None)
    # The voice makes the second sentence while the first is played.
    qtbot.waitUntil(lambda: " ".join(desk.voices[0].texts).startswith(VOICE_SAMPLE))
    assert set(desk.voices[0].rates) == {200}
    assert isinstance(player.sound, StreamingSound)
    assert player.sound.volume == amplitude_of(50)


def test_the_sample_is_prepared_so_that_the_voice_is_loaded(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.start()
    qtbot.waitUntil(lambda: bool(desk.voices) and " ".join(desk.voices[0].texts) == VOICE_SAMPLE)


def test_rate_and_volume_hold_at_once_and_take_no_other_voice(desk: Desk, qtbot: QtBot) -> None:
    player = StubPlayer()
    desk.desk._open_player = lambda _device: player
    with qtbot.waitSignal(desk.desk.ready):
        desk.desk.start()
    speaker = desk.desk.speaker
    assert speaker is not None
    speaker.say("One. Two.", lambda _: None)
    qtbot.waitUntil(lambda: player.sound is not None)
    desk.values.set(VOICE_RATE, 200)
    desk.values.set(VOICE_VOLUME, 0)
    assert isinstance(player.sound, StreamingSound)
    assert player.sound.volume == 0.0
    speaker.say("Three.", lambda _: None)
    qtbot.waitUntil(lambda: "Three." in desk.voices[0].texts)
    assert desk.voices[0].rates[desk.voices[0].texts.index("Three.")] == 200
    assert desk.desk.speaker is speaker
    assert len(desk.voices) == 1


def test_what_is_set_while_a_voice_is_being_found_holds_for_it(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.desk.ready):
        desk.desk.start()
        desk.values.set(VOICE_RATE, 200)
    qtbot.waitUntil(lambda: 200 in desk.voices[0].rates)
    assert len(desk.voices) == 1


def test_a_chosen_voice_is_in_the_settings(desk: Desk) -> None:
    desk.check.chosen.emit("system:other")
    assert desk.values.get(VOICE) == "system:other"


def test_voices_are_offered_under_their_names(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.start()
    qtbot.waitUntil(lambda: desk.check._picker.count() == 2)
    assert desk.check._picker.itemText(1) == "Tone"


def test_a_damaged_voice_says_so_under_its_name(desk: Desk, qtbot: QtBot) -> None:
    damaged = replace(JOE, problem="The neural voice is damaged.")
    desk.desk._list_voices = lambda: (ToneVoice.info, damaged)
    desk.desk.start()
    qtbot.waitUntil(lambda: desk.check._picker.count() == 3)
    assert desk.check._picker.itemText(2) == "Joe (neural) · damaged"
    assert voice_options([damaged]) == [(JOE.id, "Joe (neural) · damaged")]
