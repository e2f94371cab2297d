"""Word choice in English: hedges, and the variety of words.

Lakoff (1973, "Hedges: a study in meaning criteria and the logic of fuzzy concepts", Journal of
Philosophical Logic 2; doi:10.1007/978-94-010-1756-5_9) calls words such as "sort of" and "kind
of" hedges. Those in HEDGES count wherever they soften; those in STACKED_HEDGES are ordinary alone
and count only in combination, as in "I think maybe". A "kind of" that names a kind does not count.

Variety is the moving-average type-token ratio of Covington and McFall (2010, "Cutting the Gordian
knot: the moving-average type-token ratio (MATTR)", Journal of Quantitative Linguistics 17(2),
94-100, doi:10.1080/09296171003643098): different words over all words in a window, averaged over
all windows, so that long answers do not look poorer.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.delivery.delivery import NotMeasurable, SpeechMoment
from mock_interviewer.app.feedback.delivery.spoken_words import SpokenWord, moment, word_set

HEDGES = (
    "kind of",
    "sort of",
    "kinda",
    "sorta",
    "i guess",
    "i suppose",
    "or something like that",
    "or something",
)


STACKED_HEDGES = ("i think", "i believe", "i feel like", "maybe", "perhaps", "probably", "possibly")


_NAMES_A_KIND = frozenset(["kind of", "sort of"])


_BEFORE_A_KIND = word_set(
    "a an the this that these those what which whatever any some every each one another other no "
    "same certain different new similar single particular specific special main first second third "
    "last only right wrong best worst next my your his her its our their of by per all both "
    "usual simple basic typical important given classic whole real true weird strange good bad "
    "better old common rare"
)


_AFTER_A_HEDGE = word_set("a an the like just in it i we you they he she how what that this so")
"""Words after a softening "kind of" at the start of a sentence: "Kind of like a cache"."""


_TO_THE_END = "or something"
"""Softens at the end of a clause, but not in "or something else"."""


_BETWEEN = word_set("it it's that that's this like just so you we they i he she is well")
"""Words of which one may stand between two softeners."""


@dataclass(frozen=True)
class _Softener:
    """A phrase from word ``first`` up to, but not including, ``last``."""

    phrase: str
    first: int
    last: int


def hedges(words: Sequence[SpokenWord]) -> tuple[SpeechMoment, ...]:
    """Return the hedges of an answer; adjacent softeners are one moment."""
    found: list[SpeechMoment] = []
    for group in _groups(words, list(_softeners(words))):
        phrases = {softener.phrase for softener in group}
        if len(phrases) > 1 or phrases & set(HEDGES):
            found.append(moment(tuple(words[group[0].first : group[-1].last])))
    return tuple(found)


def _groups(words: Sequence[SpokenWord], softeners: Sequence[_Softener]) -> list[list[_Softener]]:
    groups: list[list[_Softener]] = []
    for softener in softeners:
        if groups and _stand_together(words, groups[-1][-1], softener):
            groups[-1].append(softener)
        else:
            groups.append([softener])
    return groups


def _stand_together(words: Sequence[SpokenWord], one: _Softener, other: _Softener) -> bool:
    middle = words[one.last : other.first]
    return (
        len(middle) <= 1
        and all(word.letters in _BETWEEN for word in middle)
        and not any(word.ends_sentence for word in words[one.last - 1 : other.first])
    )


def _softeners(words: Sequence[SpokenWord]) -> Iterator[_Softener]:
    at = 0
    while at < len(words):
        softener = next(
            (
                _Softener(phrase, at, at + length)
                for phrase, length in _PHRASES
                if _stands(words, phrase, at, length)
            ),
            None,
        )
        if softener is not None:
            yield softener
        at = at + 1 if softener is None else softener.last


def _stands(words: Sequence[SpokenWord], phrase: str, at: int, length: int) -> bool:
    """Return whether the phrase is at an index and softens."""
    found = words[at : at + length]
    if " ".join(word.letters for word in found) != phrase:
        return False
    if any(word.ends_sentence for word in found[:-1]):
        return False
    before = words[at - 1] if at and not words[at - 1].ends_sentence else None
    after = words[at + length] if at + length < len(words) else None
    if phrase in _NAMES_A_KIND:
        return _softens(before, after, found[-1])
    if phrase == _TO_THE_END:
        return after is None or bool(found[-1].after)
    return True


def _softens(before: SpokenWord | None, after: SpokenWord | None, end: SpokenWord) -> bool:
    """Return whether a "kind of" between these words softens instead of naming a kind."""
    if before is None:
        return bool(end.after) or (after is not None and after.letters in _AFTER_A_HEDGE)
    return bool(before.after) or before.letters not in _BEFORE_A_KIND


_PHRASES = tuple((phrase, len(phrase.split())) for phrase in (*HEDGES, *STACKED_HEDGES))


RICHNESS_WINDOW = 50
"""Words per window."""


TOO_SHORT_FOR_RICHNESS = f"This requires at least {RICHNESS_WINDOW} words."


def richness(words: Sequence[SpokenWord]) -> float:
    """Return the ratio, above 0 and up to 1; raises NotMeasurable below RICHNESS_WINDOW words."""
    if len(words) < RICHNESS_WINDOW:
        raise NotMeasurable(TOO_SHORT_FOR_RICHNESS)
    letters = [word.letters for word in words]
    seen = Counter(letters[:RICHNESS_WINDOW])
    different = len(seen)
    for leaving, coming in zip(letters, letters[RICHNESS_WINDOW:], strict=False):
        seen[leaving] -= 1
        if not seen[leaving]:
            del seen[leaving]
        seen[coming] += 1
        different += len(seen)
    return different / (RICHNESS_WINDOW * (len(letters) - RICHNESS_WINDOW + 1))
