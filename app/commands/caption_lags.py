"""How long after it was spoken each word stood in a caption."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from mock_interviewer.audio.recognition.guards import plain
from mock_interviewer.audio.recognition.transcript import Word

_LOOK = 60
"""Words of a caption's end that are looked at: what stands before was seen before."""
_EARLY = 1.0
"""Seconds before the end that the transcript gives a word in which a caption may hold it."""


def caption_lags(
    words: Sequence[Word], captions: Iterable[tuple[float, str]], final: float
) -> list[float]:
    """Return seconds from the end of each word of a transcript to the first caption with it.

    ``captions`` are pairs of a time, in seconds of the recording, and all that was shown then. A
    caption holds a word where the two texts, laid side by side, agree on it. A word that none
    holds was first shown by the transcript, at ``final``.
    """
    spoken = [
        (plain(text), word.end)
        for word in words
        for text in (word.text if word.heard is None else word.heard).split()
    ]
    shown: dict[int, float] = {}
    for time, caption in captions:
        said = sum(end <= time + _EARLY for _, end in spoken)
        first = max(0, said - _LOOK)
        wanted = [text for text, _ in spoken[first:said]]
        seen = [plain(text) for text in caption.split()[-_LOOK:]]
        matcher = SequenceMatcher(None, wanted, seen, autojunk=False)
        for block in matcher.get_matching_blocks():
            for at in range(first + block.a, first + block.a + block.size):
                shown.setdefault(at, time)
    return [max(0.0, shown.get(at, final) - end) for at, (_, end) in enumerate(spoken)]
