"""Speakers for tests, and the events of their texts."""

import queue
from typing import Protocol

from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.voices.speaker import Speaker, UtteranceEvent
from mock_interviewer.audio.voices.voice import Voice

Events = queue.SimpleQueue[UtteranceEvent]


class SpeakerOf(Protocol):
    """Creates a Speaker for a voice; without a player it is silent."""

    def __call__(self, voice: Voice, player: SoundPlayer | None = None) -> Speaker: ...


def say(speaker: Speaker, text: str) -> Events:
    """Say a text; return the queue of its events."""
    events: Events = queue.SimpleQueue()
    speaker.say(text, events.put)
    return events
