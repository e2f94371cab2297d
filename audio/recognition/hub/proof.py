"""The last proof of a model before it is accepted: a worker loads it."""

import queue
from collections.abc import Callable
from contextlib import closing
from typing import TypeAlias

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.events import Failed, Ready, RecognitionEvent
from mock_interviewer.audio.recognition.hub.checks import UnsoundError
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.recognition.recogniser import Recogniser

Proof: TypeAlias = Callable[[ModelStore, str], None]
"""Takes a store and the name of a model in it; raises UnsoundError when that cannot be loaded."""


def loads(store: ModelStore, name: str) -> None:
    """Let a worker of its own check every byte of a model and load it; takes seconds.

    Raises UnsoundError where it cannot be loaded, and MachineError where nothing can be.
    """
    events: queue.SimpleQueue[RecognitionEvent] = queue.SimpleQueue()
    with closing(Recogniser(store, name, listener=events.put)) as recogniser:
        recogniser.start()
        while True:
            event = events.get()
            if isinstance(event, Ready):
                return
            if isinstance(event, Failed):
                if isinstance(event.error, ModelError):
                    why = event.error.what.rstrip(".")
                    raise UnsoundError(f"it cannot be used ({why})") from event.error
                raise event.error
