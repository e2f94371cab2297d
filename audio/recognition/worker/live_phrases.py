"""Live decoding, phrase by phrase as each ends, and quick drafts of the one being spoken.

Most people fall silent before they press stop, so that nothing is left to decode then. A phrase is
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
"""So soon after a phrase has begun (seconds of speech) nobody is done with it."""


TOGETHER = 6.0
"""Seconds of sound that are heard anew for the sake of the phrase at their end."""


@dataclass(frozen=True)
class _Phrase:
    piece: SpeechPiece
    opens: bool
    """Whether it stands first after a pause over which nothing is heard together."""


class LivePhrases:
    """The phrases of one live recording. One thread, that of the engine, which ``hear`` asks."""

    def __init__(self, hear: Callable[[SpeechPiece], DecodedPiece]) -> None:
        self._hear = hear
        self._segmenter = Segmenter(PHRASE_LIMITS)
        self._waiting: deque[_Phrase] = deque()
        self._heard: list[tuple[_Phrase, DecodedPiece]] = []
        self._opens = True
        self._spoken = 0
        """Windows of speech in the phrase that is being spoken."""

    @property
    def waiting(self) -> bool:
        """Whether a phrase has ended that was not heard yet."""
        return bool(self._waiting)

    @property
    def speaking(self) -> bool:
        """Whether somebody speaks just now."""
        return not self._segmenter.silence

    @property
    def beginning(self) -> bool:
        """Whether a phrase has just begun, so that there is time for other work."""
        return self.speaking and self._spoken <= windows(EARLY)

    @property
    def unheard(self) -> int:
        """The sample of the recording before which all that was said is heard."""
        return self._waiting[0].piece.start if self._waiting else self._segmenter.start

    @property
    def needed(self) -> int:
        """The first sample that may be heard, or heard again."""
        return self._heard[0][0].piece.start if self._heard else self.unheard

    def questioned(self, *, hinted: bool) -> bool:
        """Say whether a phrase is doubted, or ``hinted``, and no second opinion was asked yet."""
        return any(found.questioned(hinted=hinted) for _, found in self._heard)

    def feed(self, chance: float) -> None:
        """Take how surely somebody speaks in the next window."""
        self._spoken += self.speaking
        self._take(self._segmenter.feed((chance,)))

    def close(self) -> None:
        """Nothing after this pause is heard together with what was said before it."""
        self._take(self._segmenter.close())
        self._opens = True

    def finish(self, length: int) -> None:
        """Take what is left: the recording ended after so many samples."""
        self._take(self._segmenter.finish(length))

    def open(self) -> SpeechPiece | None:
        """Return the phrase that is being spoken, as far as it got."""
        return self._segmenter.open()

    def work(self) -> None:
        """Hear the phrase that ended first; if more are waiting, as many as fit into a piece."""
        phrase = self._waiting.popleft()
        if self._waiting:
            while self._waiting and _fits(phrase, self._waiting[0], PIECE_LIMITS.longest):
                phrase = _joined(phrase, self._waiting.popleft())
        elif self._heard and _fits(self._heard[-1][0], phrase, TOGETHER):
            phrase = _joined(self._heard.pop()[0], phrase)
        self._heard.append((phrase, self._hear(phrase.piece)))

    def reconsider(self, hear: Callable[[SpeechPiece], DecodedPiece], *, hinted: bool) -> None:
        """Ask for a second opinion on the first phrase that is ``questioned``."""
        for place, (phrase, found) in enumerate(self._heard):
            if found.questioned(hinted=hinted):
                self._heard[place] = phrase, replace(found, otherwise=hear(phrase.piece))
                return

    def between(self, after: float, before: float) -> DecodedPiece:
        """Return the words whose middle lies between two times of the recording (seconds)."""
        found = self._found(after, before)
        words = _within(found, after, before)
        if not any(one.otherwise for one in found):
            return words
        otherwise = _within([one.unhinted for one in found], after, before)
        return replace(words, otherwise=otherwise)

    def _found(self, after: float, before: float) -> list[DecodedPiece]:
        return [
            found
            for phrase, found in self._heard
            if phrase.piece.end > after * SPEECH_RATE and phrase.piece.start < before * SPEECH_RATE
        ]

    def forget(self, before: float) -> None:
        """Let go of the phrases that end before a time of the recording, but for the last one."""
        while len(self._heard) > 1 and self._heard[0][0].piece.end < before * SPEECH_RATE:
            self._heard.pop(0)

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


DRAFT_INTERVAL = 0.7
"""Seconds of new sound that are worth another guess."""


DRAFT_TERMS = 12
"""So many terms, the likeliest, a guess is told of: more would take it longer than it has."""


_SHARE = 0.25
"""Of the time at most so much goes into guesses: a slow machine makes fewer of them."""


class PhraseDrafts:
    """The guesses at one recording's present phrase. One thread, that of the model."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._likely = vocabulary[:DRAFT_TERMS]
        self._hint: str | None = None
        self._next = 0
        """Samples of the recording from which another guess is due."""
        self.text = ""
        """The present guess; empty when there is none."""

    def due(self, length: int) -> bool:
        """Whether a recording of so many samples is worth another guess."""
        return length >= self._next

    def make(self, model: DraftDecoder, phrase: Samples, length: int, *, hinted: bool) -> None:
        """Guess at a phrase, the newest sound of a recording of so many samples."""
        began = time.perf_counter()
        if self._hint is None:
            self._hint = model.hint(self._likely)
        self.text = model.draft(phrase, self._hint if hinted else "")
        took = time.perf_counter() - began
        self.wait(length, max(DRAFT_INTERVAL, took / _SHARE))

    def wait(self, length: int, seconds: float = DRAFT_INTERVAL) -> None:
        """Make no guess for so many seconds after a recording of so many samples."""
        self._next = length + round(seconds * SPEECH_RATE)

    def clear(self) -> None:
        """Forget the guess: the phrase was heard."""
        self.text = ""
