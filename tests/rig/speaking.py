"""Saying texts by a Speaker, and hearing what is told of each."""

import queue
from typing import Protocol

from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.voices.speaker import Speaker, UtteranceEvent
from mock_interviewer.audio.voices.voice import Voice

Events = queue.SimpleQueue[UtteranceEvent]


class SpeakerOf(Protocol):
    """Makes a Speaker of a voice, which nobody hears where no player is given."""

    def __call__(self, voice: Voice, player: SoundPlayer | None = None) -> Speaker: ...


def say(speaker: Speaker, text: str) -> Events:
    """Say a text; what is told of it comes in the events that are returned."""
    events: Events = queue.SimpleQueue()
    speaker.say(text, events.put)
    return events
