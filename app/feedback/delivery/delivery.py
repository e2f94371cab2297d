"""How an answer was said: the figures, each with the times it rests on.

What cannot be measured from a recording or a transcript is None, with the reason in ``untold``;
no figure is made up. What each figure means, with its source, is in ``measures``.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class SpeechMoment:
    """A stretch of the recording, in seconds from its start, and what was said there."""

    start: float
    end: float
    text: str = ""

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


@dataclass(frozen=True)
class CurveReading:
    """One value of a curve, at ``at`` seconds from the start of the recording."""

    at: float
    value: float


@dataclass(frozen=True)
class Pauses:
    """Silences of over 250 ms between the first and the last word; ``total`` in seconds."""

    moments: tuple[SpeechMoment, ...]
    total: float

    @property
    def longest(self) -> SpeechMoment | None:
        """The longest of them."""
        return max(self.moments, key=lambda moment: moment.length, default=None)


@dataclass(frozen=True)
class Pitch:
    """The voice's fundamental frequency.

    ``mean`` in hertz over all voiced frames; ``variation`` the mean over windows of 10 s of
    SD(F0)/mean(F0), without unit; ``curve`` in hertz, a reading about every half second of voice.
    """

    mean: float
    variation: float
    curve: tuple[CurveReading, ...] = ()


@dataclass(frozen=True)
class Loudness:
    """``variation`` is the standard deviation of the level of speech, in decibels, over 50 ms."""

    variation: float


@dataclass(frozen=True)
class UnavailableMeasure:
    """A measure (its key in ``definitions``) that could not be told, and a plain sentence why."""

    measure: str
    why: str


@dataclass(frozen=True)
class Delivery:
    """All figures of one take. Times and lengths in seconds, rates a minute.

    ``duration`` is that of the recording, ``pace`` words a minute from the first word to the end of
    the last, ``articulation`` the same without its pauses, ``pace_curve`` words a minute in windows
    of 10 s every 2 s, ``first_word`` the time until speech begins. ``fillers`` are those that were
    found ("at least"), None where nobody looked; ``filler_rate`` their number a minute.
    ``repetitions`` are words or beginnings said twice in a row, ``hedges`` stacked softeners as "I
    think maybe". ``richness`` is the moving-average type-token ratio, from 0 to 1.
    """

    duration: float
    words: int
    pace: float | None = None
    articulation: float | None = None
    pace_curve: tuple[CurveReading, ...] = ()
    first_word: float | None = None
    pauses: Pauses | None = None
    fillers: tuple[SpeechMoment, ...] | None = None
    filler_rate: float | None = None
    repetitions: tuple[SpeechMoment, ...] | None = None
    hedges: tuple[SpeechMoment, ...] | None = None
    pitch: Pitch | None = None
    loudness: Loudness | None = None
    richness: float | None = None
    untold: tuple[UnavailableMeasure, ...] = ()


class NotMeasurable(Exception):
    """``str()`` is a plain sentence for the person: why a figure cannot be told."""
