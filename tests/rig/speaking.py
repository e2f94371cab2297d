"""Saying texts by a Speaker, and hearing what is told of each."""

import queue
from typing import Protocol

from mock_interviewer.audio.player import SoundPlayer
from mock_interviewer.audio.voices.protocol import Voice
from mock_interviewer.audio.voices.speaker import Speaker, SpeechEvent

Events = queue.SimpleQueue[SpeechEvent]


class SpeakerOf(Protocol):
    """Makes a Speaker of a voice, which nobody hears where no player is given."""

    def __call__(self, voice: Voice, player: SoundPlayer | None = None) -> Speaker: ...


def say(speaker: Speaker, text: str) -> Events:
    """Say a text; what is told of it comes in the events that are returned."""
    events: Events = queue.SimpleQueue()
    speaker.say(text, events.put)
    return events
