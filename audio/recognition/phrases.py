"""What is said, heard phrase by phrase, each as soon as it ends.

Most people fall silent before they press stop, so that nothing is left to hear then. A phrase is
heard together with the short ones before it, which costs little and helps the model; what it hears
of them replaces what it heard before.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from mock_interviewer.audio.recognition.heard import Found
from mock_interviewer.audio.recognition.pieces import Piece
from mock_interviewer.audio.recognition.segmenter import PHRASES, PIECES, Segmenter
from mock_interviewer.audio.recognition.silence import windows
from mock_interviewer.audio.recognition.transcript import Segment
from mock_interviewer.audio.types import SPEECH_RATE

EARLY = 2.0
"""So soon after a phrase has begun (seconds of speech) nobody is done with it."""
TOGETHER = 6.0
"""Seconds of sound that are heard anew for the sake of the phrase at their end."""


@dataclass(frozen=True)
class _Phrase:
    piece: Piece
    opens: bool
    """Whether it stands first after a pause over which nothing is heard together."""


class Phrases:
    """The phrases of one live recording. One thread, that of the engine, which ``hear`` asks."""

    def __init__(self, hear: Callable[[Piece], Found]) -> None:
        self._hear = hear
        self._segmenter = Segmenter(PHRASES)
        self._waiting: deque[_Phrase] = deque()
        self._heard: list[tuple[_Phrase, Found]] = []
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

    def open(self) -> Piece | None:
        """Return the phrase that is being spoken, as far as it got."""
        return self._segmenter.open()

    def work(self) -> None:
        """Hear the phrase that ended first; if more are waiting, as many as fit into a piece."""
        phrase = self._waiting.popleft()
        if self._waiting:
            while self._waiting and _fits(phrase, self._waiting[0], PIECES.longest):
                phrase = _joined(phrase, self._waiting.popleft())
        elif self._heard and _fits(self._heard[-1][0], phrase, TOGETHER):
            phrase = _joined(self._heard.pop()[0], phrase)
        self._heard.append((phrase, self._hear(phrase.piece)))

    def reconsider(self, hear: Callable[[Piece], Found], *, hinted: bool) -> None:
        """Ask for a second opinion on the first phrase that is ``questioned``."""
        for place, (phrase, found) in enumerate(self._heard):
            if found.questioned(hinted=hinted):
                self._heard[place] = phrase, replace(found, otherwise=hear(phrase.piece))
                return

    def between(self, after: float, before: float) -> Found:
        """Return the words whose middle lies between two times of the recording (seconds)."""
        found = self._found(after, before)
        words = _within(found, after, before)
        if not any(one.otherwise for one in found):
            return words
        otherwise = _within([one.unhinted for one in found], after, before)
        return replace(words, otherwise=otherwise)

    def _found(self, after: float, before: float) -> list[Found]:
        return [
            found
            for phrase, found in self._heard
            if phrase.piece.end > after * SPEECH_RATE and phrase.piece.start < before * SPEECH_RATE
        ]

    def forget(self, before: float) -> None:
        """Let go of the phrases that end before a time of the recording, but for the last one."""
        while len(self._heard) > 1 and self._heard[0][0].piece.end < before * SPEECH_RATE:
            self._heard.pop(0)

    def _take(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            self._waiting.append(_Phrase(piece, self._opens))
            self._opens = False
            self._spoken = 0


def _fits(first: _Phrase, second: _Phrase, longest: float) -> bool:
    return not second.opens and first.piece.duration + second.piece.duration <= longest


def _joined(first: _Phrase, second: _Phrase) -> _Phrase:
    return _Phrase(first.piece.joined(second.piece), first.opens)


def _within(found: Sequence[Found], after: float, before: float) -> Found:
    return Found(
        tuple(part for one in found for part in _cut(one.segments, after, before)),
        looped=any(one.looped for one in found),
        cut_off=any(one.cut_off for one in found),
        doubtful=any(one.doubtful for one in found),
    )


def _cut(segments: tuple[Segment, ...], after: float, before: float) -> Iterator[Segment]:
    for segment in segments:
        words = tuple(
            word for word in segment.words if after <= (word.start + word.end) / 2 < before
        )
        if words:
            text = " ".join(word.text for word in words)
            yield replace(segment, text=text, words=words, start=words[0].start, end=words[-1].end)
