"""The times at which evidence was spoken."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mock_interviewer.app.feedback.coverage.coverage import Evidence
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)


@dataclass(frozen=True)
class _WordPlace:
    """A word with its character offsets in the text; ``end`` is exclusive."""

    start: int
    end: int
    word: TranscriptWord


class EvidenceTimes:
    """Maps offsets in ``transcript.text`` to the words there and their times.

    Words may have spaces around them and need none between them. If a segment's words do not spell
    its text, their places are unknown, and evidence there gets no times.
    """

    def __init__(self, transcript: Transcript) -> None:
        self._text = transcript.text
        self._places = tuple(_places(transcript))
        self._starts = [place.start for place in self._places]

    def timed(self, evidence: Evidence | None) -> Evidence | None:
        """Return evidence with the times of its first word's start and its last word's end.

        Unchanged if either word has no times, or if the evidence is blank.
        """
        if evidence is None:
            return None
        said = self._text[evidence.start : evidence.end]
        first = self._word_at(evidence.start + len(said) - len(said.lstrip()))
        last = self._word_at(evidence.start + len(said.rstrip()) - 1)
        if not said.strip() or first is None or last is None:
            return evidence
        return replace(evidence, begins=first.start, ends=last.end)

    def _word_at(self, offset: int) -> TranscriptWord | None:
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self._places[number].end:
            return None
        return self._places[number].word


def _places(transcript: Transcript) -> Iterator[_WordPlace]:
    """Yield the known places of words, in the order of the text."""
    pieces = [segment.text.strip() for segment in transcript.segments]
    joined = " ".join(pieces)
    offset = len(joined.lstrip()) - len(joined)
    for segment, piece in zip(transcript.segments, pieces, strict=True):
        yield from _within(segment, piece, offset)
        offset += len(piece) + 1


def _within(segment: TranscriptSegment, piece: str, offset: int) -> Iterator[_WordPlace]:
    """Yield the places of a segment's words; its text starts at ``offset``."""
    written = [at for at, character in enumerate(piece) if not character.isspace()]
    words = [("".join(word.text.split()), word) for word in segment.words]
    if "".join(letters for letters, _ in words) != "".join(piece.split()):
        return
    taken = 0
    for letters, word in words:
        if letters:
            first, last = written[taken], written[taken + len(letters) - 1]
            yield _WordPlace(offset + first, offset + last + 1, word)
            taken += len(letters)
