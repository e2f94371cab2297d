"""A summary of a delivery in a few words: its pace and its fillers."""

from typing import Final

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.text.formatting import counted

_A_LITTLE: Final = 0.2
"""Up to this share beyond an end of its range, a pace is only a little fast or slow."""


def delivery_summary(delivery: Delivery) -> str:
    """Return the pace and the fillers, as in "a little fast, 2 fillers"; "" if neither is known.

    A pace within its range is given as a number.
    """
    parts = []
    if delivery.pace is not None:
        parts.append(_pace(round(delivery.pace)))
    if delivery.fillers is not None:
        found = len(delivery.fillers)
        parts.append(counted(found, "filler") if found else "no fillers found")
    return ", ".join(parts)


def _pace(pace: int) -> str:
    band = MEASURES["pace"].band
    low = None if band is None else band.low
    high = None if band is None else band.high
    if high is not None and pace > high:
        return "a little fast" if pace <= high * (1 + _A_LITTLE) else "fast"
    if low is not None and pace < low:
        return "a little slow" if pace >= low * (1 - _A_LITTLE) else "slow"
    return f"{pace} words a minute"
