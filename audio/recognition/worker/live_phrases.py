"""Live decoding, phrase by phrase as each ends, and quick drafts of the one being spoken.

Most people pause before they press stop, so that nothing is left to decode then. A phrase is
decoded together with the short ones before it, which costs little and helps the model; the result
replaces what was decoded of them before.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from mock_interviewer.audio.recognition.endpointing.voice_activity import windows
from mock_interviewer.audio.recognition.transcript import TranscriptSegment
from mock_interviewer.audio.recognition.worker.decoding import DecodedPiece, DraftDecoder
from mock_interviewer.audio.recognition.worker.segmenter import (
    PHRASE_LIMITS,
    PIECE_LIMITS,
    Segmenter,
    SpeechPiece,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

EARLY = 2.0
"""Seconds of speech after which a phrase that has begun may end, and not before."""
TOGETHER = 6.0
"""Seconds of sound, at most, that are decoded again together with the phrase at their end."""
DRAFT_INTERVAL = 0.7
"""Seconds of new sound that are worth another draft."""
DRAFT_TERMS = 12
"""The likeliest terms, at most, that a draft gets: more would take too long."""
_SHARE = 0.25
"""Share of the time, at most, that goes into drafts: a slow machine makes fewer of them."""


@dataclass(frozen=True)
class _Phrase:
    piece: SpeechPiece
    opens: bool
    """Whether it follows a long pause: it is not joined with the phrases before."""


class LivePhrases:
    """The phrases of one live recording. One thread, that of the engine that ``decode`` uses."""

    def __init__(self, decode: Callable[[SpeechPiece], DecodedPiece]) -> None:
        self._decode = decode
        self._segmenter = Segmenter(PHRASE_LIMITS)
        self._waiting: deque[_Phrase] = deque()
        self._decoded: list[tuple[_Phrase, DecodedPiece]] = []
        self._opens = True
        self._spoken = 0
        """Windows of speech in the phrase that is being spoken."""

    @property
    def waiting(self) -> bool:
        """Whether a phrase has ended that is not decoded yet."""
        return bool(self._waiting)

    @property
    def speaking(self) -> bool:
        """Whether there is speech at the moment."""
        return not self._segmenter.silence

    @property
    def beginning(self) -> bool:
        """Whether a phrase has just begun, so that there is time for other work."""
        return self.speaking and self._spoken <= windows(EARLY)

    @property
    def undecoded_from(self) -> int:
        """The sample of the recording before which all speech is decoded."""
        return self._waiting[0].piece.start if self._waiting else self._segmenter.start

    @property
    def needed_from(self) -> int:
        """The first sample that may be decoded, or decoded again."""
        return self._decoded[0][0].piece.start if self._decoded else self.undecoded_from

    def needs_second_opinion(self, *, biased: bool) -> bool:
        """Return whether a doubtful phrase, or any biased one with ``biased``, has none yet."""
        return any(found.needs_second_opinion(biased=biased) for _, found in self._decoded)

    def feed(self, probability: float) -> None:
        """Add the probability of speech in the next window."""
        self._spoken += self.speaking
        self._take(self._segmenter.feed((probability,)))

    def close(self) -> None:
        """End the present phrase, and join nothing across this pause."""
        self._take(self._segmenter.close())
        self._opens = True

    def finish(self, length: int) -> None:
        """End the last phrase: the recording has so many samples."""
        self._take(self._segmenter.finish(length))

    def open(self) -> SpeechPiece | None:
        """Return the phrase that is being spoken, so far."""
        return self._segmenter.open()

    def work(self) -> None:
        """Decode the phrase that ended first; if more are waiting, as many as fit into a piece."""
        phrase = self._waiting.popleft()
        if self._waiting:
            while self._waiting and _fits(phrase, self._waiting[0], PIECE_LIMITS.longest):
                phrase = _joined(phrase, self._waiting.popleft())
        elif self._decoded and _fits(self._decoded[-1][0], phrase, TOGETHER):
            phrase = _joined(self._decoded.pop()[0], phrase)
        self._decoded.append((phrase, self._decode(phrase.piece)))

    def ask_again(self, decode: Callable[[SpeechPiece], DecodedPiece], *, biased: bool) -> None:
        """Get a second opinion on the first phrase that needs one."""
        for place, (phrase, found) in enumerate(self._decoded):
            if found.needs_second_opinion(biased=biased):
                second_opinion = decode(phrase.piece)
                self._decoded[place] = phrase, replace(found, second_opinion=second_opinion)
                return

    def between(self, after: float, before: float) -> DecodedPiece:
        """Return the words whose middle lies between two times of the recording (seconds)."""
        found = self._found(after, before)
        words = _within(found, after, before)
        if not any(one.second_opinion for one in found):
            return words
        second_opinion = _within([one.unbiased for one in found], after, before)
        return replace(words, second_opinion=second_opinion)

    def _found(self, after: float, before: float) -> list[DecodedPiece]:
        return [
            found
            for phrase, found in self._decoded
            if phrase.piece.end > after * SPEECH_RATE and phrase.piece.start < before * SPEECH_RATE
        ]

    def forget(self, before: float) -> None:
        """Drop the phrases that end before a time of the recording (seconds), but keep the last."""
        while len(self._decoded) > 1 and self._decoded[0][0].piece.end < before * SPEECH_RATE:
            self._decoded.pop(0)

    def _take(self, pieces: list[SpeechPiece]) -> None:
        for piece in pieces:
            self._waiting.append(_Phrase(piece, self._opens))
            self._opens = False
            self._spoken = 0


def _fits(first: _Phrase, second: _Phrase, longest: float) -> bool:
    return not second.opens and first.piece.duration + second.piece.duration <= longest


def _joined(first: _Phrase, second: _Phrase) -> _Phrase:
    return _Phrase(first.piece.joined(second.piece), first.opens)


def _within(found: Sequence[DecodedPiece], after: float, before: float) -> DecodedPiece:
    return DecodedPiece(
        tuple(part for one in found for part in _cut(one.segments, after, before)),
        looped=any(one.looped for one in found),
        cut_off=any(one.cut_off for one in found),
        doubtful=any(one.doubtful for one in found),
    )


def _cut(
    segments: tuple[TranscriptSegment, ...], after: float, before: float
) -> Iterator[TranscriptSegment]:
    for segment in segments:
        words = tuple(
            word for word in segment.words if after <= (word.start + word.end) / 2 < before
        )
        if words:
            text = " ".join(word.text for word in words)
            yield replace(segment, text=text, words=words, start=words[0].start, end=words[-1].end)


class PhraseDrafts:
    """The drafts of one recording's present phrase. One thread, that of the model."""

    def __init__(self, terms: Sequence[str]) -> None:
        """``terms``: the likeliest first."""
        self._likely = terms[:DRAFT_TERMS]
        self._hotwords: str | None = None
        self._next = 0
        """Samples of the recording from which another draft is due."""
        self.text = ""
        """The present draft; empty when there is none."""

    def due(self, length: int) -> bool:
        """Return whether a recording of so many samples is worth another draft."""
        return length >= self._next

    def make(self, model: DraftDecoder, phrase: Samples, length: int, *, biased: bool) -> None:
        """Draft a phrase, the newest sound of a recording of so many samples."""
        began = time.perf_counter()
        if self._hotwords is None:
            self._hotwords = model.hotwords(self._likely)
        self.text = model.draft(phrase, self._hotwords if biased else "")
        took = time.perf_counter() - began
        self.wait(length, max(DRAFT_INTERVAL, took / _SHARE))

    def wait(self, length: int, seconds: float = DRAFT_INTERVAL) -> None:
        """Make no draft for so many seconds after a recording of so many samples."""
        self._next = length + round(seconds * SPEECH_RATE)

    def clear(self) -> None:
        """Forget the draft: the phrase was decoded."""
        self.text = ""
