"""Segments of speech between silences: only a whole segment can be a command."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from mock_interviewer.audio.listening.utterance_detection import GAP


class TimedText(Protocol):
    """A word or a segment of a transcript; times in seconds from the start of the recording."""

    @property
    def text(self) -> str:
        """Its text."""
        ...

    @property
    def start(self) -> float:
        """Its start."""
        ...

    @property
    def end(self) -> float:
        """Its end."""
        ...


@dataclass(frozen=True)
class SpokenStretch:
    """Speech between two silences; times in seconds from the start of the recording."""

    text: str
    start: float
    end: float


def stretches(spoken: Iterable[TimedText], gap: float = GAP) -> tuple[SpokenStretch, ...]:
    """Return the speech in order of time, split at every silence of ``gap`` seconds or more.

    ``spoken`` are words or segments in any order; blank ones are left out. Segments are not cut:
    pass words if a segment may contain a silence.
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
