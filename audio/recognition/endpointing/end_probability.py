"""The probability that an answer ends here: a logistic regression over features of the text.

``python -m benchmarks.patience.learning`` writes its weights, ``ending_weights.tsv``.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import chain, pairwise

from mock_interviewer.audio.recognition.endpointing.utterance_ending import (
    UtteranceEnding,
    ending_of,
    ends_of_last_sentence,
    sentences_of,
)

ALWAYS, SAID_BEFORE, HARDLY_BEGUN = "always", "said before", "hardly begun"


COUNTED = (ALWAYS, SAID_BEFORE, HARDLY_BEGUN)
"""Features that every text has, or whose values are not just 1."""
NEAR = 14
"""Words at the end of a long sentence that give features."""
BEGUN = 32
"""Words after which an answer may end at any time: more words are no evidence."""
_LENGTHS = (4, 7, 10, 20)
_ABOUT = 5
"""Letters from which a word is likely to carry meaning."""
_OPENINGS = frozenset(
    ("and", "so", "but", "um", "uh", "well", "yeah", "yes", "okay", "right", "then", "anyway")
)


_USUAL = "and"
"""Opens any spoken sentence; in written answers often the last one, which is no evidence."""


def ending_features(text: str) -> Mapping[str, float]:
    """Return the features of the end of an answer as recognized so far, with their values.

    A text without words has none.
    """
    sentences = sentences_of(text)
    if not sentences:
        return {}
    last, ending = sentences[-1], ending_of(text)
    signs = dict.fromkeys(_of_last(last[-NEAR:]), 1.0)
    clauses = ends_of_last_sentence(text)
    for start in (clauses[0], clauses[-1]):
        signs |= dict.fromkeys(_of_start(start), 1.0)
    signs |= {f"shorter than {limit}": 1.0 for limit in _LENGTHS if len(last) < limit}
    signs |= {ALWAYS: 1.0, f"ending {ending}": 1.0}
    signs[SAID_BEFORE] = _said_before(last[-NEAR:], sentences[:-1])
    if ending is not UtteranceEnding.CLOSED:
        signs[HARDLY_BEGUN] = max(0.0, math.log2(BEGUN / sum(map(len, sentences))))
    return signs


def _of_last(words: Sequence[str]) -> Iterable[str]:
    yield from (f"has {word}" for word in words)
    yield from (f"has {' '.join(pair)}" for pair in pairwise(words))
    yield from (f"stops {words[-1]}", f"stops {' '.join(words[-2:])}")


def _of_start(words: Sequence[str]) -> Iterable[str]:
    count = 0
    while count < len(words) - 1 and words[count] in _OPENINGS:
        count += 1
    yield from (f"opens {word}" for word in words[:count] if word != _USUAL)
    begins = words[count : count + 3]
    yield from (f"begins {' '.join(begins[:length])}" for length in range(1, len(begins) + 1))


def _said_before(last: Sequence[str], earlier: Sequence[Sequence[str]]) -> float:
    """Return the share of the last sentence's longer words that were said before."""
    about = {word for word in last if len(word) >= _ABOUT}
    return len(about & set(chain.from_iterable(earlier))) / max(1, len(about))


WEIGHTS = "ending_weights.tsv"
"""Name of the file beside this module: a feature, a tab and its weight in each line."""


def odds_of_end(text: str) -> float:
    """Return the log odds that an answer in English ends here; above 0, likelier than not.

    ``text`` is what was recognized so far, with at least one word; its ending must be one that does
    not decide by itself. The prior is the share of ends in the training texts: about one in three.
    Only these features are used; which key points an answer had covered by then did not help to
    predict its end.
    """
    weights = _weights()
    return sum(weights.get(sign, 0.0) * value for sign, value in ending_features(text).items())


@cache
def _weights() -> Mapping[str, float]:
    lines = resources.files(__package__).joinpath(WEIGHTS).read_text("utf-8").splitlines()
    return {sign: float(weight) for sign, _, weight in (line.partition("\t") for line in lines)}
