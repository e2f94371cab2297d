"""Which part of what is being said stands alone, between silences: only such a part is a command.

What is spoken is cut where nobody speaks for ``GAP`` seconds. The beginning of a recording counts
as silence, its end only as far as it is known that nobody spoke.

"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from mock_interviewer.audio.listening.utterance_detection import GAP


class TimedText(Protocol):
    """A word or a segment of a transcript; times in seconds from the start of the recording."""

    @property
    def text(self) -> str:
        """What was said."""
        ...

    @property
    def start(self) -> float:
        """When it began."""
        ...

    @property
    def end(self) -> float:
        """When it ended."""
        ...


@dataclass(frozen=True)
class SpokenStretch:
    """What was said between two silences; times in seconds from the start of the recording."""

    text: str
    start: float
    end: float


def stretches(spoken: Iterable[TimedText], gap: float = GAP) -> tuple[SpokenStretch, ...]:
    """Return what was said, in order of time, cut at every silence of ``gap`` seconds or more.

    ``spoken`` are words or segments in any order; blank ones are left out. Segments are not cut:
    where one may hold a silence, give its words.
    """
    found: list[SpokenStretch] = []
    for part in sorted(spoken, key=lambda each: (each.start, each.end)):
        text = part.text.strip()
        if not text:
            continue
        if found and part.start - found[-1].end < gap:
            last = found.pop()
            found.append(SpokenStretch(f"{last.text} {text}", last.start, max(last.end, part.end)))
        else:
            found.append(SpokenStretch(text, part.start, max(part.start, part.end)))
    return tuple(found)


def whole_utterance(
    spoken: Iterable[TimedText], silent_until: float, gap: float = GAP
) -> SpokenStretch | None:
    """Return what was said last if it stands alone by now, else None.

    ``silent_until`` is up to when (seconds) it is known that nobody has spoken since. None where
    nothing was said, or where the silence after it is still shorter than ``gap``: ask again later.
    """
    found = stretches(spoken, gap)
    if not found or silent_until - found[-1].end < gap:
        return None
    return found[-1]
