"""The delay until a caption reached each word, whether recognized correctly or not."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from mock_interviewer.app.commands.shared.file_recognition import (
    COMPARED_WORDS,
    EARLIEST,
    spoken_words,
)
from mock_interviewer.audio.recognition.transcript import TranscriptWord, normalized_word


def caption_reach(
    words: Sequence[TranscriptWord], captions: Iterable[tuple[float, str]], final: float
) -> list[float]:
    """Return seconds from the end of each word to the first caption that goes as far.

    ``captions`` are pairs of a time, in seconds of the recording, and all that was shown then. A
    caption goes as far as the last word on which the two texts agree, and as many words further as
    it has behind that, though never beyond what was spoken by then. What none reached was first
    shown by the transcript, at ``final``.
    """
    spoken = spoken_words(words)
    shown = [final] * len(spoken)
    reached = 0
    for time, caption in captions:
        said = sum(end <= time + EARLIEST for _, end in spoken)
        first = max(0, said - COMPARED_WORDS)
        seen = [normalized_word(text) for text in caption.split()[-COMPARED_WORDS:]]
        wanted = [text for text, _ in spoken[first:said]]
        matcher = SequenceMatcher(None, wanted, seen, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if not blocks:
            continue
        behind = len(seen) - (blocks[-1].b + blocks[-1].size)
        end = min(said, first + blocks[-1].a + blocks[-1].size + behind)
        shown[reached:end] = [time] * max(0, end - reached)
        reached = max(reached, end)
    return [max(0.0, at - end) for at, (_, end) in zip(shown, spoken, strict=True)]
