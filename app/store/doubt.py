"""When a word counts as one that may be wrong."""

from mock_interviewer.audio.recognition.transcript import Word

UNSURE_BELOW = 0.6
"""Probability below which a word is shown as one that the model was not sure of.

Counted over 1202 words of human speech heard by base and tiny.en, two thirds of it with noise mixed
in: of the words below 0.6 37 % were wrong, and of the wrong ones 59 % were below. Below 0.5 the
faint ones are no surer to be wrong (38 %) and two thirds of the wrong ones stand unmarked; at 0.7
one word in five is faint, and a page of faint words warns of none.
"""


def unsure(word: Word) -> bool:
    """Return whether the model was not sure of a word."""
    return word.probability < UNSURE_BELOW
