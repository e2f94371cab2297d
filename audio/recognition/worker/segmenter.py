"""Cutting sound at the speaker's pauses into pieces that a Whisper model decodes in one go.

Every piece is short enough for one window of the model, so the work for one piece, and with it
the time until a canceled job stops, has a bound. The same sound gives the same pieces whatever
blocks it came in, live or out of a file: every decision is made at a certain window of the voice
detector and depends only on what came before it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    OFFSET,
    WINDOW,
    Probabilities,
    SpeechSpan,
    speech_spans,
    windows,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, Samples, to_samples


@dataclass(frozen=True)
class SpeechPiece:
    """Stretches of one recording, joined end to end; times in seconds from the piece's start."""

    stretches: tuple[SpeechSpan, ...]

    @property
    def start(self) -> int:
        """The first sample of the recording in it."""
        return self.stretches[0].start

    @property
    def end(self) -> int:
        """The sample of the recording after its last one."""
        return self.stretches[-1].end

    @property
    def speech_end_sample(self) -> int:
        """The sample of the recording after the last speech in this piece."""
        return self.stretches[-1].speech_end

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return sum(stretch.end - stretch.start for stretch in self.stretches) / SPEECH_RATE

    @property
    def speech_end(self) -> float:
        """End of the last speech in this piece."""
        last = self.stretches[-1]
        return self.duration - (last.end - last.speech_end) / SPEECH_RATE

    def joined(self, later: "SpeechPiece") -> "SpeechPiece":
        """Return this piece and a later one as one; they may overlap."""
        last, first = self.stretches[-1], later.stretches[0]
        if first.start <= last.end:
            both = SpeechSpan(last.start, first.end, first.speech_end)
            return SpeechPiece((*self.stretches[:-1], both, *later.stretches[1:]))
        return SpeechPiece(self.stretches + later.stretches)

    def after(self, sample: int) -> "SpeechPiece | None":
        """Return the part of this piece after a sample of the recording, None if there is none."""
        later = [
            SpeechSpan(max(part.start, sample), part.end, max(part.speech_end, sample))
            for part in self.stretches
            if part.end > sample
        ]
        return SpeechPiece(tuple(later)) if later else None

    def samples(self, pcm: Pcm, offset: int = 0) -> Samples:
        """Return the piece's sound; ``pcm`` is the recording from sample ``offset`` on."""
        return to_samples(
            np.concatenate([pcm[s.start - offset : s.end - offset] for s in self.stretches])
        )

    def recording_times(self, start: float, end: float) -> tuple[float, float]:
        """Return the times in the recording of a word with these times of the piece.

        A word lies in one stretch, the one that holds its middle: it cannot extend across a pause
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


def cut_into_pieces(
    stretches: Sequence[SpeechSpan], probabilities: Probabilities, longest: float, earliest: float
) -> list[SpeechPiece]:
    """Gather stretches into as few pieces as fit; cut one that is too long where it is quietest.

    ``probabilities`` are the voice detector's for the same sound. No piece has more than
    ``longest`` seconds, and none is cut in the middle of speech before ``earliest``.
    """
    pieces: list[SpeechPiece] = []
    gathered: list[SpeechSpan] = []
    most, least = round(longest * SPEECH_RATE), round(earliest * SPEECH_RATE)
    room = most
    for stretch in stretches:
        for part in _parts(stretch, probabilities, most, least):
            length = part.end - part.start
            if gathered and length > room:
                pieces.append(SpeechPiece(tuple(gathered)))
                gathered, room = [], most
            gathered.append(part)
            room -= length
    if gathered:
        pieces.append(SpeechPiece(tuple(gathered)))
    return pieces


def _parts(
    stretch: SpeechSpan, probabilities: Probabilities, most: int, least: int
) -> Iterator[SpeechSpan]:
    while stretch.end - stretch.start > most:
        first = (stretch.start + least) // WINDOW
        last = (stretch.start + most) // WINDOW
        # Mean of three windows: one low value inside a word is no pause.
        smoothed = np.convolve(probabilities[first:last], np.ones(3) / 3, mode="same")
        at = (first + int(np.argmin(smoothed[1:-1])) + 1) * WINDOW
        yield SpeechSpan(stretch.start, at, min(at, stretch.speech_end))
        stretch = SpeechSpan(at, stretch.end, max(at, stretch.speech_end))
    yield stretch


LONG_PAUSE = 1.6
"""Seconds of silence that end any piece; doubtful speech waits no longer for sure speech."""


@dataclass(frozen=True)
class PieceLimits:
    """Limits for the length of pieces, in seconds."""

    pause: float
    """Silence that ends a piece of ``enough`` sound."""
    enough: float
    """Sound from which a piece is long enough to be decoded by itself."""
    longest: float
    """Sound in the longest piece, which limits the work that is left at any moment."""
    earliest_cut: float
    """Sound after which speech without a pause may be cut, where it is quietest."""


PIECE_LIMITS = PieceLimits(pause=0.5, enough=9.0, longest=18.0, earliest_cut=10.0)
"""For the best accuracy: the model makes more mistakes in shorter pieces."""
PHRASE_LIMITS = PieceLimits(pause=0.3, enough=1.0, longest=7.5, earliest_cut=4.0)
"""For captions while a person speaks, between two breaths."""
_DOUBTFUL = 30.0
"""Seconds of sound without sure speech after which the older half of it is dropped."""


class Segmenter:
    """Takes the voice detector's windows one after another and returns pieces as they end."""

    def __init__(self, cutting: PieceLimits = PIECE_LIMITS) -> None:
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

    def feed(self, probabilities: Iterable[float]) -> list[SpeechPiece]:
        """Add the next windows; return the pieces that ended in them, in order."""
        ended: list[SpeechPiece] = []
        for probability in probabilities:
            self._kept.append(float(probability))
            self._silence = 0 if probability >= OFFSET else self._silence + 1
            ended += self._ended()
        return ended

    def finish(self, length: int) -> list[SpeechPiece]:
        """Return the pieces of the rest: the recording has ``length`` samples."""
        left = self._cut(length - self.start)
        self._keep_from(len(self._kept))
        return left

    def close(self) -> list[SpeechPiece]:
        """End the open piece here, in a pause; return it, if it has speech."""
        pieces = self._cut()
        return self._close(pieces) if pieces else []

    def open(self) -> SpeechPiece | None:
        """Return the piece since the last one as if it ended now; None without speech."""
        stretches = tuple(self._moved(stretch) for stretch in self._stretches())
        return SpeechPiece(stretches) if stretches else None

    def _ended(self) -> list[SpeechPiece]:
        """Return the pieces that end at this window."""
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

    def _cut_off(self) -> list[SpeechPiece]:
        """End a piece in the middle of speech that is longer than a piece may be."""
        if len(self._kept) % windows(0.5):
            return []
        pieces = self._cut()
        if len(pieces) > 1:
            return self._close(pieces[:1])
        if not pieces and len(self._kept) >= windows(_DOUBTFUL):
            self._keep_from(len(self._kept) // 2)
        return []

    def _cut(self, length: int | None = None) -> list[SpeechPiece]:
        longest, earliest = self._cutting.longest, self._cutting.earliest_cut
        pieces = cut_into_pieces(self._stretches(length), self._probabilities(), longest, earliest)
        return [SpeechPiece(tuple(self._moved(s) for s in piece.stretches)) for piece in pieces]

    def _close(self, pieces: list[SpeechPiece]) -> list[SpeechPiece]:
        last = pieces[-1].stretches[-1]
        self._sure_end = last.speech_end // WINDOW
        # The pause belongs to both: pieces that start right before a word tend to lose it.
        after = min(-(-last.end // WINDOW), self._sure_end + 1)
        self._keep_from(after - self._base)
        return pieces

    def _keep_from(self, first: int) -> None:
        """Drop the windows before the ``first`` of those kept."""
        first = max(0, first)
        del self._kept[:first]
        self._base += first

    def _probabilities(self) -> Probabilities:
        return np.array(self._kept, dtype=np.float32)

    def _stretches(self, length: int | None = None) -> list[SpeechSpan]:
        before = None if self._sure_end is None else self._sure_end - self._base
        found = self._probabilities()
        if length is None:
            length = len(found) * WINDOW
        return speech_spans(found, length, sure_before=before)

    def _moved(self, stretch: SpeechSpan) -> SpeechSpan:
        """Return a stretch of the kept windows with the samples of the recording."""
        return SpeechSpan(
            stretch.start + self.start, stretch.end + self.start, stretch.speech_end + self.start
        )
