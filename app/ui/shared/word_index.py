"""The positions of a transcript's words in its text and in its recording. Needs no Qt."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from mock_interviewer.app.store.takes.edited_transcript import is_unsure
from mock_interviewer.app.text.taken_back import taken_back
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

NOT_SURE = "not sure"
"""The note on a word that may be wrong."""
TAKEN_BACK = "taken back"
"""The note on a word that the speaker took back."""

_NEW_PARAGRAPH_AFTER = 2.0
_HELD_AFTER = 0.4


@dataclass(frozen=True)
class PlacedWord:
    """A word at ``first`` to ``last`` (exclusive) in the text, spoken at ``start`` seconds."""

    first: int
    last: int
    start: float
    end: float
    unsure: bool
    heard: str | None = None
    """The model's spelling, if the text spells the word differently."""
    taken_back: bool = False
    """Whether the speaker took it back, as by saying "scratch that"."""
    remark: str = ""
    """Another remark, such as of a comparison."""

    @property
    def note(self) -> str:
        """All notes on the word; empty for an ordinary one."""
        parts = [NOT_SURE] if self.unsure else []
        if self.heard is not None:
            parts.append(f"heard as “{self.heard.strip()}”")
        if self.taken_back:
            parts.append(TAKEN_BACK)
        return ", ".join([*parts, self.remark] if self.remark else parts)


class WordIndex:
    """The text of a transcript in paragraphs, and its words by position and by time.

    A paragraph ends at a pause of two seconds, unless the text is ``one_line``. A segment without
    word times counts as one long word, so that it can still be played.
    """

    def __init__(self, transcript: Transcript, *, one_line: bool = False) -> None:
        words: list[PlacedWord] = []
        parts: list[str] = []
        length = 0
        spaced = _own_spaces(transcript)
        heard_until = 0.0
        for word in _units(transcript):
            shown = word.text.strip()
            if not shown:
                continue
            if words:
                pause = 0.0 if one_line else word.start - heard_until
                separator = _separator(word, spaced=spaced, pause=pause)
                parts.append(separator)
                length += len(separator)
            parts.append(shown)
            words.append(
                PlacedWord(
                    length,
                    length + len(shown),
                    word.start,
                    word.end,
                    is_unsure(word),
                    word.heard,
                )
            )
            length += len(shown)
            heard_until = word.end
        self.text = "".join(parts)
        self.words = _struck(self.text, words)
        self._starts = [word.start for word in words]
        self._firsts = [word.first for word in words]

    def remark(self, numbers: Collection[int], text: str) -> None:
        """Set ``text`` as the remark on the words with these numbers, and on no others."""
        words = list(self.words)
        for number, word in enumerate(words):
            said = text if number in numbers else ""
            if word.remark != said:
                words[number] = replace(word, remark=said)
        self.words = tuple(words)

    def at_time(self, seconds: float) -> int | None:
        """Return the word spoken at ``seconds``, or just before; None in a pause."""
        number = bisect_right(self._starts, seconds) - 1
        if number < 0 or seconds > self.words[number].end + _HELD_AFTER:
            return None
        return number

    def at_place(self, place: int) -> int | None:
        """Return the word that covers the character at ``place``; None between words."""
        number = bisect_right(self._firsts, place) - 1
        if number < 0 or place >= self.words[number].last:
            return None
        return number

    def between(self, begins: float, ends: float) -> range:
        """Return the words spoken, at least in part, between two times in seconds."""
        after = bisect_left(self._starts, ends)
        first = next((at for at in range(after) if self.words[at].end > begins), after)
        return range(first, after)

    def nearest(self, place: int) -> int | None:
        """Return the word at ``place``, or the one before it; None if there are no words."""
        if not self.words:
            return None
        return max(0, bisect_right(self._firsts, place) - 1)


def _struck(text: str, words: list[PlacedWord]) -> tuple[PlacedWord, ...]:
    spans = taken_back(text)
    if not spans:
        return tuple(words)
    return tuple(
        replace(word, taken_back=any(span.start <= word.first < span.end for span in spans))
        for word in words
    )


def _units(transcript: Transcript) -> Iterator[TranscriptWord]:
    for segment in transcript.segments:
        yield from segment.words or (_whole(segment),)


def _whole(segment: TranscriptSegment) -> TranscriptWord:
    return TranscriptWord(segment.text, segment.start, segment.end, 1.0)


def _own_spaces(transcript: Transcript) -> bool:
    """Return whether words include the space before them, as Whisper's do."""
    return any(
        word.text.startswith(" ") for segment in transcript.segments for word in segment.words
    )


def _separator(word: TranscriptWord, *, spaced: bool, pause: float) -> str:
    if pause >= _NEW_PARAGRAPH_AFTER:
        return "\n"
    return "" if spaced and not word.text.startswith(" ") else " "
