"""The timing of speech: first and last word, pauses, pace, and articulation rate.

Recognized word times are accurate to some tenths of a second, so silences are found in the sound,
and words only tell which silences lie between words. A silence of over 250 ms is a pause: Hincks
(2005, doi:10.21437/Interspeech.2005-353) uses that threshold, and De Jong and Bosker (2013, Proc.
DiSS, 17-20) compared thresholds from 100 ms to a second. Shorter silences belong to articulation,
such as the closed lips of a "p".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.delivery.delivery import CurveReading, NotMeasurable
from mock_interviewer.app.feedback.delivery.intervals import (
    Interval,
    between,
    overlap,
    total,
    united,
    within,
    without,
)
from mock_interviewer.app.feedback.delivery.spoken_words import SpokenWord
from mock_interviewer.audio.prosody.prosody import Prosody
from mock_interviewer.audio.prosody.speech_segments import CLEAR, find_speech

PAUSE = 0.25
"""Seconds of silence above which it is a pause."""


NO_RECORDING = "The recording is missing or cut short."


ROUGH = (
    "The recording is missing or cut short, so pauses are estimated from word times, which are "
    "accurate to some tenths of a second."
)


SILENT = "The recording is silent."


NOISY = "There's too much noise in the recording to tell speech from silence."


COMPANY = "Background sound between your words prevented pause measurement."


_EDGE_TOLERANCE = 0.5
"""Seconds by which the times of the first and last word may differ from the sound."""


_MIN_OVERLAP = 0.05
"""Sound that ends within so many seconds after a word's start is not that word."""


_WORD_TOLERANCE = 0.2
"""Seconds by which word times are usually off at most."""


_MIN_GAP = 1.0
"""Seconds between words required to detect background sound."""


_MAX_BACKGROUND = 0.35
"""Share of the time between words that may have unrecognized speech."""


@dataclass(frozen=True)
class SpeechTiming:
    """The start of the first word and the end of the last, in seconds, with what lies between.

    ``spoken`` are the intervals of the sound with speech, or None if not measurable. ``pauses``
    are in order, disjoint, and longer than PAUSE, or None if not measurable. ``caveat`` says why,
    or why they are rough.
    """

    first: float
    last: float
    spoken: tuple[Interval, ...] | None
    pauses: tuple[Interval, ...] | None
    caveat: str = ""

    @property
    def span(self) -> float:
        """Seconds from the first word to the last."""
        return self.last - self.first


def timing_of(
    words: Sequence[SpokenWord], fillers: Sequence[Interval], prosody: Prosody | None
) -> SpeechTiming:
    """Return the timing of one or more words; fillers do not count as silence.

    ``prosody`` is that of the whole recording, or None without one.
    """
    if prosody is None:
        return _by_words(words, fillers)
    first, last = words[0].start, max(word.end for word in words)
    if prosody.is_silent:
        return SpeechTiming(first, last, None, None, SILENT)
    speech = find_speech(prosody.levels, prosody.pitch)
    if speech is None or speech.clear < CLEAR:
        return SpeechTiming(first, last, None, None, NOISY)
    if _has_background(words, fillers, speech.stretches):
        return SpeechTiming(first, last, None, None, COMPANY)
    first = _first_heard(words[0], fillers, speech.stretches)
    last = max(first, _last_heard(words[-1], speech.stretches))
    spoken = within(speech.stretches, first, last)
    unheard = [one for one in fillers if not any(overlap(one, part) for part in spoken)]
    silences = without(within(between(speech.stretches), first, last), unheard)
    return SpeechTiming(first, last, tuple(spoken), _pauses(silences))


def _by_words(words: Sequence[SpokenWord], fillers: Sequence[Interval]) -> SpeechTiming:
    first, last = words[0].start, max(word.end for word in words)
    gaps = between([*(word.interval for word in words), *within(fillers, first, last)])
    return SpeechTiming(first, last, None, _pauses(gaps), ROUGH)


def _pauses(silences: Sequence[Interval]) -> tuple[Interval, ...]:
    return tuple((start, end) for start, end in silences if end - start > PAUSE)


def _has_background(
    words: Sequence[SpokenWord], fillers: Sequence[Interval], spoken: Sequence[Interval]
) -> bool:
    """Return whether there is much sound between words: music, another voice, a machine."""
    gaps = [
        (start + _WORD_TOLERANCE, end - _WORD_TOLERANCE)
        for start, end in between([*(word.interval for word in words), *fillers])
    ]
    silent = united(gaps)
    heard = total(silent) - total(without(silent, spoken))
    return total(silent) >= _MIN_GAP and heard > _MAX_BACKGROUND * total(silent)


