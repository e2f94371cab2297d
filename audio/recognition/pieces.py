"""Cutting a recording at its pauses into pieces that a Whisper model hears in one go.

Every piece is short enough for one window of the model, so the work for one piece, and with it
the time until a cancelled job stops, has a bound. Long pauses are left out of a piece.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mock_interviewer.audio.recognition.messages import Pcm, to_samples
from mock_interviewer.audio.recognition.silence import WINDOW, Probabilities, Stretch
from mock_interviewer.audio.types import SPEECH_RATE, Samples


@dataclass(frozen=True)
class Piece:
    """Stretches of one recording, joined end to end; times in seconds from the piece's start."""

    stretches: tuple[Stretch, ...]

    @property
    def start(self) -> int:
        """The sample of the recording at which it begins."""
        return self.stretches[0].start

    @property
    def end(self) -> int:
        """The sample of the recording at which it ends."""
        return self.stretches[-1].end

    @property
    def speech_end_sample(self) -> int:
        """The sample of the recording after which nobody speaks in this piece."""
        return self.stretches[-1].speech_end

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return sum(stretch.end - stretch.start for stretch in self.stretches) / SPEECH_RATE

    @property
    def speech_end(self) -> float:
        """Time after which nobody speaks in this piece."""
        last = self.stretches[-1]
        return self.duration - (last.end - last.speech_end) / SPEECH_RATE

    def joined(self, later: "Piece") -> "Piece":
        """Return this piece and a later one as one; where they overlap, the later one has it."""
        last, first = self.stretches[-1], later.stretches[0]
        if first.start <= last.end:
            both = Stretch(last.start, first.end, first.speech_end)
            return Piece((*self.stretches[:-1], both, *later.stretches[1:]))
        return Piece(self.stretches + later.stretches)

    def after(self, sample: int) -> "Piece | None":
        """Return what of this piece lies after a sample of the recording; None where none does."""
        later = [
            Stretch(max(part.start, sample), part.end, max(part.speech_end, sample))
            for part in self.stretches
            if part.end > sample
        ]
        return Piece(tuple(later)) if later else None

    def samples(self, pcm: Pcm, offset: int = 0) -> Samples:
        """Take the piece's sound out of a recording from whose ``offset`` on ``pcm`` is kept."""
        return to_samples(
            np.concatenate([pcm[s.start - offset : s.end - offset] for s in self.stretches])
        )

    def recording_times(self, start: float, end: float) -> tuple[float, float]:
        """Return where in the recording a word lies that stands at these times of the piece.

        A word lies in one stretch, the one that holds its middle: it cannot reach over a pause
        that was left out.
        """
        middle = (start + end) / 2
        offset = 0.0
        for stretch in self.stretches:
            length = (stretch.end - stretch.start) / SPEECH_RATE
            if middle < offset + length or stretch is self.stretches[-1]:
                break
            offset += length
        begin = stretch.start / SPEECH_RATE
        return (
            begin + min(max(start - offset, 0.0), length),
            begin + min(max(end - offset, 0.0), length),
        )


def cut(
    stretches: Sequence[Stretch], probabilities: Probabilities, longest: float, earliest: float
) -> list[Piece]:
    """Gather stretches into as few pieces as fit; one that is too long is cut where it is quietest.

    ``probabilities`` are the voice detector's for the same sound; no piece has more than
    ``longest`` seconds, and none is cut off in the midst of speech before ``earliest``.
    """
    pieces: list[Piece] = []
    gathered: list[Stretch] = []
    most, least = round(longest * SPEECH_RATE), round(earliest * SPEECH_RATE)
    room = most
    for stretch in stretches:
        for part in _parts(stretch, probabilities, most, least):
            length = part.end - part.start
            if gathered and length > room:
                pieces.append(Piece(tuple(gathered)))
                gathered, room = [], most
            gathered.append(part)
            room -= length
    if gathered:
        pieces.append(Piece(tuple(gathered)))
    return pieces


def _parts(
    stretch: Stretch, probabilities: Probabilities, most: int, least: int
) -> Iterator[Stretch]:
    while stretch.end - stretch.start > most:
        first = (stretch.start + least) // WINDOW
        last = (stretch.start + most) // WINDOW
        # Three windows are heard together: one low value inside a word is no pause.
        heard = np.convolve(probabilities[first:last], np.ones(3) / 3, mode="same")
        at = (first + int(np.argmin(heard[1:-1])) + 1) * WINDOW
        yield Stretch(stretch.start, at, min(at, stretch.speech_end))
        stretch = Stretch(at, stretch.end, max(at, stretch.speech_end))
    yield stretch
