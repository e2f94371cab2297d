"""A transcript as a person corrects it, and the words of it that may be wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

EDITED_BY_PERSON: Final = "edited by you"
"""Stands in place of a model's name."""


_LETTER: Final = 0.07
"""Seconds that a letter takes to be said, for words that nobody timed."""


def text_to_edit(transcript: Transcript) -> str:
    """Return a transcript's text with a line for each segment, and an empty line between them."""
    return "\n\n".join(" ".join(segment.text.split()) for segment in transcript.segments)


def edit_transcript(transcript: Transcript, text: str) -> Transcript:
    """Return ``transcript`` with ``text``, each line of which becomes a segment.

    Words that stayed keep their times; those that took the place of others have their times, or
    share them; what was added stands right beside its neighbor. Fillers and flags are taken over.
    Raises ValueError for a text without words.
    """
    lines = [line.split() for line in text.splitlines() if line.strip()]
    written = [token for line in lines for token in line]
    if not written:
        raise ValueError("a transcript without words")
    words = _aligned(list(_timed(transcript)), written, transcript.duration)
    segments = []
    at = 0
    for line in lines:
        part = words[at : at + len(line)]
        at += len(line)
        end = max(word.end for word in part)
        segments.append(TranscriptSegment(" ".join(line), part[0].start, end, tuple(part)))
    return replace(transcript, segments=tuple(segments), model=EDITED_BY_PERSON, processing=0.0)


def _timed(transcript: Transcript) -> Iterator[TranscriptWord]:
    """Yield the words; those of a segment that has none with times share its time."""
    for segment in transcript.segments:
        if segment.words:
            yield from segment.words
        else:
            yield from _shared(segment.text.split(), segment.start, segment.end)


@dataclass(frozen=True)
class _WordChange:
    """The words from ``first`` to ``last`` became those written from ``begin`` to ``end``."""

    first: int
    last: int
    begin: int
    end: int


def _aligned(
    heard: Sequence[TranscriptWord], written: Sequence[str], duration: float
) -> list[TranscriptWord]:
    words: list[TranscriptWord] = []
    for at, change in _changes(heard, written):
        words += [_kept(heard[old], written[new]) for old, new in at]
        if change is not None:
            words += _changed(heard, written, change, duration)
    return words


def _changes(
    heard: Sequence[TranscriptWord], written: Sequence[str]
) -> Iterator[tuple[list[tuple[int, int]], _WordChange | None]]:
    """Yield, in order, which words stayed (their places in both), and what changed after them."""
    from rapidfuzz.distance import Levenshtein

    stayed: list[tuple[int, int]] = []
    change: _WordChange | None = None
    codes = Levenshtein.opcodes([_core(word.text) for word in heard], [*map(_core, written)])
    for code in codes:
        old, new = (code.src_start, code.src_end), (code.dest_start, code.dest_end)
        if code.tag != "equal":
            begun = change or _WordChange(old[0], old[0], new[0], new[0])
            change = replace(begun, last=old[1], end=new[1])
            continue
        if change is not None:
            yield stayed, change
            stayed, change = [], None
        stayed += zip(range(*old), range(*new), strict=True)
    yield stayed, change


def _core(word: str) -> str:
    """Return what tells a word from others: not its case, and no signs at its ends."""
    plain = word.strip().casefold()
    letters = [at for at, letter in enumerate(plain) if letter.isalnum()]
    return plain[letters[0] : letters[-1] + 1] if letters else plain


def _kept(word: TranscriptWord, text: str) -> TranscriptWord:
    return replace(word, text=f" {text}")


def _changed(
    heard: Sequence[TranscriptWord], written: Sequence[str], change: _WordChange, duration: float
) -> list[TranscriptWord]:
    old, new = heard[change.first : change.last], written[change.begin : change.end]
    if len(old) == len(new):
        return [
            TranscriptWord(f" {text}", word.start, word.end, 1.0, (word.heard or word.text).strip())
            for word, text in zip(old, new, strict=True)
        ]
    if old:
        return list(_shared(new, old[0].start, max(old[0].start, *(word.end for word in old))))
    before = heard[change.first - 1].end if change.first else 0.0
    after = heard[change.last].start if change.last < len(heard) else max(duration, before)
    before = min(before, after)
    length = min(after - before, _LETTER * sum(map(len, new)))
    start = before if change.first else after - length
    return list(_shared(new, start, start + length))


def _shared(texts: Sequence[str], start: float, end: float) -> Iterator[TranscriptWord]:
    """Yield words that share a time by their lengths."""
    letters = sum(map(len, texts))
    said = 0
    for text in texts:
        begins, said = said, said + len(text)
        first, last = (start + (end - start) * part / letters for part in (begins, said))
        yield TranscriptWord(f" {text}", first, last, 1.0)


UNSURE_BELOW = 0.6
"""Probability below which a word is shown as one that the model was not sure of.

Counted over 1202 words of human speech heard by base and tiny.en, two thirds of it with noise mixed
in: of the words below 0.6 37 % were wrong, and of the wrong ones 59 % were below. Below 0.5 the
faint ones are no surer to be wrong (38 %) and two thirds of the wrong ones stand unmarked; at 0.7
one word in five is faint, and a page of faint words warns of none.
"""


def is_unsure(word: TranscriptWord) -> bool:
    """Return whether the model was not sure of a word."""
    return word.probability < UNSURE_BELOW