def _first_heard(
    word: SpokenWord, fillers: Sequence[Interval], spoken: Sequence[Interval]
) -> float:
    """Return the start of the first word in the sound; a filler right before it is not a word."""
    for start, end in spoken:
        if end <= word.start + _MIN_OVERLAP:
            continue
        if start >= max(word.end, word.start + _EDGE_TOLERANCE):
            break
        before = [last for first, last in fillers if first < word.start and start < last < end]
        begins = max([start, *(last for last in before if last <= word.end)])
        return begins if begins >= word.start - _EDGE_TOLERANCE else word.start
    return word.start


def _last_heard(word: SpokenWord, spoken: Sequence[Interval]) -> float:
    """Return the end of the last word in the sound."""
    for start, end in reversed(spoken):
        if start >= word.end - _MIN_OVERLAP:
            continue
        if end <= min(word.start, word.end - _EDGE_TOLERANCE):
            break
        return end if end <= word.end + _EDGE_TOLERANCE else word.end
    return word.end


FEWEST_WORDS_FOR_RATE = 5


SHORTEST_FOR_RATE = 3.0
"""Seconds from the first word to the last that a rate requires."""


PACE_WINDOW = 10.0
"""Seconds of the window of one reading."""


PACE_STEP = 2.0


TOO_SHORT_FOR_RATE = (
    f"This requires at least {FEWEST_WORDS_FOR_RATE} words and "
    f"{SHORTEST_FOR_RATE:.0f} seconds of speech."
)


TOO_SHORT_FOR_CURVE = f"Pace over time requires at least {PACE_WINDOW:.0f} seconds of speech."


_MINUTE = 60.0


def pace(words: Sequence[SpokenWord], timing: SpeechTiming) -> float:
    """Return words per minute from the start of the first word to the end of the last.

    Raises NotMeasurable if the answer is too short.
    """
    refuse_short(words, timing)
    return len(words) * _MINUTE / timing.span


def articulation(
    words: Sequence[SpokenWord], fillers: Sequence[Interval], timing: SpeechTiming
) -> float:
    """Return words per minute of the time without pauses and fillers.

    Raises NotMeasurable if the answer is too short or pauses are not available.
    """
    refuse_short(words, timing)
    if timing.pauses is None:
        raise NotMeasurable(timing.caveat)
    idle = united([*timing.pauses, *within(fillers, timing.first, timing.last)])
    speaking = timing.span - total(idle)
    if speaking < SHORTEST_FOR_RATE:
        raise NotMeasurable(TOO_SHORT_FOR_RATE)
    return len(words) * _MINUTE / speaking


def pace_curve(words: Sequence[SpokenWord], timing: SpeechTiming) -> tuple[CurveReading, ...]:
    """Return words per minute in windows of PACE_WINDOW seconds every PACE_STEP, at their middles.

    A word that is partly in a window counts partly. Raises NotMeasurable if the answer is shorter
    than a window.
    """
    refuse_short(words, timing)
    count = int((timing.span - PACE_WINDOW) / PACE_STEP) + 1 if timing.span >= PACE_WINDOW else 0
    if not count:
        raise NotMeasurable(TOO_SHORT_FOR_CURVE)
    found = [0.0] * count
    for word in words:
        start, end = word.start - timing.first, word.end - timing.first
        for place in range(
            max(0, int((start - PACE_WINDOW) / PACE_STEP)), min(count - 1, int(end / PACE_STEP)) + 1
        ):
            window = place * PACE_STEP, place * PACE_STEP + PACE_WINDOW
            found[place] += _share((start, end), window)
    return tuple(
        CurveReading(
            timing.first + place * PACE_STEP + PACE_WINDOW / 2, value * _MINUTE / PACE_WINDOW
        )
        for place, value in enumerate(found)
    )


def refuse_short(words: Sequence[SpokenWord], timing: SpeechTiming) -> None:
    """Raise NotMeasurable if the answer is too short for any rate."""
    if len(words) < FEWEST_WORDS_FOR_RATE or timing.span < SHORTEST_FOR_RATE:
        raise NotMeasurable(TOO_SHORT_FOR_RATE)


def _share(word: Interval, window: Interval) -> float:
    length = word[1] - word[0]
    if length <= 0.0:
        return float(window[0] <= word[0] < window[1])
    return overlap(word, window) / length
