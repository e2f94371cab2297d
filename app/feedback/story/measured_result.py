"""The figure that measures the result of an experience.

A number alone is none. What counts is a change ("from 40 to 12 minutes", "by a third", "halved"),
a comparison ("twenty percent fewer tickets"), what was saved or reached, a figure in a sentence
that tells the outcome or follows the last action, and a percentage toward the end. Dates,
versions, team sizes, durations, wishes, and what was so before anybody acted are left out. The
phrases in ``measured_results.tsv`` were written by hand.

The expressions for numbers, in digits or in words, are for text in lower case, have no capturing
groups, and match whole words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from mock_interviewer.app.feedback.coverage.coverage import Evidence
from mock_interviewer.app.feedback.story.actors import ActionClause
from mock_interviewer.app.feedback.story.phrases import (
    CuePhrase,
    any_phrase,
    lower_case,
    read_phrases,
)
from mock_interviewer.app.text.sentences import TextWindow, sentences

_ONES = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen)"
)


_TENS = rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|{_ONES}))?)"


_SCALE = r"(?:hundred|thousand|million|billion|dozen)"


_IN_WORDS = (
    rf"\b(?:{_TENS}|{_ONES}|(?:an?|one|half an?|several|few)(?= {_SCALE})"
    r"|one(?= (?:point|percent)))"
    rf"(?:(?: and)? (?:{_TENS}|{_ONES}|{_SCALE}|one))*(?: point (?:{_TENS}|{_ONES}|one))?\b"
)


_IN_DIGITS = (
    r"(?<![\w.,:/-])[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?: ?[kx%]| ?bn| ?ms)?"
    r"(?![\w/:]|[.,]\d|-?(?:st|nd|rd|th)\b)"
)


_FRACTION = (
    r"(?:\b(?:half|an? (?:third|quarter|fifth|sixth|tenth)"
    rf"|(?:one|{_ONES})[- ](?:thirds?|quarters?|fifths?|tenths?))\b(?! (?:past|an?|of us)\b))"
)


NUMBER: Final = rf"(?:{_IN_WORDS}|{_IN_DIGITS})"
"""A whole or decimal number, with a sign of money or a short unit written together with it."""


PERCENT: Final = rf"(?:{NUMBER} ?(?:percent(?:age points?)?|per cent|points)\b|{NUMBER}(?<=%))"


_SHARE = rf"(?:{PERCENT}|{_FRACTION})"


PHRASE_PARTS: Final[Mapping[str, str]] = {
    "number": NUMBER,
    "share": _SHARE,
    "figure": rf"(?:{_SHARE}|{NUMBER})",
    "about": (
        r"(?:(?:about|around|roughly|nearly|almost|over|under|below|above|approximately|just|only"
        r"|maybe|some|like|something|well|close to|more than|less than|fewer than|at least|up to"
        r"|an? (?:average|median) of|i think|i guess|um|uh|even|barely|merely),? )*"
    ),
    "unit": (r"(?: (?!(?:and|but|so|or|to|in|of|the|which|instead|i|we)\b)[a-z'-]+)?"),
    "words": r"(?: [\w'-]+){0,5}?",
    "span": r"(?:day|week|month|quarter|year|decade)s?",
    "months": (
        r"(?:january|february|march|april|may|june|july|august|september|october|november"
        r"|december)"
    ),
    "compared": (
        r"(?:fewer|less|faster|cheaper|higher|lower|better|quicker|shorter|longer|smaller|larger"
        r"|bigger|under(?! \w)|earlier than|sooner than|early|ahead|under budget"
        r"|as (?:fast|many|much|long|often|big|good|cheap))"
    ),
    "changed": (
        r"(?:dropp?ed|drops|dropping|fell|fallen|went (?:down|up)|came down|(?:is|are|was|were)"
        r" (?:down|up)|rose|risen|grew|grown|climbed|jumped|shrank|sank|reduced|reducing|cut"
        r"|cutting|brought|bringing|got|increased|increasing|decreased|improved|improving|raised"
        r"|raising|lowered|lowering|shortened|slashed|pushed|slipped|beat|declined|boosted|kept"
        r"|stayed)"
    ),
}
"""What the lists of turns of phrase name in curly brackets.

