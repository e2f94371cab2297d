"""Recognizing what a Whisper model makes up, by its looks, and taking it out."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.audio.recognition.transcript import TranscriptWord, normalized_word

_LONGEST_LOOP = 12


_REPEATS_OF_A_WORD = 6


_REPEATS_OF_A_PHRASE = 4
"""People do say a thing three times over; a model that loops says it until it is stopped."""


_TWO = 2


_BABBLE = 8
"""So many words in a row are never only two different ones."""


_WITHIN_A_WORD = re.compile(r"([^0-9]{1,6}?)\1{7}")
"""A model may loop inside a word too, on a syllable, a letter or an underscore."""


_ECHO = 3
"""So many words said twice are looked at: a short window makes the model say a sentence again."""


_TOO_FAST = 5.5
"""Nobody says a phrase twice at so many words a second; fast talkers reach four and a half."""


_AFTERTHOUGHT = 0.35
"""A segment that begins with less speech left than this (seconds) is a word at most..."""


_UNSURE = 0.4
"""...and made up where the model gives its words no better chance; true ones had 0.9 and more."""


_PROBABLY_NO_SPEECH = 0.6


_PERHAPS_NO_SPEECH = 0.3


_HALF_SURE = -0.5


_GUESSING = -1.0


_CLEAR_VOICE = 0.8
"""Real noise was seen to reach 0.66. Of two or three words the model is rarely sure."""


_LOOP_COMPRESSION = 2.4


_Rounds: TypeAlias = tuple[int, int]
"""Words of the first round, and of all rounds together."""


@dataclass(frozen=True)
class SegmentConfidence:
    """How sure the model was of one segment, by its own three figures and the detector's."""

    average_log_probability: float
    no_speech: float
    compression: float
    """Length of the text over its compressed length; loops compress well."""
    voice: float
    """How surely somebody spoke meanwhile, as the voice detector sees it."""


def is_hallucinated(
    words: Sequence[TranscriptWord], confidence: SegmentConfidence, vocabulary: Collection[str]
) -> bool:
    """Say whether a segment was made out of noise.

    ``vocabulary`` holds the single words of the hotwords, as ``normalized_word`` gives them: a
    segment with nothing else in it must be surer of itself than another.
    """
    only_vocabulary = only_of(words, vocabulary)
    sureness = confidence.average_log_probability
    if confidence.no_speech > _PROBABLY_NO_SPEECH:
        looped = confidence.compression > _LOOP_COMPRESSION
        return only_vocabulary or looped or sureness < _HALF_SURE
    if sureness < _GUESSING and confidence.voice < _CLEAR_VOICE:
        return only_vocabulary or confidence.no_speech > _PERHAPS_NO_SPEECH
    return False


def is_afterthought(words: Sequence[TranscriptWord], left: float) -> bool:
    """Say whether a later segment was made of what a model hears once all was said.

    ``left`` is how much speech there was from its begin on, in seconds. Asked for one more segment
    at the end of a short sentence, a model gives a word or two that it does not believe itself.
    """
    return (
        bool(words)
        and left < _AFTERTHOUGHT
        and sum(word.probability for word in words) < _UNSURE * len(words)
    )


def only_of(words: Sequence[TranscriptWord], vocabulary: Collection[str]) -> bool:
    """Say whether there is nothing but vocabulary in a segment."""
    return bool(vocabulary) and all(normalized_word(word.text) in vocabulary for word in words)


def without_loops(words: Sequence[TranscriptWord]) -> tuple[list[TranscriptWord], bool]:
    """Keep the first round of every loop, and no word that is one; say whether there was any."""
    kept: list[TranscriptWord] = []
    sound = [word for word in words if not _WITHIN_A_WORD.search(word.text)]
    looped = len(sound) < len(words)
    words = sound
    spoken = [normalized_word(word.text) for word in words]
    at = 0
    while at < len(words):
        length, whole = (
            _loop(spoken, at) or _babble(spoken, at) or _echo(words, spoken, at) or (1, 1)
        )
        kept.extend(words[at : at + length])
        looped = looped or whole > length
        at += whole
    return kept, looped


def _loop(spoken: Sequence[str], at: int) -> _Rounds | None:
    """Return the first round and the whole of the loop that starts at ``at``."""
    for length in range(1, _LONGEST_LOOP + 1):
        phrase = spoken[at : at + length]
        rounds = 1
        while spoken[at + rounds * length : at + (rounds + 1) * length] == phrase:
            rounds += 1
        if rounds >= (_REPEATS_OF_A_WORD if length == 1 else _REPEATS_OF_A_PHRASE):
            return length, length * rounds
    return None


def _babble(spoken: Sequence[str], at: int) -> _Rounds | None:
    """Return the first of two words that are said in turns from ``at`` on, and all of them."""
    end = at
    while end < len(spoken) and len(set(spoken[at : end + 1])) <= _TWO:
        end += 1
    return (1, end - at) if end - at >= _BABBLE else None


def _echo(words: Sequence[TranscriptWord], spoken: Sequence[str], at: int) -> _Rounds | None:
    """Return what is said again from ``at`` on, faster than anybody speaks: once, and all of it.

    A model that has no sound left for another round lets most of it happen in no time at all.
    """
    for length in range(_ECHO, (len(words) - at) // 2 + 1):
        end = at + length
        while spoken[at : at + length] == spoken[end : end + length] and _unspeakable(
            words[end - length : end + length]
        ):
            end += length
        if end > at + length:
            return length, end - at
    return None


def _unspeakable(twice: Sequence[TranscriptWord]) -> bool:
    """Say whether nobody can have said a phrase twice, each word at its time."""
    half = len(twice) // 2
    instant = sum(word.end <= word.start for word in twice[half:])
    return len(twice) > _TOO_FAST * (twice[-1].end - twice[0].start) or instant > half / 2
