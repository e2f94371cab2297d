"""Filled pauses ("um", "uh", "er", "hmm"), which a transcript leaves out: how many at least.

Whisper was taught on tidy text and writes down hardly any of them. Told that the speaker is
disfluent it keeps more; and a sound that is held for long is one whatever the model writes.
Fillers that are words ("like", "you know", "sort of") stand in the transcript and are not sought
here.

Of 144 fillers in 39 clips (``benchmarks.recognition.fillers``: synthetic voices, half of the
fillers in the flow of a sentence, half drawn out; fluent answers; people who read), with 95 %
intervals:

| model | recall | precision |
|---|---|---|
| base | 69 % (61 to 76) | 98 % (93 to 99) |
| tiny.en | 62 % (54 to 70) | 94 % (87 to 97) |
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mock_interviewer.audio.recognition.transcript import Filler, TranscriptWord

DISFLUENT = "Um, so, uh, like, you know, I, I mean, uh, er, hmm, ah, the, um, thing is, mm, uh,"
"""What the model is told was said before: it goes on in the same manner."""
HELD_SOUND = "uh"
"""What a held sound is called where the model wrote nothing."""
_SURE = 0.01
"""Below this probability, the model writes a filler only because it was told of them."""
_NEAR = 0.8
"""Fillers closer together (seconds) are one, heard twice: the model's times are not exact."""
_FILLED_PAUSE = re.compile(r"u+m+|u+h+m*|e+r+m*|h+m+|m+h*m+|a+h+|e+h+")
_LETTERS = re.compile(r"[^a-z]")


def is_filled_pause(text: str) -> bool:
    """Tell whether a word of English, punctuation aside, is a filled pause."""
    return _FILLED_PAUSE.fullmatch(_LETTERS.sub("", text.casefold())) is not None


def fillers_among(words: Iterable[TranscriptWord]) -> list[Filler]:
    """Return the words that are filled pauses, in order; repeated without a word between: one."""
    found: list[Filler] = []
    sure: bool | None = None
    """Whether the filler was believed that the word before is; None: it is none."""
    for word in words:
        text = _LETTERS.sub("", word.text.casefold())
        if not is_filled_pause(text):
            sure = None
        elif sure is None:
            sure = word.probability >= _SURE
            if sure:
                found.append(Filler(text, word.start, max(word.start, word.end)))
        elif sure:
            # A model that wrote one finds the next likely: it is surer of echoes than of sounds.
            found[-1] = replace(found[-1], end=max(found[-1].end, word.end))
    return found


def with_held_sounds(spoken: Sequence[Filler], held: Iterable[tuple[float, float]]) -> list[Filler]:
    """Add the held sounds (start and end) that are not one of the spoken fillers; in order."""
    unheard = [
        Filler(HELD_SOUND, start, end)
        for start, end in held
        if not any(start < one.end + _NEAR and end > one.start - _NEAR for one in spoken)
    ]
    return sorted([*spoken, *unheard], key=lambda filler: (filler.start, filler.end))
