"""How likely it is that an answer ends with what was said last: a logistic regression.

``python -m benchmarks.patience.learning`` writes its weights.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from mock_interviewer.audio.recognition.ending_signs import signs_of

WEIGHTS = "ending_weights.tsv"
"""Beside this module: a sign, a tab and its weight in each line."""


def odds_of_end(text: str) -> float:
    """Return the log-odds that an answer in English ends here; above 0, likelier than not.

    ``text`` is what was recognized so far, with a word at least, and no end of it decides by itself
    what follows. As likely beforehand as an end is among the texts that were learned from: about
    one in three. Of what the words say nothing else is known; which key points an answer had
    touched by then told nothing of whether it would end there.
    """
    weights = _weights()
    return sum(weights.get(sign, 0.0) * value for sign, value in signs_of(text).items())


@cache
def _weights() -> Mapping[str, float]:
    lines = resources.files(__package__).joinpath(WEIGHTS).read_text("utf-8").splitlines()
    return {sign: float(weight) for sign, _, weight in (line.partition("\t") for line in lines)}
