"""Transcripts: words with times, in segments."""

import string
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class TranscriptWord:
    """One word; times in seconds from the start of the recording, probability from 0 to 1.

    ``heard`` is the model's own text where ``text`` was corrected, else None.
    """

    text: str
    start: float
    end: float
    probability: float
    heard: str | None = None


@dataclass(frozen=True)
class TranscriptSegment:
    """A stretch of speech, as the model divided it."""

    text: str
    start: float
    end: float
    words: tuple[TranscriptWord, ...] = ()


@dataclass(frozen=True)
class Filler:
    """A filled pause such as "um"; times in seconds from the start of the recording.

    ``text`` is roughly what it sounded like.
    """

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Transcript:
    """The final text of a recording.

    ``duration`` and ``processing`` are seconds of sound and of work. ``speech_detected`` is False
    when nobody spoke; ``segments`` is then empty. ``fillers`` are those that were found, and there
    may be more; None before a search. They are not part of the text.
    """

    segments: tuple[TranscriptSegment, ...]
    duration: float
    model: str
    language: str = "en"
    speech_detected: bool = True
    processing: float = 0.0
    flags: tuple[str, ...] = field(default=())
    fillers: tuple[Filler, ...] | None = None

    @property
    def text(self) -> str:
        """All segments as one line of text."""
        return " ".join(segment.text.strip() for segment in self.segments).strip()

    @property
    def words(self) -> tuple[TranscriptWord, ...]:
        """All words in order."""
        return tuple(word for segment in self.segments for word in segment.words)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data that ``from_dict`` reads back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Rebuild a transcript; raises KeyError or TypeError where the data has another shape."""
        segments = tuple(
            TranscriptSegment(
                text=segment["text"],
                start=segment["start"],
                end=segment["end"],
                words=tuple(TranscriptWord(**word) for word in segment["words"]),
            )
            for segment in data["segments"]
        )
        fillers = data.get("fillers")
        rest = {key: data[key] for key in data if key not in {"segments", "flags", "fillers"}}
        return cls(
            segments=segments,
            flags=tuple(data.get("flags", ())),
            fillers=None if fillers is None else tuple(Filler(**filler) for filler in fillers),
            **rest,
        )


def raw_text(words: Iterable[TranscriptWord]) -> str:
    """Return the words as the model recognized them, as one line of text."""
    return " ".join(word.text if word.heard is None else word.heard for word in words)


def normalized_word(text: str) -> str:
    """Return a word in lower case, without punctuation around it."""
    return text.strip(string.punctuation + string.whitespace).casefold()
