"""The delivery of an answer: its figures, with the times they are based on.

A figure that could not be measured is None, with the reason in ``untold``; figures are never
guessed. The definition and source of each figure are in ``measures``.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class SpeechMoment:
    """An interval of the recording, in seconds from its start, and what was said in it."""

    start: float
    end: float
    text: str = ""

    @property
    def length(self) -> float:
        """Its length in seconds."""
        return self.end - self.start


@dataclass(frozen=True)
class CurveReading:
    """One value of a curve, ``at`` seconds from the start of the recording."""

    at: float
    value: float


@dataclass(frozen=True)
class Pauses:
    """Silences of over 250 ms between the first and last word; ``total`` is in seconds."""

    moments: tuple[SpeechMoment, ...]
    total: float

    @property
    def longest(self) -> SpeechMoment | None:
        """The longest pause, if any."""
        return max(self.moments, key=lambda moment: moment.length, default=None)


@dataclass(frozen=True)
class Pitch:
    """The voice's fundamental frequency.

    ``mean`` is in hertz over all voiced frames; ``variation`` is SD(F0)/mean(F0), averaged over
    windows of 10 s; ``curve`` is in hertz, with a reading for about every half second of voice.
    """

    mean: float
    variation: float
    curve: tuple[CurveReading, ...] = ()


@dataclass(frozen=True)
class Loudness:
    """``variation`` is the standard deviation of the level of speech over 50 ms, in decibels."""

    variation: float


@dataclass(frozen=True)
class UnavailableMeasure:
    """A measure (a key of ``MEASURES``) that is not available, and a sentence that says why."""

    measure: str
    why: str


@dataclass(frozen=True)
class Delivery:
    """All figures of one take. Times and lengths are in seconds, rates per minute.

    ``duration`` is that of the recording, ``pace`` the words per minute from the first word to the
    end of the last, ``articulation`` the same without pauses, ``pace_curve`` the words per minute
    in windows of 10 s every 2 s, ``first_word`` the time until speech starts, and ``last_word`` the
    time at which it ends (None also in feedback of earlier versions). ``fillers`` are those found
    ("at least"), or None if none were searched for; ``filler_rate`` is their number per minute.
    ``repetitions`` are words or beginnings said twice in a row, ``hedges`` are softeners such as
    "I think maybe", and ``richness`` is the moving-average type-token ratio, from 0 to 1.
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
    last_word: float | None = None

    @property
    def speech(self) -> float:
        """The seconds from the first word to the last; where unknown, those of the recording."""
        if self.first_word is None or self.last_word is None:
            return self.duration
        return self.last_word - self.first_word


class NotMeasurable(Exception):
    """Raised if a figure is not available; ``str()`` is a sentence that says why."""
