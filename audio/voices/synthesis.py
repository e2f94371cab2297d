"""The speech of one text, synthesized piece by piece."""

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
"""What stays below that, -40 dBFS, counts as a pause."""


@dataclass(frozen=True)
class SynthesizedPart:
    """What a voice has just made; ``ends_piece`` where a piece of the text is whole with it."""

    samples: Samples
    ends_piece: bool


class SpeechSynthesis:
    """What there is of ``text`` as a voice says it at ``rate`` words a minute.

    ``make`` is gone through by one thread, which gives what it yields to ``add``. Everything else
    may be looked at by others, under a lock that their owner also holds while it adds.
    """

    def __init__(self, text: str, rate: int) -> None:
        self.text = text
        self.rate = rate
        self.parts: list[Samples] = []
        """At ``sample_rate``, one after another, with the pauses between pieces among them."""
        self.sample_rate = empty_speech().rate
        self.complete = False
        self._left: list[str] | None = None
        self._whole = 0
        self._last_piece = ""

    @property
    def begun(self) -> bool:
        """Whether there is something to hear, or it is known that there is nothing."""
        return bool(self.parts) or self.complete

    @property
    def duration(self) -> float | None:
        """Seconds of the whole; None while some of it is still to be made."""
        if not self.complete:
            return None
        return sum(len(part) for part in self.parts) / self.sample_rate

    def make(self, voice: Voice, cancel: threading.Event) -> Iterator[SynthesizedPart]:
        """Yield what is missing, as the voice makes it; goes on at the first piece missing.

        Raises what the voice raises; then call ``give_up_piece``.
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
                sound = voice.synthesise(piece, rate=self.rate, cancel=cancel)
                yield SynthesizedPart(self._at_own_rate(sound), ends_piece=True)

    def add(self, addition: SynthesizedPart) -> None:
        """Take over what ``make`` yielded."""
        if len(addition.samples):
            if self._whole and len(self.parts) == self._whole:
                self.parts.append(self._pause(addition.samples))
            self.parts.append(addition.samples)
        if addition.ends_piece:
            self._whole = len(self.parts)
            if self._left:
                self._last_piece = self._left.pop(0)
            self.complete = not self._left

    def give_up_piece(self) -> None:
        """Drop what there is of a piece that is not whole."""
        del self.parts[self._whole :]

    def _at_own_rate(self, sound: Sound) -> Samples:
        if not self.parts:
            self.sample_rate = sound.rate
        return resample(sound.samples, sound.rate, self.sample_rate)

    def _pause(self, following: Samples) -> Samples:
        """Return the silence that is missing between the pieces; voices bring some of their own."""
        wanted = round(pause_after(self._last_piece) * self.sample_rate)
        there = _silent_end(self.parts) + _silent_end([following[::-1]])
        return np.zeros(max(0, wanted - there), dtype=np.float32)


def _silent_end(parts: Sequence[Samples]) -> int:
    """Return how many samples at the end of ``parts`` are silent."""
    silent = 0
    for part in reversed(parts):
        (loud,) = np.nonzero(np.abs(part) > _SILENT)
        if len(loud):
            return silent + len(part) - 1 - int(loud[-1])
        silent += len(part)
    return silent
