"""What a session says and plays, through a real speaker and a player without time."""

import queue
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from rig.stub_player import StubPlayer
from rig.voices import ToneVoice

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.interview.speech.interviewer_voice import InterviewerVoice
from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.playback.sound_cues import SoundCue, cue_sound
from mock_interviewer.audio.playback.sound_player import PlaybackEnding
from mock_interviewer.audio.voices.speaker import Speaker


class Room:
    """A voice whose posts wait in a queue, and what was told."""

    def __init__(self, *, with_cues: bool = True) -> None:
        self.player = StubPlayer()
        self.speaker = Speaker(ToneVoice(), self.player)
        self.posts: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.told: list[SessionEvent] = []
        self.set_playing: list[bool] = []
        self.voicing = InterviewerVoice(
            self.speaker,
            self.player if with_cues else None,
            post=self.posts.put,
            on_event=self.told.append,
            set_playing=self.set_playing.append,
        )

    def run_one(self) -> None:
        """Wait for one post and run it."""
        self.posts.get(timeout=30.0)()

    def close(self) -> None:
        self.speaker.close()


@pytest.fixture
def room() -> Iterator[Room]:
    with closing(Room()) as made:
        yield made


def test_the_end_of_what_was_said_is_told_and_sounding_with_it(room: Room) -> None:
    room.voicing.carry_out(ef.SayText("Hello."))
    room.run_one()
    assert room.set_playing == [True]
    room.player.end(PlaybackEnding.FINISHED)
    room.run_one()
    assert room.told == [ev.InterviewerSpeechEnded()]
    assert room.set_playing == [True, False]


def test_what_was_hushed_is_told_no_more(room: Room) -> None:
    room.voicing.carry_out(ef.SayText("Hello."))
    room.run_one()
    room.voicing.carry_out(ef.StopSpeech())
    room.run_one()
    assert room.told == []
    assert room.set_playing[-1] is False


def test_why_something_could_not_be_said_is_told(room: Room) -> None:
    room.voicing.carry_out(ef.SayText("Hello."))
    room.run_one()
    room.player.end(VoiceError("No voice.", "Try again."))
    room.run_one()
    assert room.told == [ev.InterviewerSpeechFailed("No voice. Try again.")]


def test_a_cue_is_played_and_its_end_told(room: Room) -> None:
    room.voicing.carry_out(ef.PlayCue(SoundCue.SAVED))
    assert room.player.sound is cue_sound(SoundCue.SAVED)
    room.player.end(PlaybackEnding.FINISHED)
    room.run_one()
    assert room.told == [ev.CueEnded()]
    assert room.set_playing == [True, False]


def test_only_the_end_of_the_last_cue_is_told(room: Room) -> None:
    room.voicing.carry_out(ef.PlayCue(SoundCue.SAVED))
    room.voicing.carry_out(ef.PlayCue(SoundCue.LISTENING))
    room.run_one()
    assert room.told == []
    room.player.end(PlaybackEnding.FINISHED)
    room.run_one()
    assert room.told == [ev.CueEnded()]


def test_without_a_player_cues_end_at_once() -> None:
    with closing(Room(with_cues=False)) as room:
        room.voicing.carry_out(ef.PlayCue(SoundCue.SAVED))
        room.run_one()
        assert room.told == [ev.CueEnded()]