A "share" is a part of a whole, a "figure" that or a number, "about" what makes it less exact,
"unit" the word behind it, "span" a unit of how long a story took rather than of what came of it.
"""


_HOURS_OR_YEARS = re.compile(
    r"from (?:19|20)\d\d to (?:19|20)\d\d|from nine to five|"
    rf"from {NUMBER} to {NUMBER}(?: [a-z'-]*[^s])?"
)
"""What may be no change but a stretch of time: "the shop is open from three to six"."""


_CHANGING = re.compile(rf"\b(?:{PHRASE_PARTS['changed']}|went|gone|took|moved)\b")


_PERCENT = re.compile(PERCENT)


_COUNT = re.compile(
    rf"{NUMBER}(?: of (?:the|our|my|his|her))?{PHRASE_PARTS['unit'].removesuffix('?')}"
)


_FIGURE = re.compile(f"{PHRASE_PARTS['figure']}{PHRASE_PARTS['unit']}")


def measured_result(text: str, deeds: Sequence[ActionClause]) -> Evidence | None:
    """Return the words that put a figure to what came of it, None where none do.

    ``deeds`` are those of ``who_acted`` in the same text: what stands before the first of them, and
    does not say that it is an outcome, tells how things were. Any text is taken.
    """
    lower = _starred(_pattern("worked with"), lower_case(text))
    first = min((deed.start for deed in deeds), default=len(text))
    places = [
        place
        for place in sentences(text)
        if place.end > first or _pattern("outcome").search(lower, place.start, place.end)
    ]
    last = max((deed.end for deed in deeds), default=len(text))
    afterwards = [place for place in places if place.start > last]
    for find, where in (
        (_changes, places),
        (_reached, places),
        (_outcomes, places),
        (_shares, places),
        (_counts, afterwards),
    ):
        for place in where:
            for start, end in find(lower, place):
                if not _is_wished(lower, place, start):
                    return Evidence(start, end)
    return None


def _changes(text: str, place: TextWindow) -> Iterator[tuple[int, int]]:
    for match in _pattern("change").finditer(text, place.start, place.end):
        told = _PERCENT.search(match[0]) or _CHANGING.search(text, place.start, match.start())
        if told or not _HOURS_OR_YEARS.fullmatch(match[0]):
            yield match.span()


def _reached(text: str, place: TextWindow) -> Iterator[tuple[int, int]]:
    yield from _spans(_pattern("reached"), text, place, place.start)


def _outcomes(text: str, place: TextWindow) -> Iterator[tuple[int, int]]:
    cue = _pattern("outcome").search(text, place.start, place.end)
    if cue is not None:
        yield from _spans(_FIGURE, text, place, cue.end())


def _shares(text: str, place: TextWindow) -> Iterator[tuple[int, int]]:
    """Yield what is told in percent in the second half of a text, unless it was only found out."""
    late = place.start > len(text) / 2
    if late and not _pattern("found out").search(text, place.start, place.end):
        yield from _spans(_PERCENT, text, place, place.start)


def _counts(text: str, place: TextWindow) -> Iterator[tuple[int, int]]:
    if not _pattern("found out").search(text, place.start, place.end):
        yield from _spans(_COUNT, text, place, place.start)


def _spans(
    pattern: re.Pattern[str], text: str, place: TextWindow, begin: int
) -> Iterator[tuple[int, int]]:
    """Yield where a pattern matches in a sentence, from ``begin`` on, figures that may measure."""
    measuring = _starred(_pattern("elsewhere"), text[place.start : place.end])
    for match in pattern.finditer(measuring, begin - place.start):
        yield place.start + match.start(), place.start + match.end()


def _is_wished(text: str, place: TextWindow, at: int) -> bool:
    """Tell whether a figure was wished for, or was so before the story began."""
    before = text[place.start : at].rstrip()
    return any(match.end() == len(before) for match in _pattern("wished").finditer(before))


def _starred(pattern: re.Pattern[str], text: str) -> str:
    """Return a text of the same length with stars where a pattern matches."""
    return pattern.sub(lambda match: "*" * len(match[0]), text)


@cache
def phrases() -> tuple[CuePhrase, ...]:
    """Return the turns of phrase by which figures are told apart."""
    return read_phrases("measured_results.tsv", PHRASE_PARTS)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return any_phrase(phrases(), {kind})
