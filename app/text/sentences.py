"""Sentences of a spoken answer, and the overlapping windows in which key points are searched for.

Speech recognition adds periods, but not reliably: half an hour of text may have hardly any. Long
runs are split where a clause begins, or after a number of words if none does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

MOST_WORDS = 60
"""Two neighbors with more words than this, together, are too long for one window."""

_LONGEST_SENTENCE = 40
_CUT_FROM = 25
"""A sentence that is too long is split at a clause after this many words, if possible."""
_LONG_SENTENCE = 16
"""From this many words on, pairs of clauses of a sentence are also windows."""
_SHORTEST_CLAUSE = 4

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, Lao, Burmese, Khmer, Japanese, and Chinese: written without spaces between words."""
_WORD = re.compile(rf"[{_UNSPACED}]{{1,3}}|[^\W_{_UNSPACED}]+(?:['\u2019.-][^\W_{_UNSPACED}]+)*+")
_WIDE_SIGNS = "。！？，、；：」』）"  # noqa: RUF001
_TOKEN = re.compile(
    rf"[{_UNSPACED}]{{1,12}}+[{_WIDE_SIGNS}]*+|[^\s{_UNSPACED}{_WIDE_SIGNS}]++[{_WIDE_SIGNS}]*+"
    rf"|[{_WIDE_SIGNS}]++"
)
_CLOSERS = "”’」』）»\"')]"  # noqa: RUF001
_OPENERS = "“‘«([\"'"  # noqa: RUF001
_ENDS = ("!", "?", "؟", "।", "۔", "。", "！", "？")  # noqa: RUF001
_BULLET = re.compile(r"[-*•\u2013]|\d{1,2}[.)]")
_STARTER = re.compile(
    r"a|after|and|as|at|because|before|but|finally|for|he|her|his|however|i|if|in|it|its|my|no|now"
    r"|on|our|she|since|so|that|the|their|then|there|these|they|this|to|we|well|what|when|while"
    r"|with|yes|you"
)
"""Words that, capitalized after initials ("in the U.S. We …"), begin a new sentence."""
_NEVER_LAST = re.compile(
    r"(?:Dr|Mr|Mrs|Ms|Prof|St|Gen|Sen|Rep|[vV]s|[eE]\.?g|[iI]\.e|[cC]f|[aA]pprox|[iI]ncl)\."
)
_SELDOM_LAST = re.compile(
    r"(?:etc|Inc|Ltd|Co|Corp|Jr|Sr|Ph\.D|al|(?:[^\W\d_]\.)*[^\W\d_])\.", re.IGNORECASE
)
_BEFORE_A_NUMBER = re.compile(r"(?:no|vol|p|pp|fig|eq|sec|ch)\.", re.IGNORECASE)
_CLAUSE_WORD = re.compile(
    r"after|although|and|as|because|before|but|if|once|or|since|so|then|though|unless|until|when"
    r"|where|whereas|which|while|who"
)


