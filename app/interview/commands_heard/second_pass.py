"""A second pass over an utterance that was recognized as no command.

A model that is told to expect commands transcribes it once more, if its words allow that. If
that gives no command either, the model is asked whether the sound may be one of a few commands:
for a single word it often writes something else, "Boss." for "Pause.", though it finds both as
likely.
"""

import string
from collections.abc import Collection, Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from mock_interviewer.app.feedback.delivery.spoken_words import word_set
from mock_interviewer.app.interview.commands_heard.mishearing import is_other_form
from mock_interviewer.app.interview.commands_heard.phrases import command_phrases, polite_words
from mock_interviewer.app.interview.commands_heard.plain_words import Words, plain_words
from mock_interviewer.app.interview.commands_heard.spoken_command import CONFIRMING, SpokenCommand
from mock_interviewer.app.interview.commands_heard.understanding import understand
from mock_interviewer.audio.recognition.terms.english_words import (
    edit_distance,
    frequency_rank,
    phonetic_key,
)

_SHORT: Final = (
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
"""What may be heard as anything, since a word alone says little of what it is."""


_LONG: Final = (
    "Repeat the question.",
    "Pause the interview.",
    "Resume the interview.",
    "Stop the interview.",
    "End the interview.",
    "Hold the interview.",
)
"""The same of words of which recognition makes others where a voice is not clear."""


_LONGEST_SHORT: Final = 0.9


_LEAST_LONG: Final = 0.7
"""Seconds that these take."""


_SLOWLY: Final = 6.5
"""Characters a second of the slowest word; with fewer, more was said than that..."""


_FLUENTLY: Final = 10.5
"""...and the same of more words than one."""


_FLUENT: Final = 1.2
"""Seconds above which more words than one are said."""


_MORE_HEARD: Final = 1.2
"""So many times the characters that can be have been heard of them: "what do you mean by" what?"""


_MOST: Final = 8
"""So many more are looked for among all, by how they are written and sound."""


_LEAST: Final = 45.0
"""Likeness of letters and sounds, of 100."""


_UNASKED: Final = 10.0
"""Likeness lost by a yes or a no: most of the time nothing was asked."""


_MOST_ENDS: Final = 4
"""So many ways to take polite words off are looked at."""


_CONTRACTED: Final = {
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


_ASKING: Final = word_set("can could would will may shall should what how")


_OPENING: Final = word_set("can could would may let i we")
"""A phrase that begins so has no polite words before it."""


def command_candidates(readings: Sequence[str], seconds: float) -> tuple[str, ...]:
    """Return texts of commands that may have been said in ``seconds`` of speech.

    ``readings``: what was heard of it, which may be "", and what else it was heard as.
    """
    short = _SHORT if seconds <= _LONGEST_SHORT else ()
    long = _LONG if seconds >= _LEAST_LONG else ()
    near = (text for heard in readings for text in _near(plain_words(heard)))
    whole = _WholeUtterance(readings[0], seconds)
    return tuple(text for text in dict.fromkeys((*short, *long, *near)) if whole.may_be(text))


def prepare() -> None:
    """Read the tables, which takes a few tenths of a second: where nobody waits for it."""
    _near(("prepare",))


def _near(words: Words) -> tuple[str, ...]:
    """Return the commands nearest to some words, with the polite words that were heard around."""
    found: dict[Words, float] = {}
    for start, end in _ends(words):
        core = words[start:end]
        share = len("".join(core)) / len("".join(words))
        alike = _alike(core)
        for place in np.argsort(-alike)[:_MOST]:
            phrase = _known_phrases().phrases[place]
            if alike[place] >= _LEAST and not (start and phrase[0] in _OPENING):
                text = (*words[:start], *phrase, *words[end:])
                likeness = 100 - share * (100 - float(alike[place]))
                found[text] = max(found.get(text, 0.0), likeness)
    best = sorted(found, key=lambda text: -found[text])[:_MOST]
    return tuple(_written(text) for text in best)


def _ends(words: Words) -> list[tuple[int, int]]:
    """Return what is left of words without polite ones before and after, the whole of it first."""
    kinds = polite_words()
    starts = _reached(words, kinds.around | kinds.before)
    after = frozenset(part[::-1] for part in kinds.around | kinds.after)
    ends = [len(words) - place for place in _reached(words[::-1], after)]
    return [(start, end) for start in starts for end in ends if start < end][:_MOST_ENDS]


def _reached(words: Words, parts: Collection[Words]) -> list[int]:
    """Return the places up to which words are nothing but parts, 0 first."""
    found = [0]
    for start in range(len(words)):
        if start in found:
            last = min(len(words), start + polite_words().longest)
            ends = (end for end in range(start + 1, last + 1) if words[start:end] in parts)
            found += [end for end in ends if end not in found]
    return found


class _WholeUtterance:
    """Tells whether a text may be all that was said: not its beginning, nor its stem."""

    def __init__(self, heard: str, seconds: float) -> None:
        fluent = seconds >= _FLUENT
        heard_of_it = len(heard) / _MORE_HEARD if fluent else 0.0
        self._least = max((_FLUENTLY if fluent else _SLOWLY) * seconds, heard_of_it)

        words = plain_words(heard)
        self._word = words[0] if len(words) == 1 else None

    def may_be(self, text: str) -> bool:
        first = plain_words(text)[0]
        stem_only = self._word is not None and is_other_form(self._word, first)
        return len(text) >= self._least and not stem_only


class _KnownPhrases:
    """All phrases, their letters, how they sound, and what they lose in likeness."""

    def __init__(self) -> None:
        known = command_phrases(within_answer=False)
        self.phrases = tuple(known)
        self.letters = ["".join(words) for words in known]
        self.sounds = [phonetic_key(each) for each in self.letters]
        lost = [_UNASKED if CONFIRMING.issuperset(known[words]) else 0.0 for words in known]
        self.lost = np.array(lost, np.float32)


@cache
def _known_phrases() -> _KnownPhrases:
    return _KnownPhrases()


def _alike(core: Words) -> NDArray[np.float32]:
    known, joined = _known_phrases(), "".join(core)
    by_letters = process.cdist([joined], known.letters, scorer=fuzz.ratio)[0]
    by_sound = process.cdist([phonetic_key(joined)], known.sounds, scorer=fuzz.ratio)[0]
    alike: NDArray[np.float32] = (by_letters + by_sound) / 2 - known.lost
    return alike


def _written(words: Words) -> str:
    """Return plain words as the model writes them."""
    text: list[str] = []
    rest = words
    while rest:
        short = _CONTRACTED.get((rest[0], rest[1])) if len(rest) > 1 else None
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
"""What the model is told the second time. It hears other commands too in what sounds so."""


LONGEST: Final = 2.5
"""Seconds of speech above which nothing is heard again."""


_ALIKE: Final = 0.45
"""Likeness of letters, of 1, from which two readings are taken to be of the same words.

Of the commands that were made out of some 600 short utterances that were none, but for single words
of English, none had over 0.42.
"""


_EVERY: Final = frozenset(SpokenCommand)


def worth_second_pass(heard: str, seconds: float) -> bool:
    """Tell whether speech of so many seconds that was heard as ``heard`` is to be heard again.

    Not where nothing was heard, since out of noise a model makes what it is told to expect; and not
    a single word of English: "plus" is often said alone, and is heard as "pause" then.
    """
    words = plain_words(heard)
    if not words or seconds > LONGEST or (len(words) == 1 and frequency_rank(words[0]) is not None):
        return False
    return understand(heard, _EVERY) is None


def believed_reading(first: str, second: str) -> str:
    """Return which of two readings of an utterance to believe; the second had LIKELY in mind.

    That is believed only as a command, and only where it is like the first.
    """
    if understand(second, _EVERY) is None:
        return first
    one, other = "".join(plain_words(first)), "".join(plain_words(second))
    likeness = 1.0 - edit_distance(one, other) / max(len(one), len(other), 1)
    return second if likeness >= _ALIKE else first


def second_pass_choices(heard: str, seconds: float, second: str = "") -> tuple[str, ...]:
    """Return what speech of so many seconds may be, first what was heard; () if no command.

    ``second``: what was heard with LIKELY in mind, where that was asked and not believed.
    Each text ends as a sentence does: the end of one is a part of what is compared. The first is ""
    where nothing was heard.
    """
    if seconds > LONGEST or understand(heard, _EVERY) is not None:
        return ()
    others = command_candidates((heard, second), seconds)
    return (_sentence(heard), *others) if others else ()


def _sentence(heard: str) -> str:
    bare = heard.strip(f"{string.punctuation}{string.whitespace}\N{HORIZONTAL ELLIPSIS}")
    return f"{bare[:1].upper()}{bare[1:]}." if bare else ""
