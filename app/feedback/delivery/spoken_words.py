"""The spoken words of a transcript, in order, with their times."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mock_interviewer.app.feedback.delivery.delivery import SpeechMoment
from mock_interviewer.app.feedback.delivery.intervals import Interval
from mock_interviewer.audio.recognition.fillers import is_filled_pause
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

_SHAPE = re.compile(r"\W*(.*?)(\W*)", re.DOTALL)
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_BROKEN_OFF = re.compile("[-\N{EN DASH}\N{EM DASH}]")
_ELLIPSIS = re.compile("[.]{2,}|\N{HORIZONTAL ELLIPSIS}")
_SENTENCE_END = re.compile("[.?!]")


@dataclass(frozen=True)
class SpokenWord:
    """One word; times are in seconds from the start of the recording.

    ``letters`` is the word in lowercase, without the punctuation around it; ``after`` is the
    punctuation that follows. ``end`` is not before ``start``.
    """

    text: str
    start: float
    end: float
    letters: str
    after: str = ""

    @property
    def interval(self) -> Interval:
        """Its start and end."""
        return self.start, self.end

    @property
    def is_cut_off(self) -> bool:
        """Whether the word was broken off, as in "I wan- I wanted"."""
        return _BROKEN_OFF.match(self.after) is not None

    @property
    def ends_sentence(self) -> bool:
        """Whether the word ends a sentence; an ellipsis does not."""
        return _SENTENCE_END.search(_ELLIPSIS.sub("", self.after)) is not None


def spoken_words(transcript: Transcript, duration: float) -> tuple[SpokenWord, ...]:
    """Return the spoken words in order, with starts from 0 to ``duration`` that never decrease.

    A contraction is one word, and a number counts as written. Punctuation alone is not a word,
    nor, in English, is an "um" in the text. Several words in one entry share its time, as do those
    of a segment without word times. A time that is not finite or beyond the recording becomes the
    nearest possible one.
    """
    words: list[SpokenWord] = []
    clock = 0.0
    for text, start, end in _parts(transcript):
        match = _SHAPE.fullmatch(text)
        core, after = match.groups() if match else (text, "")
        letters = core.casefold().replace(_APOSTROPHE, "'")
        if not letters or (transcript.language == ENGLISH and is_filled_pause(letters)):
            continue
        clock = min(max(clock, start if math.isfinite(start) else clock), duration)
        last = min(max(clock, end if math.isfinite(end) else clock), duration)
        words.append(SpokenWord(text, clock, last, letters, after))
    return tuple(words)


def word_set(text: str) -> frozenset[str]:
    """Return the words of a space-separated list."""
    return frozenset(text.split())


def moment(words: tuple[SpokenWord, ...]) -> SpeechMoment:
    """Return one or more words as one moment."""
    text = " ".join(word.text for word in words)
    return SpeechMoment(words[0].start, max(word.end for word in words), text)


def _parts(transcript: Transcript) -> Iterator[tuple[str, float, float]]:
    for segment in transcript.segments:
        for word in segment.words or _as_one(segment):
            texts = word.text.split()
            start, share = float(word.start), float(word.end - word.start) / max(1, len(texts))
            for place, text in enumerate(texts):
                yield text, start + place * share, start + (place + 1) * share


def _as_one(segment: TranscriptSegment) -> tuple[TranscriptWord, ...]:
    return (TranscriptWord(segment.text, segment.start, segment.end, 1.0),)
