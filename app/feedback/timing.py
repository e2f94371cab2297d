"""When was spoken: from the first word to the last, and the silences between.

The times of words that recognition gives are good to some tenths of a second. So the sound says
where silence lies, and the words which silences are between words. A silence of over 250 ms is a
pause: Hincks (2005, doi:10.21437/Interspeech.2005-353) takes that bound, and De Jong and Bosker
(2013, Proc. DiSS, 17-20) compared bounds from 100 ms to a second. Silences that are shorter belong
to articulation, as the closed lips of a "p".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.intervals import (
    Interval,
    between,
    overlap,
    total,
    united,
    within,
    without,
)
from mock_interviewer.app.feedback.spoken_words import SpokenWord
from mock_interviewer.audio.prosody.hearing import Prosody
from mock_interviewer.audio.prosody.speech import CLEAR, speech_in

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
class Timing:
    """``first`` is when the first word starts, ``last`` when the last one ends, in seconds.

    ``spoken`` are the stretches of the sound in which speech is heard, None where that cannot be
    told; ``pauses`` in order, disjoint, each over PAUSE, None where they cannot be told. ``doubt``
    says why, or why they are rough.
    """

    first: float
    last: float
    spoken: tuple[Interval, ...] | None
    pauses: tuple[Interval, ...] | None
    doubt: str = ""

    @property
    def span(self) -> float:
        """Seconds from the first word to the last."""
        return self.last - self.first


def timing_of(
    words: Sequence[SpokenWord], fillers: Sequence[Interval], prosody: Prosody | None
) -> Timing:
    """Return when the words, one at least, were spoken; fillers are no silence.

    ``prosody`` is that of the whole recording, None where there is none.
    """
    if prosody is None:
        return _by_words(words, fillers)
    first, last = words[0].start, max(word.end for word in words)
    if prosody.is_silent:
        return Timing(first, last, None, None, SILENT)
    speech = speech_in(prosody.levels, prosody.pitch)
    if speech is None or speech.clear < CLEAR:
        return Timing(first, last, None, None, NOISY)
    if _in_company(words, fillers, speech.stretches):
        return Timing(first, last, None, None, COMPANY)
    first = _first_heard(words[0], fillers, speech.stretches)
    last = max(first, _last_heard(words[-1], speech.stretches))
    spoken = within(speech.stretches, first, last)
    unheard = [one for one in fillers if not any(overlap(one, part) for part in spoken)]
    silences = without(within(between(speech.stretches), first, last), unheard)
    return Timing(first, last, tuple(spoken), _pauses(silences))


def _by_words(words: Sequence[SpokenWord], fillers: Sequence[Interval]) -> Timing:
    first, last = words[0].start, max(word.end for word in words)
    gaps = between([*(word.interval for word in words), *within(fillers, first, last)])
    return Timing(first, last, None, _pauses(gaps), ROUGH)


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
