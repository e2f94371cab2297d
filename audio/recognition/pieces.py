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

LONGEST = 28 * SPEECH_RATE
"""Samples in the longest piece; the model's window is 30 s."""

_EARLIEST_CUT = 16 * SPEECH_RATE


@dataclass(frozen=True)
class Piece:
    """Stretches of one recording, joined end to end; times in seconds from the piece's start."""

    stretches: tuple[Stretch, ...]

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return sum(stretch.end - stretch.start for stretch in self.stretches) / SPEECH_RATE

    @property
    def speech_end(self) -> float:
        """Time after which nobody speaks in this piece."""
        last = self.stretches[-1]
        return self.duration - (last.end - last.speech_end) / SPEECH_RATE

    def samples(self, pcm: Pcm) -> Samples:
        """Take the piece's sound out of the recording."""
        return to_samples(
            np.concatenate([pcm[stretch.start : stretch.end] for stretch in self.stretches])
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


def cut(stretches: Sequence[Stretch], probabilities: Probabilities) -> list[Piece]:
    """Gather stretches into as few pieces as fit; one that is too long is cut where it is quietest.

    ``probabilities`` are the voice detector's for the whole recording.
    """
    pieces: list[Piece] = []
    gathered: list[Stretch] = []
    room = LONGEST
    for stretch in stretches:
        for part in _parts(stretch, probabilities):
            length = part.end - part.start
            if gathered and length > room:
                pieces.append(Piece(tuple(gathered)))
                gathered, room = [], LONGEST
            gathered.append(part)
            room -= length
    if gathered:
        pieces.append(Piece(tuple(gathered)))
    return pieces


def _parts(stretch: Stretch, probabilities: Probabilities) -> Iterator[Stretch]:
    while stretch.end - stretch.start > LONGEST:
        first = (stretch.start + _EARLIEST_CUT) // WINDOW
        last = (stretch.start + LONGEST) // WINDOW
        # Three windows are heard together: one low value inside a word is no pause.
        heard = np.convolve(probabilities[first:last], np.ones(3) / 3, mode="same")
        at = (first + int(np.argmin(heard[1:-1])) + 1) * WINDOW + WINDOW // 2
        yield Stretch(stretch.start, at, min(at, stretch.speech_end))
        stretch = Stretch(at, stretch.end, max(at, stretch.speech_end))
    yield stretch
