"""How long after it was spoken each word stood in a caption."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from mock_interviewer.audio.recognition.guards import plain
from mock_interviewer.audio.recognition.transcript import Word

LOOK = 60
"""Words of a caption's end that are looked at: what stands before was seen before."""
EARLY = 1.0
"""Seconds before the end that the transcript gives a word in which a caption may hold it."""


def spoken_words(words: Sequence[Word]) -> list[tuple[str, float]]:
    """Return the single words of a transcript as they were heard, plain, each with its end."""
    return [
        (plain(text), word.end)
        for word in words
        for text in (word.text if word.heard is None else word.heard).split()
    ]


def caption_lags(
    words: Sequence[Word], captions: Iterable[tuple[float, str]], final: float
) -> list[float]:
    """Return seconds from the end of each word of a transcript to the first caption with it.

    ``captions`` are pairs of a time, in seconds of the recording, and all that was shown then. A
    caption holds a word where the two texts, laid side by side, agree on it. A word that none
    holds was first shown by the transcript, at ``final``.
    """
    spoken = spoken_words(words)
    shown: dict[int, float] = {}
    for time, caption in captions:
        said = sum(end <= time + EARLY for _, end in spoken)
        first = max(0, said - LOOK)
        wanted = [text for text, _ in spoken[first:said]]
        seen = [plain(text) for text in caption.split()[-LOOK:]]
        matcher = SequenceMatcher(None, wanted, seen, autojunk=False)
        for block in matcher.get_matching_blocks():
            for at in range(first + block.a, first + block.a + block.size):
                shown.setdefault(at, time)
    return [max(0.0, shown.get(at, final) - end) for at, (_, end) in enumerate(spoken)]