@dataclass(frozen=True)
class TextWindow:
    """A part of a text: ``text`` is the characters from offset ``start`` up to ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Token:
    """The text between two spaces; ``words`` is the number of words in it."""

    start: int
    end: int
    text: str
    words: int


def word_count(text: str) -> int:
    """Return the number of words; without spaces, up to three characters count as one."""
    return sum(1 for _ in _WORD.finditer(text))


def sentences(text: str) -> tuple[TextWindow, ...]:
    """Return the sentences of a text, in order; none has over 40 words, and each word is in one.

    Abbreviations, decimals, and ellipses do not end a sentence. Takes any text, in linear time; a
    text without words has no sentences.
    """
    return tuple(_text_window(text, part) for part in _parts(text))


def windows(text: str, most_words: int = MOST_WORDS) -> tuple[TextWindow, ...]:
    """Return overlapping windows of a text, in order of their starts, each once.

    These are all sentences, regardless of their length; and pairs of neighboring sentences, and of
    clauses of a long sentence, with at most ``most_words`` words.
    """
    parts = list(_parts(text))
    pieces = [*parts]
    pieces += [
        [*one, *other] for one, other in pairwise(parts) if _words(one + other) <= most_words
    ]
    for part in parts:
        if _words(part) >= _LONG_SENTENCE:
            pieces += [pair for pair in _clause_pairs(part) if _words(pair) <= most_words]
    spans = sorted({(piece[0].start, piece[-1].end) for piece in pieces})
    return tuple(TextWindow(start, end, text[start:end]) for start, end in spans)


def _text_window(text: str, tokens: Sequence[_Token]) -> TextWindow:
    start, end = tokens[0].start, tokens[-1].end
    return TextWindow(start, end, text[start:end])


def _words(tokens: Sequence[_Token]) -> int:
    return sum(token.words for token in tokens)


def _parts(text: str) -> Iterator[list[_Token]]:
    """Yield the tokens of each sentence; a token without words belongs to the one before it."""
    for run in _ended(text):
        yield from _shortened(run)


def _ended(text: str) -> Iterator[list[_Token]]:
    """Yield runs of tokens up to the end of each sentence, each with at least one word."""
    tokens = [
        _Token(match.start(), match.end(), match[0], word_count(match[0]))
        for match in _TOKEN.finditer(text)
    ]
    run: list[_Token] = []
    spoken = 0
    for token, following in zip_longest(tokens, tokens[1:]):
        run.append(token)
        spoken += token.words
        if spoken and (following is None or _ends(text, token, following, first=len(run) == 1)):
            yield run
            run, spoken = [], 0


def _ends(text: str, token: _Token, following: _Token, *, first: bool) -> bool:
    """Return whether a sentence ends with a token, which may be its first."""
    between = text[token.end : following.start]
    if "\n" in between and (between.count("\n") > 1 or _BULLET.fullmatch(following.text)):
        return True
    bare = token.text.rstrip(_CLOSERS)
    if bare.endswith(("...", "…")):
        return not following.text[:1].islower()
    if not bare.endswith("."):
        return bare.endswith(_ENDS)
    if first and _BULLET.fullmatch(bare):
        return False
    return _stop_ends(bare.lstrip(_OPENERS), following.text)


def _stop_ends(word: str, following: str) -> bool:
    """Return whether the period of a word ends a sentence, judging by what follows."""
    if _BEFORE_A_NUMBER.fullmatch(word) and following[:1].isdigit():
        return False
    if _SELDOM_LAST.fullmatch(word):
        after = re.match(r"[^\W\d_]+", following)
        if after is None or not after[0][0].isupper():
            return False
        return _STARTER.fullmatch(after[0].casefold()) is not None
    return not _NEVER_LAST.fullmatch(word)


def _shortened(run: list[_Token]) -> Iterator[list[_Token]]:
    """Split a sentence into parts that are short enough."""
    begin = words = 0
    cut: int | None = None
    for index, token in enumerate(run):
        if index > begin and words + token.words > _LONGEST_SENTENCE and words:
            at = index if cut is None else cut
            yield run[begin:at]
            begin, words, cut = at, _words(run[at:index]), None
        if index > begin and words >= _CUT_FROM and _clause_begins(run[index - 1], token):
            cut = index
        words += token.words
    yield run[begin:]


def _clause_begins(before: _Token, token: _Token) -> bool:
    if before.text.endswith((",", ";", ":", "—", "–", "，", "、", "；")):  # noqa: RUF001
        return True
    return _CLAUSE_WORD.fullmatch(token.text.strip(",").casefold()) is not None


def _clause_pairs(part: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Yield pairs of neighboring clauses of a sentence; if it has only two, yield each alone."""
    clauses: list[list[_Token]] = [[]]
    for before, token in zip([None, *part], part, strict=False):
        if before and _words(clauses[-1]) >= _SHORTEST_CLAUSE and _clause_begins(before, token):
            clauses.append([])
        clauses[-1].append(token)
    if len(clauses) > 1 and _words(clauses[-1]) < _SHORTEST_CLAUSE:
        short = clauses.pop()
        clauses[-1] += short
    pairs = [[*one, *other] for one, other in pairwise(clauses)]
    yield from clauses if len(pairs) == 1 else pairs
