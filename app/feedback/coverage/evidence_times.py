"""The times at which the words of evidence were spoken."""

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
    """A word's first character in the text, the character after its last one, and the word."""

    start: int
    end: int
    word: TranscriptWord


class EvidenceTimes:
    """Finds the words of a transcript at their places in ``transcript.text``.

    Words may have spaces around them, and need none between them. Where a segment's words do not
    spell its text, it is not known which of them stands where, and what lies there has no times.
    """

    def __init__(self, transcript: Transcript) -> None:
        self._text = transcript.text
        self._places = tuple(_places(transcript))
        self._starts = [place.start for place in self._places]

    def timed(self, evidence: Evidence | None) -> Evidence | None:
        """Return evidence with the seconds from its first word's start to its last one's end.

        As it is where either word has no times, or nothing but spaces lies there.
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
    """Give the places of all words that are known, in the order of the text."""
    pieces = [segment.text.strip() for segment in transcript.segments]
    joined = " ".join(pieces)
    offset = len(joined.lstrip()) - len(joined)
    for segment, piece in zip(transcript.segments, pieces, strict=True):
        yield from _within(segment, piece, offset)
        offset += len(piece) + 1


def _within(segment: TranscriptSegment, piece: str, offset: int) -> Iterator[_WordPlace]:
    """Give the places of a segment's words, whose text begins at ``offset``."""
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
