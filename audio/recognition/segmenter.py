"""Cutting sound into pieces for the model while it arrives, at the pauses of whoever speaks.

The same sound gives the same pieces whatever blocks it came in, live or out of a file: every
decision is taken at a certain window of the voice detector and looks only at what came before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mock_interviewer.audio.recognition.pieces import Piece, cut
from mock_interviewer.audio.recognition.silence import (
    OFFSET,
    WINDOW,
    Probabilities,
    Stretch,
    speech_stretches,
    windows,
)

LONG_PAUSE = 1.6
"""Seconds of silence that end any piece; doubtful speech waits no longer for sure speech."""


@dataclass(frozen=True)
class Cutting:
    """How long the pieces are to be, in seconds."""

    pause: float
    """Silence that ends a piece which is long enough to be understood by itself."""
    enough: float
    """Sound in a piece that is long enough."""
    longest: float
    """Sound in the longest piece, which bounds the work that is left at any moment."""
    earliest_cut: float
    """After so long speech without a pause may be cut, where it is quietest."""


PIECES = Cutting(pause=0.5, enough=9.0, longest=18.0, earliest_cut=10.0)
"""What the model understands best: it mistakes shorter pieces more often."""
PHRASES = Cutting(pause=0.3, enough=1.0, longest=7.5, earliest_cut=4.0)
"""What can be heard at once, between two breaths."""
_DOUBTFUL = 30.0
"""Seconds of sound, never surely speech, after which the older half of it is given up."""


class Segmenter:
    """Takes the voice detector's windows one after another and gives pieces as they end."""

    def __init__(self, cutting: Cutting = PIECES) -> None:
        self._cutting = cutting
        self._kept: list[float] = []
        self._base = 0
        """Windows before those kept."""
        self._silence = 0
        """Windows since the last one that may be speech."""
        self._sure_end: int | None = None
        """The window of the recording at which the last piece's speech ended."""

    @property
    def start(self) -> int:
        """The first sample that a later piece may need."""
        return self._base * WINDOW

    @property
    def silence(self) -> int:
        """Samples since the last window that may be speech."""
        return self._silence * WINDOW

    def feed(self, probabilities: Iterable[float]) -> list[Piece]:
        """Take the next windows; return the pieces that ended in them, in order."""
        ended: list[Piece] = []
        for probability in probabilities:
            self._kept.append(float(probability))
            self._silence = 0 if probability >= OFFSET else self._silence + 1
            ended += self._ended()
        return ended

    def finish(self, length: int) -> list[Piece]:
        """Return the pieces of what is left: the recording ended after ``length`` samples."""
        left = self._cut(length - self.start)
        self._keep_from(len(self._kept))
        return left

    def close(self) -> list[Piece]:
        """End the open piece here, in a pause; returns it unless nothing was said."""
        pieces = self._cut()
        return self._close(pieces) if pieces else []

    def open(self) -> Piece | None:
        """Return what was spoken since the last piece, as it would be if it ended now."""
        stretches = tuple(self._moved(stretch) for stretch in self._stretches())
        return Piece(stretches) if stretches else None

    def _ended(self) -> list[Piece]:
        """Decide at this window whether a piece is over."""
        if self._silence == windows(self._cutting.pause):
            pieces = self._cut()
            if sum(piece.duration for piece in pieces) >= self._cutting.enough:
                return self._close(pieces)
        elif self._silence and self._silence % windows(LONG_PAUSE) == 0:
            pieces = self._cut()
            if pieces:
                return self._close(pieces)
            self._keep_from(len(self._kept) - windows(LONG_PAUSE) // 2)
        elif not self._silence and len(self._kept) >= windows(self._cutting.longest):
            return self._cut_off()
        return []

    def _cut_off(self) -> list[Piece]:
        """End a piece in the midst of speech, once there is more of it than a piece may have."""
        if len(self._kept) % windows(0.5):
            return []
        pieces = self._cut()
        if len(pieces) > 1:
            return self._close(pieces[:1])
        if not pieces and len(self._kept) >= windows(_DOUBTFUL):
            self._keep_from(len(self._kept) // 2)
        return []

    def _cut(self, length: int | None = None) -> list[Piece]:
        longest, earliest = self._cutting.longest, self._cutting.earliest_cut
        pieces = cut(self._stretches(length), self._probabilities(), longest, earliest)
        return [Piece(tuple(self._moved(s) for s in piece.stretches)) for piece in pieces]

    def _close(self, pieces: list[Piece]) -> list[Piece]:
        last = pieces[-1].stretches[-1]
        self._sure_end = last.speech_end // WINDOW
        # The pause belongs to both: a piece that begins just before its first word lacks some.
        after = min(-(-last.end // WINDOW), self._sure_end + 1)
        self._keep_from(after - self._base)
        return pieces

    def _keep_from(self, first: int) -> None:
        """Forget the windows before the ``first`` of those kept."""
        first = max(0, first)
        del self._kept[:first]
        self._base += first

    def _probabilities(self) -> Probabilities:
        return np.array(self._kept, dtype=np.float32)

    def _stretches(self, length: int | None = None) -> list[Stretch]:
        before = None if self._sure_end is None else self._sure_end - self._base
        found = self._probabilities()
        if length is None:
            length = len(found) * WINDOW
        return speech_stretches(found, length, sure_before=before)

    def _moved(self, stretch: Stretch) -> Stretch:
        """Return a stretch of the windows kept as one of the recording."""
        return Stretch(
            stretch.start + self.start, stretch.end + self.start, stretch.speech_end + self.start
        )
