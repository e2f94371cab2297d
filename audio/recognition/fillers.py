"""Filled pauses ("um", "uh", "er", "hmm"), which transcripts leave out: at least how many.

Whisper was trained on tidy text and transcribes hardly any of them. After a disfluent prompt it
keeps more; and a sound that is held for long is one whatever the model returns. Fillers that are
words ("like", "you know", "sort of") are in the transcript and not searched for here.

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
"""The prompt for the model, which continues in the same style."""
HELD_SOUND = "uh"
"""The text of a held sound for which the model returned no word."""
_SURE = 0.01
"""Below this probability, the model returns a filler only because of the prompt."""
_NEAR = 0.8
"""Fillers closer together (seconds) are the same one: the model's times are not exact."""
_FILLED_PAUSE = re.compile(r"u+m+|u+h+m*|e+r+m*|h+m+|m+h*m+|a+h+|e+h+")
_LETTERS = re.compile(r"[^a-z]")


def is_filled_pause(text: str) -> bool:
    """Return whether a word of English is a filled pause, punctuation aside."""
    return _FILLED_PAUSE.fullmatch(_LETTERS.sub("", text.casefold())) is not None


def fillers_among(words: Iterable[TranscriptWord]) -> list[Filler]:
    """Return the filled pauses, in order; those without a word between them are one."""
    found: list[Filler] = []
    sure: bool | None = None
    """Whether the word before is a filler that counts; None if it is no filler."""
    for word in words:
        text = _LETTERS.sub("", word.text.casefold())
        if not is_filled_pause(text):
            sure = None
        elif sure is None:
            sure = word.probability >= _SURE
            if sure:
                found.append(Filler(text, word.start, max(word.start, word.end)))
        elif sure:
            # After one filler the model finds another likely, whatever the sound.
            found[-1] = replace(found[-1], end=max(found[-1].end, word.end))
    return found


def with_held_sounds(spoken: Sequence[Filler], held: Iterable[tuple[float, float]]) -> list[Filler]:
    """Return the spoken fillers and the other held sounds (start and end), in order."""
    missed = [
        Filler(HELD_SOUND, start, end)
        for start, end in held
        if not any(start < one.end + _NEAR and end > one.start - _NEAR for one in spoken)
    ]
    return sorted([*spoken, *missed], key=lambda filler: (filler.start, filler.end))
