"""Detection and removal of text that a Whisper model hallucinates."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.audio.recognition.transcript import TranscriptWord, normalized_word

_LONGEST_LOOP = 12
_REPEATS_OF_A_WORD = 6
_REPEATS_OF_A_PHRASE = 4
"""People may repeat a phrase three times; a model that loops repeats it until it is stopped."""
_REPEATS_IN_A_DRAFT = 3
"""A draft is soon replaced: leaving out what a person repeats costs less than showing a loop."""
_TWO = 2
_BABBLE = 8
"""So many words in a row are never just two different ones."""
_WITHIN_A_WORD = re.compile(r"([^0-9]{1,6}?)\1{7}")
"""A model may loop inside a word too, on a syllable, a letter or an underscore."""
_ECHO = 3
"""The fewest words of an echo: a short window makes the model repeat a sentence."""
_TOO_FAST = 5.5
"""Words a second that nobody reaches while repeating a phrase; fast talkers reach 4.5."""
_AFTERTHOUGHT = 0.35
"""A segment that begins with fewer seconds of speech left has one word at most..."""
_UNSURE = 0.4
"""...and is hallucinated below this mean probability; real words had 0.9 and more."""
_PROBABLY_NO_SPEECH = 0.6
_PERHAPS_NO_SPEECH = 0.3
_HALF_SURE = -0.5
_GUESSING = -1.0
_CLEAR_VOICE = 0.8
"""Real noise reached 0.66. The model is rarely sure of two or three words."""
_LOOP_COMPRESSION = 2.4


_Rounds: TypeAlias = tuple[int, int]
"""Number of words in the first round, and in all rounds together."""


@dataclass(frozen=True)
class SegmentConfidence:
    """Confidence in one segment: three figures of the model, and one of the voice detector."""

    average_log_probability: float
    no_speech: float
    compression: float
    """Length of the text over its compressed length; loops compress well."""
    speech: float
    """Mean probability of speech in it, by the voice detector."""


def is_hallucinated(
    words: Sequence[TranscriptWord], confidence: SegmentConfidence, vocabulary: Collection[str]
) -> bool:
    """Return whether a segment is noise that was decoded as words.

    ``vocabulary`` holds the single words of the hotwords, as ``normalized_word`` returns them: a
    segment of nothing else needs a higher confidence than another.
    """
    only_vocabulary = only_of(words, vocabulary)
    log_probability = confidence.average_log_probability
    if confidence.no_speech > _PROBABLY_NO_SPEECH:
        looped = confidence.compression > _LOOP_COMPRESSION
        return only_vocabulary or looped or log_probability < _HALF_SURE
    if log_probability < _GUESSING and confidence.speech < _CLEAR_VOICE:
        return only_vocabulary or confidence.no_speech > _PERHAPS_NO_SPEECH
    return False


def is_afterthought(words: Sequence[TranscriptWord], left: float) -> bool:
    """Return whether a later segment was hallucinated after the end of the speech.

    ``left`` is the seconds of speech from its start on. Asked for one more segment at the end of a
    short sentence, a model returns a word or two with a low probability.
    """
    return (
        bool(words)
        and left < _AFTERTHOUGHT
        and sum(word.probability for word in words) < _UNSURE * len(words)
    )


def only_of(words: Sequence[TranscriptWord], vocabulary: Collection[str]) -> bool:
    """Return whether a segment has words of the vocabulary only."""
    return bool(vocabulary) and all(normalized_word(word.text) in vocabulary for word in words)


def without_loops(
    words: Sequence[TranscriptWord], *, draft: bool = False
) -> tuple[list[TranscriptWord], bool]:
    """Return the words with the first round of every loop only, and whether there was a loop.

    A word that is a loop in itself is left out. In a ``draft``, three rounds are a loop.
    """
    kept: list[TranscriptWord] = []
    sound = [word for word in words if not _WITHIN_A_WORD.search(word.text)]
    looped = len(sound) < len(words)
    words = sound
    spoken = [normalized_word(word.text) for word in words]
    at = 0
    while at < len(words):
        length, whole = (
            _loop(spoken, at, draft=draft)
            or _babble(spoken, at)
            or _echo(words, spoken, at)
            or (1, 1)
        )
        kept.extend(words[at : at + length])
        looped = looped or whole > length
        at += whole
    return kept, looped


def _loop(spoken: Sequence[str], at: int, *, draft: bool) -> _Rounds | None:
    """Return the first round and the whole of the loop that starts at ``at``."""
    for length in range(1, _LONGEST_LOOP + 1):
        phrase = spoken[at : at + length]
        rounds = 1
        while spoken[at + rounds * length : at + (rounds + 1) * length] == phrase:
            rounds += 1
        least = _REPEATS_OF_A_WORD if length == 1 else _REPEATS_OF_A_PHRASE
        if rounds >= (_REPEATS_IN_A_DRAFT if draft else least):
            return length, length * rounds
    return None


def _babble(spoken: Sequence[str], at: int) -> _Rounds | None:
    """Return the first of two words that alternate from ``at`` on, and the whole alternation."""
    end = at
    while end < len(spoken) and len(set(spoken[at : end + 1])) <= _TWO:
        end += 1
    return (1, end - at) if end - at >= _BABBLE else None


def _echo(words: Sequence[TranscriptWord], spoken: Sequence[str], at: int) -> _Rounds | None:
    """Return the first round, and all, of a phrase that is repeated faster than anybody speaks.

    A model that has no sound left for another round gives most of its words no duration.
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
    """Return whether the words of a phrase and its repetition are too fast for speech."""
    half = len(twice) // 2
    instant = sum(word.end <= word.start for word in twice[half:])
    return len(twice) > _TOO_FAST * (twice[-1].end - twice[0].start) or instant > half / 2
