"""Repetitions and restarts in English, as a transcript shows them.

After Shriberg (1996, "Disfluencies in Switchboard", Proc. ICSLP, addendum 11-14): a repetition
says the same words again ("the the", "we can we can"), and a restart breaks off and starts again
with the same first words ("I wan- I wanted", "it's it is"). Whisper leaves out many of both, so
there may be more. Doubling on purpose, such as "very very", is not counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.delivery.delivery import SpeechMoment
from mock_interviewer.app.feedback.delivery.spoken_words import SpokenWord, moment, word_set

LONGEST = 4
"""Words of the longest repetition."""
LATEST = 3.0
"""Seconds of silence after which the same words are not a repetition."""

_ON_PURPOSE = word_set(
    "very really so too much many more most far way long big pretty quite super extremely "
    "that had is her no yes yeah yep okay ok right bye ha haha blah knock there now well please "
    "again hear wait come go one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand million zero oh"
)
"""Words doubled for emphasis or by grammar, and the digits of a number."""
_DOUBLED_AFTER_COMMA = word_set(
    "are was were be do does did can could will would has have should may might in on it you this"
)
"""Words that may end one clause and begin the next: "what it does, does matter"."""
_LINKS = frozenset(["and", "by", "after", "or", "upon"])
"""Words that link repeated words, as in "more and more and more" or "step by step by step"."""
_FIGURE = 2
"""Number of different words in such a figure: a link and the repeated word."""
_SHORT_WORDS = frozenset(["a", "an", "the", "i", "we", "you", "it", "then", "so", "to", "of"])
_FEWEST_LETTERS = 3
"""Minimum letters of a word that counts as the beginning of another."""

_ENDINGS: Mapping[str, str] = {
    "'m": "am",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "n't": "not",
}
_WITH_IS = word_set("it that this there here he she what who where how")


@dataclass(frozen=True)
class _Token:
    """A word or a part of a contraction; ``at`` is the index of its word."""

    letters: str
    at: int


def repetitions(words: Sequence[SpokenWord]) -> tuple[SpeechMoment, ...]:
    """Return the repetitions and restarts, each with all of its rounds as one moment."""
    tokens = [
        _Token(part, place) for place, word in enumerate(words) for part in _expanded(word.letters)
    ]
    found: list[SpeechMoment] = []
    at = 0
    while at < len(tokens):
        end = _repeated(words, tokens, at) or _restarted(words, tokens, at)
        if end is None:
            at += 1
            continue
        first, last = tokens[at].at, tokens[end - 1].at
        found.append(moment(tuple(words[first : last + 1])))
        while at < len(tokens) and tokens[at].at <= last:
            at += 1
    return tuple(found)


def _repeated(words: Sequence[SpokenWord], tokens: Sequence[_Token], at: int) -> int | None:
    """Return the index after the last round of a repetition that starts at ``at``, or None."""
    for length in range(1, LONGEST + 1):
        end = at + length
        while _same(tokens, end - length, end, length) and _close(words, tokens, end, length):
            end += length
        if end > at + length and not _on_purpose(words, tokens[at : at + length]):
            return end
    return None


def _restarted(words: Sequence[SpokenWord], tokens: Sequence[_Token], at: int) -> int | None:
    """Return the index after the new beginning of a restart that starts at ``at``, or None."""
    for shared in range(LONGEST):
        broken, resumed = at + shared, at + shared + 1
        if resumed + shared >= len(tokens):
            return None
        if not (_same(tokens, at, resumed, shared) and _close(words, tokens, resumed, shared + 1)):
            continue
        if _is_restart(words, tokens[broken], tokens[resumed + shared], shared):
            return resumed + shared + 1
    return None


def _is_restart(words: Sequence[SpokenWord], broken: _Token, resumed: _Token, shared: int) -> bool:
    """Return whether ``resumed`` replaces ``broken``, after ``shared`` repeated words."""
    word = words[broken.at]
    begins = resumed.letters != broken.letters and resumed.letters.startswith(broken.letters)
    if word.is_cut_off:
        return begins or shared > 0
    shorter = resumed.letters != broken.letters and broken.letters.startswith(resumed.letters)
    enough = min(len(broken.letters), len(resumed.letters)) >= _FEWEST_LETTERS
    return shared > 0 and not word.after and enough and (begins or shorter)


def _same(tokens: Sequence[_Token], first: int, second: int, length: int) -> bool:
    """Return whether ``length`` tokens are the same from both indices on."""
    return second + length <= len(tokens) and all(
        tokens[first + place].letters == tokens[second + place].letters for place in range(length)
    )


def _close(words: Sequence[SpokenWord], tokens: Sequence[_Token], at: int, length: int) -> bool:
    """Return whether ``length`` tokens from ``at`` on soon follow those before, in one sentence."""
    before, after = words[tokens[at - 1].at], words[tokens[at].at]
    said = words[tokens[at - length].at : tokens[at + length - 1].at]
    return after.start - before.end <= LATEST and not any(word.ends_sentence for word in said)


def _on_purpose(words: Sequence[SpokenWord], unit: Sequence[_Token]) -> bool:
    """Return whether the doubling may be on purpose."""
    said = {token.letters for token in unit}
    if all(_may_double(letters) for letters in said):
        return True
    if len(unit) == 1 and words[unit[0].at].after == ",":
        return unit[0].letters in _DOUBLED_AFTER_COMMA
    is_figure = bool(said & _LINKS) and len(said) == _FIGURE
    return is_figure and not said & _SHORT_WORDS


def _may_double(letters: str) -> bool:
    spelled = len(letters) == 1 and letters not in {"a", "i"}
    return letters in _ON_PURPOSE or spelled or any(char.isdigit() for char in letters)


def _expanded(letters: str) -> tuple[str, ...]:
    """Return the words of a contraction, or the word itself."""
    for ending, meant in _ENDINGS.items():
        if letters.endswith(ending) and len(letters) > len(ending):
            return letters.removesuffix(ending), meant
    if letters.endswith("'s") and letters.removesuffix("'s") in _WITH_IS:
        return letters.removesuffix("'s"), "is"
    return (letters,)
