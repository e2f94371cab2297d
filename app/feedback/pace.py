"""How fast was spoken."""

from collections.abc import Sequence

from mock_interviewer.app.feedback.delivery import Reading
from mock_interviewer.app.feedback.intervals import Interval, overlap, total, united, within
from mock_interviewer.app.feedback.spoken_words import SpokenWord
from mock_interviewer.app.feedback.timing import Timing
from mock_interviewer.app.feedback.untellable import Untellable

FEWEST_WORDS = 5
SHORTEST = 3.0
"""Seconds from the first word to the last that a rate takes at least."""
WINDOW = 10.0
"""Seconds of one reading of the curve."""
STEP = 2.0

TOO_SHORT = f"A rate takes at least {FEWEST_WORDS} words and {SHORTEST:.0f} seconds of speech."
NO_CURVE = f"Pace over time takes at least {WINDOW:.0f} seconds of speech."
_MINUTE = 60.0


def pace(words: Sequence[SpokenWord], timing: Timing) -> float:
    """Return words a minute from the start of the first to the end of the last word.

    Raises Untellable for too short an answer.
    """
    refuse_short(words, timing)
    return len(words) * _MINUTE / timing.span


def articulation(words: Sequence[SpokenWord], fillers: Sequence[Interval], timing: Timing) -> float:
    """Return words a minute of the time that is neither a pause nor a filler.

    Raises Untellable for too short an answer, and where pauses cannot be told.
    """
    refuse_short(words, timing)
    if timing.pauses is None:
        raise Untellable(timing.doubt)
    idle = united([*timing.pauses, *within(fillers, timing.first, timing.last)])
    speaking = timing.span - total(idle)
    if speaking < SHORTEST:
        raise Untellable(TOO_SHORT)
    return len(words) * _MINUTE / speaking


def pace_curve(words: Sequence[SpokenWord], timing: Timing) -> tuple[Reading, ...]:
    """Return words a minute in windows of WINDOW seconds, one every STEP, at their middles.

    A word counts for the share of it that lies in the window. Raises Untellable for an answer that
    is shorter than a window.
    """
    refuse_short(words, timing)
    count = int((timing.span - WINDOW) / STEP) + 1 if timing.span >= WINDOW else 0
    if not count:
        raise Untellable(NO_CURVE)
    found = [0.0] * count
    for word in words:
        start, end = word.start - timing.first, word.end - timing.first
        for place in range(
            max(0, int((start - WINDOW) / STEP)), min(count - 1, int(end / STEP)) + 1
        ):
            window = place * STEP, place * STEP + WINDOW
            found[place] += _share((start, end), window)
    return tuple(
        Reading(timing.first + place * STEP + WINDOW / 2, value * _MINUTE / WINDOW)
        for place, value in enumerate(found)
    )


def refuse_short(words: Sequence[SpokenWord], timing: Timing) -> None:
    """Raise Untellable for an answer too short for any rate."""
    if len(words) < FEWEST_WORDS or timing.span < SHORTEST:
        raise Untellable(TOO_SHORT)


def _share(word: Interval, window: Interval) -> float:
    length = word[1] - word[0]
    if length <= 0.0:
        return float(window[0] <= word[0] < window[1])
    return overlap(word, window) / length
