"""The one habit of delivery that is worth changing first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Habit:
    """A measure (its key in ``definitions``) outside its published band.

    ``value`` is in the measure's unit, as are ``low`` and ``high``, the ends of the band, None
    where it is open. ``at`` is where it is worst, in seconds into the recording, None where that is
    nowhere in particular.
    """

    measure: str
    value: float
    low: float | None
    high: float | None
    at: float | None
