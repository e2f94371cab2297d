from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from rig.stub_player import StubPlayer
from rig.voices import ToneVoice

from mock_interviewer.app.ui.shared.read_aloud import ReadAloud
from mock_interviewer.app.ui.shared.replay import Replay
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.playback.sound_player import PlaybackEnding
from mock_interviewer.audio.samples import SPEECH_RATE, Sound
from mock_interviewer.audio.voices.speaker import Speaker, UtteranceEvent, UtteranceStopped

SENTENCES = ("First it reads.", "Then it counts.", "At last it ends.")
TEXT = " ".join(SENTENCES)


class NotedSpeaker(Speaker):
    """A Speaker that notes what it is to say, and what it told of that."""

    def __init__(self, voice: ToneVoice, player: StubPlayer) -> None:
        super().__init__(voice, player)
        self.said: list[str] = []
        self.events: list[UtteranceEvent] = []

    def say(self, text: str, listener: Callable[[UtteranceEvent], None]) -> None:
        def noted(event: UtteranceEvent) -> None:
            listener(event)
            self.events.append(event)

        self.said.append(text)
        super().say(text, noted)


class Desk:
    """Something to read aloud with; ``told`` lists what it tells."""

    def __init__(self, qtbot: QtBot, gui: GuiThread, player: StubPlayer) -> None:
        self._qtbot = qtbot
        self._gui = gui
        self.player = player
        self.voice = ToneVoice()
        self.speaker: NotedSpeaker | None = NotedSpeaker(self.voice, player)
        self.reading = ReadAloud(lambda: self.speaker, gui)
        self.told: list[str] = []
        self.reading.over.connect(lambda: self.told.append("over"))
        self.reading.failed.connect(self.told.append)

    @property
    def said(self) -> list[str]:
        return self.speaker.said if self.speaker is not None else []

    def await_sentence(self, number: int) -> None:
        """Wait until so many sentences were begun, of which the last is heard."""

        def heard() -> bool:
            plays = sum(what == "play" for what, _ in self.player.calls)
            return plays == number and self.player.playing()

        self._qtbot.waitUntil(heard)

    def settle(self) -> None:
        """Do all that was brought to the GUI thread."""
        done: list[bool] = []
        self._gui.post(lambda: done.append(True))
        self._qtbot.waitUntil(lambda: bool(done))


@pytest.fixture
def desk(qtbot: QtBot, gui: GuiThread, player: StubPlayer) -> Iterator[Desk]:
    with ExitStack() as speakers:
        made = Desk(qtbot, gui, player)
        assert made.speaker is not None
        speakers.enter_context(closing(made.speaker))
        yield made


def test_a_text_is_read_sentence_after_sentence_to_its_end(desk: Desk) -> None:
    desk.reading.read(TEXT)
    for number in range(1, 4):
        desk.await_sentence(number)
        assert desk.said == list(SENTENCES[:number])
        assert desk.told == []
        desk.player.end(PlaybackEnding.FINISHED)
    desk.settle()
    assert desk.told == ["over"]
    assert desk.said == list(SENTENCES)


def test_the_next_sentence_is_prepared_while_one_plays(qtbot: QtBot, desk: Desk) -> None:
    desk.reading.read(TEXT)
    desk.await_sentence(1)
    qtbot.waitUntil(lambda: desk.voice.texts == list(SENTENCES[:2]))
    assert desk.said == [SENTENCES[0]]


def test_a_stopped_utterance_ends_the_reading(desk: Desk) -> None:
    desk.reading.read(TEXT)
    desk.await_sentence(1)
    assert desk.speaker is not None
    desk.speaker.stop()
    desk.settle()
    assert desk.told == ["over"]
    assert desk.said == [SENTENCES[0]]


def test_a_replay_ends_the_reading(desk: Desk) -> None:
    replay = Replay(desk.player)
    replay.set_sound(Sound(np.zeros(SPEECH_RATE, np.float32), SPEECH_RATE))
    desk.reading.read(TEXT)
    desk.await_sentence(1)
    replay.play_from(0.5)
    desk.settle()
    assert desk.told == ["over"]
    assert desk.said == [SENTENCES[0]]
    assert desk.player.calls[-1] == ("play", 0.5)


