"""How like what was heard is to a phrase, given what recognition makes of words.

Words are compared in runs: those that are the same part the others. Recognition cuts words
differently ("re peat"), writes what is no word, and adds or loses small words. Another word of
English is another word: what recognition was seen to take for one another is in ``misheard.tsv``.
"""

from typing import Final

from rapidfuzz.distance import Indel, Levenshtein

from mock_interviewer.app.interview.commands_heard.patterns import Words
from mock_interviewer.audio.recognition.common_words import rank

_SMALL: Final = frozenset(
    {"a", "an", "the", "this", "that", "these", "your", "my", "our", "to", "of", "for", "me"}
)
"""Words that recognition takes for one another, or adds."""
_LOST: Final = frozenset({"a", "an", "the", "to", "of", "for", "me"})
"""Words that it loses."""
_SWAPPED: Final = 0.8
"""Likeness of one small word to another."""
_LEAST: Final = 0.8
"""Likeness of letters below which two words are different words."""
_SHORT: Final = 5
"""Letters of a word of which another letter makes another word: stop, step, shop."""

_ENDINGS: Final = ("s", "d", "ed", "ing")

_Run = tuple[Words, Words]


def likeness(heard: Words, phrase: Words) -> float:
    """Return from 0 to 1 how like two sequences of plain words are, weighted by their letters.

    0 where any word of the one has no counterpart in the other.
    """
    letters = alike = 0.0
    runs = _runs(heard, phrase)
    for place, (run, said) in enumerate(runs):
        likely = _run_likeness(run, said, first=not place, last=place == len(runs) - 1)
        if not likely:
            return 0.0
        weight = max(len("".join(run)), len("".join(said)))
        letters += weight
        alike += weight * likely
    return alike / letters if letters else 0.0


def _runs(heard: Words, phrase: Words) -> list[_Run]:
    """Return what stands for what; runs that are the same and runs that differ take turns."""
    runs: list[_Run] = []
    differs = False
    for step in Levenshtein.opcodes(heard, phrase):
        run = heard[step.src_start : step.src_end], phrase[step.dest_start : step.dest_end]
        if step.tag != "equal" and differs:
            runs[-1] = runs[-1][0] + run[0], runs[-1][1] + run[1]
        else:
            runs.append(run)
        differs = step.tag != "equal"
    return runs


def _run_likeness(heard: Words, said: Words, *, first: bool, last: bool) -> float:
    if heard == said:
        return 1.0
    if _SMALL.issuperset(heard) and _SMALL.issuperset(said):
        return _small_likeness(heard, said, first=first, last=last)
    one, other = "".join(heard), "".join(said)
    if one == other:
        return 1.0
    if len(other) <= _SHORT or min(len(heard), len(said)) != 1 or _is_known(heard, said):
        return 0.0
    alike = Indel.normalized_similarity(one, other)
    return alike if alike >= _LEAST else 0.0


def _small_likeness(heard: Words, said: Words, *, first: bool, last: bool) -> float:
    # At the end a small word is the object, or the beginning of more: "scratch the".
    if last or len(heard) > 1 or (first and not said):
        return 0.0
    return _SWAPPED if heard or _LOST.issuperset(said) else 0.0


def _is_known(heard: Words, said: Words) -> bool:
    """Tell whether what was heard is words of English, numbers, or other forms of what was said."""
    if all(word.isdigit() or rank(word) is not None for word in heard):
        return True
    return any(is_other_form("".join(heard), word) for word in said)


def is_other_form(heard: str, said: str) -> bool:
    """Tell whether one plain word is the other with an ending: "paused" of "pause"."""
    stems = said, said.removesuffix("e"), said + said[-1]
    return heard in {stem + ending for stem in stems for ending in _ENDINGS}
