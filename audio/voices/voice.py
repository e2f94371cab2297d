"""The interface of voices, and the silent voice for machines without another one."""

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
    """The description of a voice for lists and settings.

    ``id`` is stored in settings, such as ``system:gmw/en-us`` or ``neural:en_US-joe-medium``;
    ``name`` is for people; ``language`` is a tag such as ``en-us``, or empty if unknown.
    ``problem`` is why it cannot speak now and what to do; empty if no problem is known.
    """

    id: str
    name: str
    engine: VoiceEngine
    language: str
    problem: str = ""

    @property
    def listed_name(self) -> str:
        """The name to show in a list of voices."""
        return f"{self.name} · damaged" if self.problem else self.name


class SynthesisCancelled(Exception):
    """The caller canceled the synthesis."""


class Voice(Protocol):
    """Something that turns text into speech."""

    @property
    def info(self) -> VoiceInfo:
        """The description of the voice."""

    def synthesize(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        """Return ``text`` as speech at about ``rate`` words a minute.

        Blocks, within a time limit that grows with the text: call it on a worker thread, one call
        at a time. For a text with nothing to say, the Sound has no samples. Raises VoiceError, and
        SynthesisCancelled soon after ``cancel`` is set.
        """

    def close(self) -> None:
        """End the process of the voice, if any; may be called on any thread, and repeatedly."""


@runtime_checkable
class StreamingVoice(Voice, Protocol):
    """A voice whose sentences can be heard while they are being synthesized."""

    def stream(
        self, text: str, *, rate: int, cancel: threading.Event | None = None
    ) -> Iterator[Sound]:
        """Yield what ``synthesize`` returns, in consecutive stretches without a seam.

        All have the same rate; there are none if there is nothing to say. Iteration blocks and
        raises like ``synthesize``; one thread iterates to the end.
        """


SILENT: Final = VoiceInfo("silent", "No voice (text only)", "silent", "")


_SILENCE_RATE: Final = 8_000


class SilentVoice:
    """A Voice that is silent for the time that the text would take, so that it can be read."""

    info = SILENT

    def synthesize(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        """Return silence of the length of ``text`` at ``rate`` words a minute."""
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
    """Return the sound of a text with nothing to say."""
    return Sound(np.zeros(0, dtype=np.float32), _SPEECHLESS_RATE)
