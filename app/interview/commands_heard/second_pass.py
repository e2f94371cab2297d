"""The second pass over an utterance that was not recognized as a command.

If its words allow, the utterance is transcribed again with a bias toward commands. If that finds
no command either, the model scores the sound against a few candidate commands: for a single word,
it often writes something else ("Boss." for "Pause.") although it finds both equally likely.
"""

import string
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from mock_interviewer.app.interview.commands_heard.mishearing import is_other_form
from mock_interviewer.app.interview.commands_heard.phrases import command_phrases, polite_spans
from mock_interviewer.app.interview.commands_heard.plain_words import Words, plain_words
from mock_interviewer.app.interview.commands_heard.spoken_command import CONFIRMING, SpokenCommand
from mock_interviewer.app.interview.commands_heard.understanding import understand
from mock_interviewer.audio.recognition.terms.english_words import (
    edit_distance,
    frequency_rank,
    phonetic_key,
)

_SHORT_COMMANDS: Final = (
    "Repeat.",
    "Rephrase.",
    "Skip.",
    "Next.",
    "Pause.",
    "Resume.",
    "Continue.",
    "Stop.",
    "Done.",
    "Hold on.",
    "Move on.",
)
"""Candidates for any short utterance: a word without context is easily misheard."""


_LONG_COMMANDS: Final = (
    "Repeat the question.",
    "Pause the interview.",
    "Resume the interview.",
    "Stop the interview.",
    "End the interview.",
    "Hold the interview.",
)
"""Candidates for any longer utterance: unclear voices often get these words misheard."""


_MAX_SHORT: Final = 0.9


_MIN_LONG: Final = 0.7
"""Seconds of the longest short command and of the shortest long one."""


_SLOW_RATE: Final = 6.5
"""Characters per second of the slowest single word: a shorter text cannot be all that was said."""


_FLUENT_RATE: Final = 10.5
"""The same for several words."""


_MIN_FLUENT: Final = 1.2
"""Seconds from which an utterance has several words."""


_MAX_HEARD_RATIO: Final = 1.2
"""Longest recognized text, relative to a candidate: "what do you mean by" lacks its subject."""


_MAX_NEAR: Final = 8
"""Number of candidates chosen among all phrases by spelling and sound."""


_MIN_SIMILARITY: Final = 45.0
"""Minimum similarity of letters and sounds, out of 100."""


_REPLY_PENALTY: Final = 10.0
"""Similarity that a yes or no loses: usually no confirmation is pending."""


_MAX_SPANS: Final = 4
"""Number of ways to strip polite words that are tried."""


_CONTRACTIONS: Final = {
    ("let", "us"): "let's",
    ("i", "am"): "I'm",
    ("i", "would"): "I'd",
    ("i", "will"): "I'll",
    ("i", "have"): "I've",
    ("do", "not"): "don't",
    ("did", "not"): "didn't",
    ("can", "not"): "can't",
    ("could", "not"): "couldn't",
    ("that", "is"): "that's",
    ("what", "is"): "what's",
}


_ASKING: Final = frozenset(
    {"can", "could", "would", "will", "may", "shall", "should", "what", "how"}
)


_OPENING: Final = frozenset({"can", "could", "would", "may", "let", "i", "we"})
"""First words of phrases that have no polite words before them."""


def command_candidates(readings: Sequence[str], seconds: float) -> tuple[str, ...]:
    """Return texts of commands that may have been said in ``seconds`` of speech.

    ``readings`` are the first transcript, which may be "", and alternatives.
    """
    short = _SHORT_COMMANDS if seconds <= _MAX_SHORT else ()
    long = _LONG_COMMANDS if seconds >= _MIN_LONG else ()
    near = (text for heard in readings for text in _near(plain_words(heard)))
    whole = _WholeUtterance(readings[0], seconds)
    return tuple(text for text in dict.fromkeys((*short, *long, *near)) if whole.may_be(text))


def prepare() -> None:
    """Load the tables in advance, which takes a few tenths of a second."""
    _near(("prepare",))


def _near(words: Words) -> tuple[str, ...]:
    """Return the commands nearest to some words, with the recognized polite words around."""
    found: dict[Words, float] = {}
    for start, end in polite_spans(words)[:_MAX_SPANS]:
        core = words[start:end]
        share = len("".join(core)) / len("".join(words))
        similarities = _similarities(core)
        for place in np.argsort(-similarities)[:_MAX_NEAR]:
            phrase = _known_phrases().phrases[place]
            if similarities[place] >= _MIN_SIMILARITY and not (start and phrase[0] in _OPENING):
                text = (*words[:start], *phrase, *words[end:])
                similarity = 100 - share * (100 - float(similarities[place]))
                found[text] = max(found.get(text, 0.0), similarity)
    best = sorted(found, key=lambda text: -found[text])[:_MAX_NEAR]
    return tuple(_written(text) for text in best)


