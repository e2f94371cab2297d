"""A transcript that a person corrects, and the words of it that may be wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

EDITED_BY_PERSON: Final = "edited by you"
"""Used in place of the name of a model."""


_LETTER: Final = 0.07
"""Seconds to say one letter, for words without times."""


def text_to_edit(transcript: Transcript) -> str:
    """Return a transcript's text with one line for each segment, and blank lines between them."""
    return "\n\n".join(" ".join(segment.text.split()) for segment in transcript.segments)


def edit_transcript(transcript: Transcript, text: str) -> Transcript:
    """Return ``transcript`` with an edited ``text``, each line of which becomes a segment.

    Unchanged words keep their times; words that replace others get or share the times of those;
    added words are placed right beside their neighbor. Fillers and flags are kept. Raises
    ValueError for a text without words.
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
    """Yield the words; those of a segment without timed words share its time."""
    for segment in transcript.segments:
        if segment.words:
            yield from segment.words
        else:
            yield from _shared(segment.text.split(), segment.start, segment.end)


@dataclass(frozen=True)
class _WordChange:
    """The heard words ``first`` to ``last`` became the written words ``begin`` to ``end``."""

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
    """Yield runs of unchanged words, as index pairs, each with the change that follows it."""
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
    """Return a word without case, and without punctuation at its ends."""
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
    """Yield words that share a span of time in proportion to their lengths."""
    letters = sum(map(len, texts))
    said = 0
    for text in texts:
        begins, said = said, said + len(text)
        first, last = (start + (end - start) * part / letters for part in (begins, said))
        yield TranscriptWord(f" {text}", first, last, 1.0)


UNSURE_BELOW = 0.6
"""Probability below which a word is shown as one that the model was not sure of.

Measured on 1202 words of human speech, transcribed by base and tiny.en, two thirds of it with added
noise: 37 % of the words below 0.6 were wrong, and 59 % of the wrong words were below 0.6. With 0.5,
the marked words are no more likely to be wrong (38 %), and two thirds of the wrong ones are not
marked; with 0.7, one word in five is marked, which is too many to be a warning.
"""


def is_unsure(word: TranscriptWord) -> bool:
    """Return whether the model was not sure of a word."""
    return word.probability < UNSURE_BELOW