def test_a_voice_that_fails_says_why(qtbot: QtBot, gui: GuiThread, player: StubPlayer) -> None:
    def fail(_text: str, _cancel: object) -> None:
        raise VoiceError("The voice broke.", "Choose another.")

    with closing(NotedSpeaker(ToneVoice(fail), player)) as speaker:
        desk = Desk(qtbot, gui, player)
        assert desk.speaker is not None
        desk.speaker.close()
        desk.speaker = speaker
        desk.reading.read(TEXT)
        qtbot.waitUntil(lambda: "over" in desk.told)
    assert desk.told == ["The voice broke. Choose another.", "over"]
    assert desk.said == [SENTENCES[0]]


def test_a_missing_voice_is_reported(desk: Desk) -> None:
    speaker, desk.speaker = desk.speaker, None
    desk.reading.read(TEXT)
    assert desk.told == ["The voice isn't ready yet. Try again in a moment.", "over"]
    desk.speaker = speaker
    desk.reading.read(TEXT)
    desk.await_sentence(1)
    assert len(desk.told) == 2


def test_a_second_text_replaces_the_first(desk: Desk) -> None:
    desk.reading.read(TEXT)
    desk.await_sentence(1)
    desk.reading.read("Something else.")
    desk.await_sentence(2)
    desk.settle()
    assert desk.told == []
    desk.player.end(PlaybackEnding.FINISHED)
    desk.settle()
    assert desk.told == ["over"]
    assert desk.said == [SENTENCES[0], "Something else."]


def test_stopping_emits_nothing_more(desk: Desk) -> None:
    desk.reading.read(TEXT)
    desk.await_sentence(1)
    desk.reading.stop()
    assert not desk.player.playing()
    desk.settle()
    assert desk.told == []
    assert desk.said == [SENTENCES[0]]


def test_stopping_at_the_end_of_a_sentence_ends_the_reading(desk: Desk) -> None:
    desk.reading.read(TEXT)
    desk.await_sentence(1)
    desk.player.end(PlaybackEnding.FINISHED)
    desk.reading.stop()
    desk.settle()
    assert desk.told == []
    assert desk.said == [SENTENCES[0]]


def test_stopping_before_the_first_word_keeps_it_silent(
    qtbot: QtBot, gui: GuiThread, player: StubPlayer
) -> None:
    voice = ToneVoice(lambda _text, cancel: cancel.wait(10))
    with closing(NotedSpeaker(voice, player)) as speaker:
        reading = ReadAloud(lambda: speaker, gui)
        reading.read(TEXT)
        qtbot.waitUntil(lambda: bool(voice.texts))
        reading.stop()
        qtbot.waitUntil(lambda: bool(speaker.events))
        assert speaker.events == [UtteranceStopped()]
    assert player.calls == []


def test_stopping_does_not_stop_other_speech(qtbot: QtBot, desk: Desk) -> None:
    desk.reading.read("Read.")
    desk.await_sentence(1)
    desk.player.end(PlaybackEnding.FINISHED)
    desk.settle()
    assert desk.speaker is not None
    desk.speaker.say("What is perplexity?", lambda _: None)
    desk.await_sentence(2)
    desk.reading.stop()
    assert desk.player.playing()


def test_a_replaced_voice_ends_the_reading(desk: Desk) -> None:
    desk.reading.read(TEXT)
    desk.await_sentence(1)
    old = desk.speaker
    assert old is not None
    desk.player.end(PlaybackEnding.FINISHED)
    with closing(NotedSpeaker(ToneVoice(), desk.player)) as other:
        desk.speaker = other
        old.close()
        desk.settle()
    assert desk.told == ["over"]
    assert other.said == []


def test_a_text_without_words_is_over_at_once(desk: Desk) -> None:
    desk.reading.read(" … ")
    assert desk.told == ["over"]
    assert desk.said == []
