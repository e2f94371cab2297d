"""The synthesis of one text, piece by piece."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mock_interviewer.audio.samples import Samples, Sound, resample
from mock_interviewer.audio.voices.pronunciation import spoken_form
from mock_interviewer.audio.voices.text_pieces import pause_after, printable_line, split_text
from mock_interviewer.audio.voices.voice import StreamingVoice, Voice, empty_speech

_SILENT: Final = 0.01
"""Sound below this amplitude, -40 dBFS, counts as a pause."""


@dataclass(frozen=True)
class SynthesizedPart:
    """Newly synthesized sound; ``ends_piece`` if it completes a piece of the text."""

    samples: Samples
    ends_piece: bool


class SpeechSynthesis:
    """The speech of ``text`` at ``rate`` words a minute, as far as it has been synthesized.

    One thread iterates over ``synthesize`` and passes each part to ``append``. Other threads may
    read everything else under a lock that their owner also holds while it appends.
    """

    def __init__(self, text: str, rate: int) -> None:
        self.text = text
        self.rate = rate
        self.parts: list[Samples] = []
        """Consecutive samples at ``sample_rate``, including the pauses between pieces."""
        self.sample_rate = empty_speech().rate
        self.complete = False
        self._left: list[str] | None = None
        self._whole = 0
        self._last_piece = ""

    @property
    def has_sound(self) -> bool:
        """Whether there is sound to play, or the whole is known to have none."""
        return bool(self.parts) or self.complete

    @property
    def duration(self) -> float | None:
        """The length of the whole in seconds; None until it is complete."""
        if not self.complete:
            return None
        return sum(len(part) for part in self.parts) / self.sample_rate

    def synthesize(self, voice: Voice, cancel: threading.Event) -> Iterator[SynthesizedPart]:
        """Yield the missing sound as the voice synthesizes it, from the first missing piece on.

        Raises the errors of the voice; call ``discard_piece`` after one.
        """
        if self._left is None:
            self._left = split_text(printable_line(spoken_form(self.text)))
        if not self._left:
            yield SynthesizedPart(empty_speech().samples, ends_piece=True)
        while self._left:
            piece = self._left[0]
            if isinstance(voice, StreamingVoice):
                for sound in voice.stream(piece, rate=self.rate, cancel=cancel):
                    yield SynthesizedPart(self._at_own_rate(sound), ends_piece=False)
                yield SynthesizedPart(empty_speech().samples, ends_piece=True)
            else:
                sound = voice.synthesize(piece, rate=self.rate, cancel=cancel)
                yield SynthesizedPart(self._at_own_rate(sound), ends_piece=True)

    def append(self, addition: SynthesizedPart) -> None:
        """Append a part yielded by ``synthesize``."""
        if len(addition.samples):
            if self._whole and len(self.parts) == self._whole:
                self.parts.append(self._pause(addition.samples))
            self.parts.append(addition.samples)
        if addition.ends_piece:
            self._whole = len(self.parts)
            if self._left:
                self._last_piece = self._left.pop(0)
            self.complete = not self._left

    def discard_piece(self) -> None:
        """Drop the sound of an incomplete piece."""
        del self.parts[self._whole :]

    def _at_own_rate(self, sound: Sound) -> Samples:
        if not self.parts:
            self.sample_rate = sound.rate
        return resample(sound.samples, sound.rate, self.sample_rate)

    def _pause(self, following: Samples) -> Samples:
        """Return the silence to add between two pieces, which have some of their own."""
        wanted = round(pause_after(self._last_piece) * self.sample_rate)
        there = _silent_end(self.parts) + _silent_end([following[::-1]])
        return np.zeros(max(0, wanted - there), dtype=np.float32)


def _silent_end(parts: Sequence[Samples]) -> int:
    """Return the number of silent samples at the end of ``parts``."""
    silent = 0
    for part in reversed(parts):
        (loud,) = np.nonzero(np.abs(part) > _SILENT)
        if len(loud):
            return silent + len(part) - 1 - int(loud[-1])
        silent += len(part)
    return silent