class _WholeUtterance:
    """Rejects texts that can only be the beginning or the stem of the utterance."""

    def __init__(self, heard: str, seconds: float) -> None:
        fluent = seconds >= _MIN_FLUENT
        from_heard = len(heard) / _MAX_HEARD_RATIO if fluent else 0.0
        self._min_length = max((_FLUENT_RATE if fluent else _SLOW_RATE) * seconds, from_heard)

        words = plain_words(heard)
        self._word = words[0] if len(words) == 1 else None

    def may_be(self, text: str) -> bool:
        first = plain_words(text)[0]
        stem_only = self._word is not None and is_other_form(self._word, first)
        return len(text) >= self._min_length and not stem_only


class _KnownPhrases:
    """All phrases, with their letters, sounds, and similarity penalties."""

    def __init__(self) -> None:
        known = command_phrases(within_answer=False)
        self.phrases = tuple(known)
        self.letters = ["".join(words) for words in known]
        self.sounds = [phonetic_key(each) for each in self.letters]
        penalties = [
            _REPLY_PENALTY if CONFIRMING.issuperset(known[words]) else 0.0 for words in known
        ]
        self.penalties = np.array(penalties, np.float32)


@cache
def _known_phrases() -> _KnownPhrases:
    return _KnownPhrases()


def _similarities(core: Words) -> NDArray[np.float32]:
    known, joined = _known_phrases(), "".join(core)
    by_letters = process.cdist([joined], known.letters, scorer=fuzz.ratio)[0]
    by_sound = process.cdist([phonetic_key(joined)], known.sounds, scorer=fuzz.ratio)[0]
    similarities: NDArray[np.float32] = (by_letters + by_sound) / 2 - known.penalties
    return similarities


def _written(words: Words) -> str:
    """Return plain words spelled as the model writes them."""
    text: list[str] = []
    rest = words
    while rest:
        short = _CONTRACTIONS.get((rest[0], rest[1])) if len(rest) > 1 else None
        text.append(short or ("I" if rest[0] == "i" else rest[0]))
        rest = rest[2:] if short else rest[1:]
    joined = " ".join(text)
    return f"{joined[:1].upper()}{joined[1:]}{'?' if words[0] in _ASKING else '.'}"


LIKELY_PHRASES: Final = (
    "Interviewer",
    "could you please repeat the question",
    "pause the interview",
    "hold on",
    "carry on",
    "move on",
)
"""Hotwords of the second pass. They also bias the model toward other, similar commands."""


MAX_SECONDS: Final = 2.5
"""Longest utterance, in seconds, that gets a second pass."""


_MIN_AGREEMENT: Final = 0.45
"""Similarity of letters, out of 1, from which two readings count as the same words.

Of the commands that were falsely found in about 600 short utterances, none exceeded 0.42, except
for single English words.
"""


_ALL_COMMANDS: Final = frozenset(SpokenCommand)


def worth_second_pass(heard: str, seconds: float) -> bool:
    """Return whether an utterance of ``seconds``, recognized as ``heard``, gets a second pass.

    Not if nothing was recognized, because a biased model turns noise into what it expects; and
    not a single English word, because "plus", often said alone, would become "pause".
    """
    words = plain_words(heard)
    if (
        not words
        or seconds > MAX_SECONDS
        or (len(words) == 1 and frequency_rank(words[0]) is not None)
    ):
        return False
    return understand(heard, _ALL_COMMANDS) is None


def believed_reading(first: str, second: str) -> str:
    """Return which of two transcripts of an utterance to use; the second is biased.

    The second is used only if it is a command and similar to the first.
    """
    if understand(second, _ALL_COMMANDS) is None:
        return first
    one, other = "".join(plain_words(first)), "".join(plain_words(second))
    likeness = 1.0 - edit_distance(one, other) / max(len(one), len(other), 1)
    return second if likeness >= _MIN_AGREEMENT else first


def second_pass_choices(heard: str, seconds: float, second: str = "") -> tuple[str, ...]:
    """Return texts to score against an utterance of ``seconds``; () if no command is possible.

    The first is ``heard``, or "" if nothing was recognized. ``second`` is the transcript of the
    second pass, if there was one. Each text ends like a sentence, because its end is scored too.
    """
    if seconds > MAX_SECONDS or understand(heard, _ALL_COMMANDS) is not None:
        return ()
    others = command_candidates((heard, second), seconds)
    return (_sentence(heard), *others) if others else ()


def _sentence(heard: str) -> str:
    bare = heard.strip(f"{string.punctuation}{string.whitespace}\N{HORIZONTAL ELLIPSIS}")
    return f"{bare[:1].upper()}{bare[1:]}." if bare else ""
