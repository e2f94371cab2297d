"""Which part of a recording is in view. Knows no Qt."""

from dataclasses import dataclass, replace

LEAST_SPAN = 4.0
"""Seconds in view at the closest."""

_COMES_AT = 0.1
"""Where in view a place comes that was out of it, as a share of what is in view."""
_GOES_TO = 0.85
"""How far in view the player gets before the view goes along."""


@dataclass(frozen=True)
class Zoom:
    """``span`` seconds from ``begin`` on are in view of a recording of ``duration`` seconds."""

    duration: float
    begin: float
    span: float

    @classmethod
    def whole(cls, duration: float) -> "Zoom":
        """Return a view of all of it."""
        return cls(duration, 0.0, duration)

    @property
    def end(self) -> float:
        """The last second in view."""
        return self.begin + self.span

    @property
    def is_whole(self) -> bool:
        """Whether all is in view."""
        return self.span >= self.duration

    def __contains__(self, seconds: float) -> bool:
        return self.begin <= seconds <= self.end

    def share(self, seconds: float) -> float:
        """Return where a second is: 0 is the left end of the view, 1 the right."""
        return (seconds - self.begin) / self.span if self.span > 0 else 0.0

    def at(self, share: float) -> float:
        """Return the second at a share of the view."""
        return self.begin + share * self.span

    def scaled(self, factor: float, around: float) -> "Zoom":
        """Return a view of ``factor`` times as much; the second ``around`` stays in its place."""
        span = min(max(min(LEAST_SPAN, self.duration), self.span * factor), self.duration)
        return replace(self, span=span).moved(around - self.share(around) * span)

    def moved(self, begin: float) -> "Zoom":
        """Return as large a view from ``begin`` on, within the recording."""
        return replace(self, begin=min(max(0.0, begin), self.duration - self.span))

    def along(self, seconds: float) -> "Zoom":
        """Return the view that goes along with a player at ``seconds``, which it has in it."""
        furthest = self.at(_GOES_TO)
        if furthest < seconds < self.end:
            return self.moved(self.begin + seconds - furthest)
        return self.showing(seconds)

    def showing(self, seconds: float) -> "Zoom":
        """Return this view, or another if ``seconds`` is not in it."""
        return self if seconds in self else self.moved(seconds - _COMES_AT * self.span)
