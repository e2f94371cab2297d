"""A listener for recognition, and workers that fail on demand."""

import queue
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil
from rig import fake_worker

from mock_interviewer.audio.recognition.client.events import RecognitionEvent, SpeechActivity
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm

PATIENCE = 180.0
"""Seconds that a test waits for one event: only a failure takes as long."""

Event = TypeVar("Event", bound=RecognitionEvent)
Start = Callable[..., Recognizer]
"""Starts a recognizer whose worker does these things, start by start."""


def fake_command(folder: Path, *behaviours: str) -> list[str]:
    """Return the command of a fake worker with these actions, one per start."""
    return [sys.executable, "-P", fake_worker.__file__, str(folder / "starts"), *behaviours]


def starts(folder: Path) -> int:
    """Return how often the fake worker was started."""
    counted = folder / "starts"
    return len(counted.read_text().splitlines()) if counted.exists() else 0


def kill_worker(pid: int | None) -> None:
    """Kill the current worker of a recognizer."""
    assert pid is not None
    psutil.Process(pid).kill()


def from_settings(language: str, *own_words: str) -> RecognitionRequest:
    """Return recognition defaults from settings with a language and custom words."""
    return RecognitionRequest(tuple(ExpectedTerm(word, own=True) for word in own_words), language)


class Heard:
    """A listener that keeps events for the test's thread, with speech activity kept separately."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[RecognitionEvent] = queue.SimpleQueue()
        self._activities: queue.SimpleQueue[RecognitionEvent] = queue.SimpleQueue()

    def __call__(self, event: RecognitionEvent) -> None:
        (self._activities if isinstance(event, SpeechActivity) else self._events).put(event)

    def next(self, *kinds: type[Event], timeout: float = PATIENCE) -> Event:
        """Return the next event, which must have one of the given types."""
        events = self._activities if kinds == (SpeechActivity,) else self._events
        event = events.get(timeout=timeout)
        assert isinstance(event, kinds), f"{event} instead of {kinds}"
        return event

    def nothing_more(self) -> bool:
        """Return whether all events were taken, apart from speech activity."""
        return self._events.empty()
