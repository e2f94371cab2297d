"""When the speaker spoke, and how fast: first and last word, pauses, pace, articulation rate.

The times of words that recognition gives are accurate to some tenths of a second, so the sound
tells where silence is, and the words tell which silences are between words. A silence of over 250
ms is a pause: Hincks (2005, doi:10.21437/Interspeech.2005-353) uses that threshold, and De Jong
and Bosker (2013, Proc. DiSS, 17-20) compared thresholds from 100 ms to a second. Shorter silences
belong to articulation, such as the closed lips of a "p".
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
"""Seconds; a longer silence is a pause."""


NO_RECORDING = "The recording is missing or cut short."


ROUGH = (
    "The recording is missing or cut short, so the pauses are gaps between the words' times, which "
    "are good to some tenths of a second."
)


SILENT = "The recording is silent."


NOISY = "There is too much noise in the recording to tell speech from silence."


COMPANY = "Something besides your words is heard between them, so silence cannot be told."


_EDGE = 0.5
"""Seconds by which the times of the first and last word may be off the sound."""


_TOUCH = 0.05
"""Sound that ends so soon after a word begins (seconds) is not that word."""


_OFF = 0.2
"""Seconds by which the times of words are usually off, at most."""


_ENOUGH_GAP = 1.0
"""Seconds between words that tell what else is heard."""


_MOST_HEARD = 0.35
"""Share of the time between words in which speech may be heard that nobody wrote down."""


@dataclass(frozen=True)
class SpeechTiming:
    """``first`` is when the first word starts, ``last`` when the last one ends, in seconds.

    ``spoken`` are the stretches of the sound in which speech is heard, None where that cannot be
    told; ``pauses`` in order, disjoint, each over PAUSE, None where they cannot be told. ``doubt``
    says why, or why they are rough.
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
    """Return when the words, one at least, were spoken; fillers are no silence.

    ``prosody`` is that of the whole recording, None where there is none.
    """
    if prosody is None:
        return _by_words(words, fillers)
    first, last = words[0].start, max(word.end for word in words)
    if prosody.is_silent:
        return SpeechTiming(first, last, None, None, SILENT)
    speech = find_speech(prosody.levels, prosody.pitch)
    if speech is None or speech.clear < CLEAR:
        return SpeechTiming(first, last, None, None, NOISY)
    if _in_company(words, fillers, speech.stretches):
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


def _in_company(
    words: Sequence[SpokenWord], fillers: Sequence[Interval], spoken: Sequence[Interval]
) -> bool:
    """Tell whether much is heard where no word was: music, another voice, a machine."""
    gaps = [
        (start + _OFF, end - _OFF)
        for start, end in between([*(word.interval for word in words), *fillers])
    ]
    silent = united(gaps)
    heard = total(silent) - total(without(silent, spoken))
    return total(silent) >= _ENOUGH_GAP and heard > _MOST_HEARD * total(silent)


def _first_heard(
    word: SpokenWord, fillers: Sequence[Interval], spoken: Sequence[Interval]
) -> float:
    """Return when the first word is heard to start; a filler right before it is no word."""
    for start, end in spoken:
        if end <= word.start + _TOUCH:
            continue
        if start >= max(word.end, word.start + _EDGE):
            break
        before = [last for first, last in fillers if first < word.start and start < last < end]
        begins = max([start, *(last for last in before if last <= word.end)])
        return begins if begins >= word.start - _EDGE else word.start
    return word.start


def _last_heard(word: SpokenWord, spoken: Sequence[Interval]) -> float:
    """Return when the last word is heard to end."""
    for start, end in reversed(spoken):
        if start >= word.end - _TOUCH:
            continue
        if end <= min(word.start, word.end - _EDGE):
            break
        return end if end <= word.end + _EDGE else word.end
    return word.end


FEWEST_WORDS_FOR_RATE = 5


SHORTEST_FOR_RATE = 3.0
"""Seconds from the first word to the last that a rate takes at least."""


PACE_WINDOW = 10.0
"""Seconds of one reading of the curve."""


PACE_STEP = 2.0


TOO_SHORT_FOR_RATE = (
    f"A rate takes at least {FEWEST_WORDS_FOR_RATE} words and "
    f"{SHORTEST_FOR_RATE:.0f} seconds of speech."
)


TOO_SHORT_FOR_CURVE = f"Pace over time takes at least {PACE_WINDOW:.0f} seconds of speech."


_MINUTE = 60.0


def pace(words: Sequence[SpokenWord], timing: SpeechTiming) -> float:
    """Return words a minute from the start of the first to the end of the last word.

    Raises Untellable for too short an answer.
    """
    refuse_short(words, timing)
    return len(words) * _MINUTE / timing.span


def articulation(
    words: Sequence[SpokenWord], fillers: Sequence[Interval], timing: SpeechTiming
) -> float:
    """Return words a minute of the time that is neither a pause nor a filler.

    Raises Untellable for too short an answer, and where pauses cannot be told.
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
    """Return words a minute in windows of WINDOW seconds, one every STEP, at their middles.

    A word counts for the share of it that lies in the window. Raises Untellable for an answer that
    is shorter than a window.
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
    """Raise Untellable for an answer too short for any rate."""
    if len(words) < FEWEST_WORDS_FOR_RATE or timing.span < SHORTEST_FOR_RATE:
        raise NotMeasurable(TOO_SHORT_FOR_RATE)


def _share(word: Interval, window: Interval) -> float:
    length = word[1] - word[0]
    if length <= 0.0:
        return float(window[0] <= word[0] < window[1])
    return overlap(word, window) / length
