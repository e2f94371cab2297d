"""The interface of a voice, and the silent voice for machines that have no other."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, Protocol, runtime_checkable

import numpy as np

from mock_interviewer.audio.samples import Sound
from mock_interviewer.audio.voices.text_pieces import printable_line

VoiceEngine = Literal["system", "neural", "silent"]


@dataclass(frozen=True)
class VoiceInfo:
    """A voice as lists and settings show it.

    ``id`` is what settings remember, such as ``system:gmw/en-us`` or ``neural:en_US-joe-medium``;
    ``name`` is for people; ``language`` is a tag such as ``en-us``, or empty where unknown.
    ``problem`` is why it cannot speak now and what to do, empty where nothing is known to be wrong.
    """

    id: str
    name: str
    engine: VoiceEngine
    language: str
    problem: str = ""

    @property
    def listed_name(self) -> str:
        """Its name as a list of voices shows it."""
        return f"{self.name} · damaged" if self.problem else self.name


class SynthesisCancelled(Exception):
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


SILENT: Final = VoiceInfo("silent", "No voice (text only)", "silent", "")


_SILENCE_RATE: Final = 8_000


class SilentVoice:
    """Says nothing for as long as the text would take, so that it can be read; a Voice."""

    info = SILENT

    def synthesise(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        """Return silence as long as ``text`` at ``rate`` words a minute."""
        if cancel is not None and cancel.is_set():
            raise SynthesisCancelled
        words = len(printable_line(text).split())
        if not words:
            return empty_speech()
        return Sound(
            np.zeros(round(words / rate * 60 * _SILENCE_RATE), dtype=np.float32), _SILENCE_RATE
        )

    def close(self) -> None:
        """Do nothing: there is nothing to end."""


_SPEECHLESS_RATE: Final = 22_050


def empty_speech() -> Sound:
    """Return the sound of a text with nothing to say in it."""
    return Sound(np.zeros(0, dtype=np.float32), _SPEECHLESS_RATE)
