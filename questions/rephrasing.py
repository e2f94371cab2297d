"""What other words for a question must be, so that they help whoever asks for some."""

import re
from collections.abc import Iterator

MOST_WORDS = 45
MOST_SENTENCES = 2
MOST_SHARED = 0.5
"""Share of the different words of a question and its rephrasing that may stand in both."""

_ENDS = (".", "?", "\N{FULLWIDTH QUESTION MARK}", "\N{ARABIC QUESTION MARK}", "。")
_SENTENCE_END = re.compile(r"[.?!](?=\s|$)|[\N{FULLWIDTH QUESTION MARK}\N{ARABIC QUESTION MARK}。]")
_UNSAID = re.compile(r"[()\[\]{}<>/\\|*_#@&%+=~^$€£§°\N{EM DASH}\N{EN DASH}]")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|a\.k\.a|w\.r\.t|etc|vs|cf|approx|resp)\b", re.IGNORECASE)


def rephrasing_faults(text: str, rephrased: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with other words for the question ``text``, each with its remedy.

    Both are clauses. Whether the two ask for the same is left to people.
    """
    if (count := len(rephrased.split())) > MOST_WORDS:
        yield f"it has {count} words", f"use {MOST_WORDS} or fewer"
    if (count := len(_SENTENCE_END.findall(rephrased))) > MOST_SENTENCES:
        yield f"it has {count} sentences", "use one or two"
    if not rephrased.endswith(_ENDS):
        yield "it ends in mid-sentence", "end it with a question mark or a full stop"
    unsaid = (*_UNSAID.findall(rephrased), *_ABBREVIATED.findall(rephrased))
    if unsaid:
        signs = " ".join(sorted(set(unsaid)))
        yield f"nobody says {signs} aloud", "write it as it is said"
    if shared_words(text, rephrased) > MOST_SHARED:
        yield "it says much the same as the question", "use other words"


def shared_words(one: str, other: str) -> float:
    """Return the Jaccard index of the words of two texts, from 0, none shared, to 1, all.

    The words that both have over those that at least one has, each counted once, without case.
    """
    first, second = _words(one), _words(other)
    every = first | second
    return len(first & second) / len(every) if every else 1.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
