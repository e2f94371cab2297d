"""How long after it was spoken each word stood in a caption."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from rig.wer import words as spoken_words

from mock_interviewer.audio.recognition.messages import Partial
from mock_interviewer.audio.recognition.transcript import Word

_LOOK = 60
"""Words of a caption's end that are looked at: what stands before was seen before."""


def caption_lags(
    words: Sequence[Word], captions: Iterable[tuple[float, Partial]], final: float
) -> list[float]:
    """Return seconds from the end of each word of the transcript to the first caption with it.

    A caption holds a word where the two texts, laid side by side, agree on it. A word that no
    caption holds was first shown by the transcript, at ``final``.
    """
    spoken = [(part, word.end) for word in words for part in spoken_words(word.text)]
    shown: dict[int, float] = {}
    for time, caption in captions:
        said = [at for at, (_, end) in enumerate(spoken) if end <= time + 1.0]
        first = max(0, len(said) - _LOOK)
        wanted = [spoken[at][0] for at in said[first:]]
        seen = spoken_words(f"{caption.settled} {caption.draft}")[-_LOOK:]
        matcher = SequenceMatcher(None, wanted, seen, autojunk=False)
        for block in matcher.get_matching_blocks():
            for offset in range(block.size):
                shown.setdefault(first + block.a + offset, time)
    return [max(0.0, shown.get(at, final) - end) for at, (_, end) in enumerate(spoken)]
