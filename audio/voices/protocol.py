"""What a voice is."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from mock_interviewer.audio.types import Sound

Engine = Literal["system", "neural", "silent"]


@dataclass(frozen=True)
class VoiceInfo:
    """A voice as lists and settings show it.

    ``id`` is what settings remember, such as ``system:gmw/en-us`` or ``neural:en_US-joe-medium``;
    ``name`` is for people; ``language`` is a tag such as ``en-us``, or empty where unknown.
    ``problem`` is why it cannot speak now and what to do, empty where nothing is known to be wrong.
    """

    id: str
    name: str
    engine: Engine
    language: str
    problem: str = ""

    @property
    def listed_name(self) -> str:
        """Its name as a list of voices shows it."""
        return f"{self.name} · damaged" if self.problem else self.name


class Cancelled(Exception):
    """The utterance was given up because its caller asked for that."""


class Voice(Protocol):
    """Something that turns text into speech."""

    @property
    def info(self) -> VoiceInfo:
        """Which voice this is."""

    def synthesise(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        """Return ``text`` as speech at about ``rate`` words a minute.

        Blocks, within a time limit that grows with the text: call it on a worker thread, one call
        at a time. A text with nothing to say in it gives a Sound of no samples. Raises VoiceError,
        and Cancelled soon after ``cancel`` is set.
        """

    def close(self) -> None:
        """End whatever process the voice keeps; may be called on any thread, and twice."""


@runtime_checkable
class StreamingVoice(Voice, Protocol):
    """A voice whose sentence can be heard while it is still being made."""

    def stream(
        self, text: str, *, rate: int, cancel: threading.Event | None = None
    ) -> Iterator[Sound]:
        """Yield what ``synthesise`` returns, in stretches that follow each other without a seam.

        All are at one rate, and there is none where there is nothing to say. Blocks and raises as
        ``synthesise`` does, while it is gone through, which one thread does to the end.
        """
