"""The words of a transcript as tokens and spans of tokens, separated from punctuation."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Self

from mock_interviewer.audio.recognition.transcript import TranscriptWord

_LONGEST_GAP = 1.0
"""Words that are further apart are not one term (seconds)."""

_SHAPE = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_PARTS = re.compile(r"(?:[^\W_]|(?<=\w)['\N{RIGHT SINGLE QUOTATION MARK}](?=\w))+")
_POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}][sS]$")
_INITIALS = re.compile(r"(?:\w\.)*\w")
_SENTENCE_ENDS = frozenset(".!?:")


def letters(text: str) -> str:
    """Return the letters and digits of a text in lower case, which spellings of a term share."""
    return "".join(char for char in text.casefold() if char.isalnum())


class WordToken(NamedTuple):
    """A word; ``before`` and ``after`` are the punctuation around its ``core``."""

    word: TranscriptWord
    before: str
    core: str
    after: str
    letters: str

    @classmethod
    def of(cls, word: TranscriptWord, following: TranscriptWord | None = None) -> Self:
        """Split ``word``; ``following`` decides whether a period ends initials or a sentence."""
        continues = following is not None and following.text[:1].islower()
        return cls(word, *_split(word.text, continues))

    @property
    def parts(self) -> list[str]:
        """The parts between hyphens, periods and slashes."""
        return _PARTS.findall(self.core)

    @property
    def possession(self) -> str:
        """The apostrophe and the s at the end, or ""."""
        found = _POSSESSIVE.search(self.core)
        return found.group() if found else ""

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends here, so that a capital after it is no evidence."""
        return not _SENTENCE_ENDS.isdisjoint(self.after)


@lru_cache(maxsize=8192)
def _split(text: str, continues: bool) -> tuple[str, str, str, str]:
    """Return the punctuation before, the core, the punctuation after, and the core's letters."""
    match = _SHAPE.fullmatch(text)
    before, core, after = match.groups() if match else ("", "", text)
    if continues and after == "." and _INITIALS.fullmatch(core):
        core, after = core + after, ""
    return before, core, after, letters(core)


@dataclass(frozen=True)
class TokenSpan:
    """Tokens ``first`` up to, not including, ``last`` of a transcript."""

    tokens: Sequence[WordToken]
    first: int
    last: int

    @property
    def inner(self) -> Sequence[WordToken]:
        """The tokens of the span."""
        return self.tokens[self.first : self.last]

    @property
    def core(self) -> str:
        """The recognized text, without punctuation around it."""
        return " ".join(token.core for token in self.inner)

    @property
    def parts(self) -> list[str]:
        """The parts of all its words."""
        return [part for token in self.inner for part in token.parts]

    @property
    def letters(self) -> str:
        """The letters of the span, for lookup."""
        return "".join(token.letters for token in self.inner)

    @property
    def probability(self) -> float:
        """The lowest of its words, from 0 to 1."""
        return min(token.word.probability for token in self.inner)

    @property
    def previous(self) -> WordToken | None:
        """The token before, unless there is punctuation between."""
        if not self.first or self.inner[0].before or self.tokens[self.first - 1].after:
            return None
        return self.tokens[self.first - 1]

    @property
    def next(self) -> WordToken | None:
        """The token after, unless there is punctuation between."""
        if self.last >= len(self.tokens) or self.inner[-1].after or self.tokens[self.last].before:
            return None
        return self.tokens[self.last]

    @property
    def starts_sentence(self) -> bool:
        """Whether it starts a sentence, so that a capital is no evidence."""
        return not self.first or self.tokens[self.first - 1].ends_sentence


def spans_from(
    tokens: Sequence[WordToken],
    first: int,
    may_continue: Callable[[str], bool],
    may_be: Callable[[str], bool],
) -> list[TokenSpan]:
    """Return the spans at ``first`` that may be a term, longest first.

    ``may_be`` gets the letters of a span and returns whether it can be a term; ``may_continue``
    returns whether a longer span can.
    """
    spans: list[TokenSpan] = []
    heard = ""
    for last in range(first + 1, len(tokens) + 1):
        token = tokens[last - 1]
        if not token.letters or (heard and not _may_follow(tokens[last - 2], token)):
            break
        heard += token.letters
        if may_be(heard):
            spans.append(TokenSpan(tokens, first, last))
        if not may_continue(heard):
            break
    return spans[::-1]


def _may_follow(left: WordToken, right: WordToken) -> bool:
    spelled_out = len(left.core) == 1 and left.after in {".", ","}
    unbroken = left.after in {"", "-"} or spelled_out
    return unbroken and not right.before and right.word.start - left.word.end <= _LONGEST_GAP
