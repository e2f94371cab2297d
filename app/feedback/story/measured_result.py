"""The figure that measures the result of an experience.

A number alone does not count. What counts is a change ("from 40 to 12 minutes", "by a third",
"halved"), a comparison ("twenty percent fewer tickets"), something saved or reached, a figure in a
sentence that states the outcome or follows the last action, and a percentage toward the end.
Dates, versions, team sizes, durations, wishes, and the state before anybody acted do not count.
The phrases in ``measured_results.tsv`` were written by hand.

The expressions for numbers, in digits or words, are for lowercase text, have no capturing groups,
and match whole words.
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
"""A whole or decimal number, with an optional currency sign or short unit attached."""


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
"""Expressions that the lists of phrases name in curly brackets.

A "share" is a part of a whole, a "figure" is a share or a number, "about" makes a figure less
exact, "unit" is the word after it, and "span" is a unit of a story's duration, not of its result.
"""


_HOURS_OR_YEARS = re.compile(
    r"from (?:19|20)\d\d to (?:19|20)\d\d|from nine to five|"
    rf"from {NUMBER} to {NUMBER}(?: [a-z'-]*[^s])?"
)
"""Ranges that may be a time span instead of a change: "the shop is open from three to six"."""


_CHANGING = re.compile(rf"\b(?:{PHRASE_PARTS['changed']}|went|gone|took|moved)\b")


_PERCENT = re.compile(PERCENT)


_COUNT = re.compile(
    rf"{NUMBER}(?: of (?:the|our|my|his|her))?{PHRASE_PARTS['unit'].removesuffix('?')}"
)


_FIGURE = re.compile(f"{PHRASE_PARTS['figure']}{PHRASE_PARTS['unit']}")


def measured_result(text: str, actions: Sequence[ActionClause]) -> Evidence | None:
    """Return the words that measure the result, or None.

    ``actions`` are the ``action_clauses`` of the same text: a figure before the first of them that
    is not called an outcome describes the initial state. Accepts any text.
    """
    lower = _starred(_pattern("worked with"), lower_case(text))
    first = min((action.start for action in actions), default=len(text))
    places = [
        place
        for place in sentences(text)
        if place.end > first or _pattern("outcome").search(lower, place.start, place.end)
    ]
    last = max((action.end for action in actions), default=len(text))
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
    """Yield percentages in the second half of a text, unless they were only discovered."""
    late = place.start > len(text) / 2
    if late and not _pattern("found out").search(text, place.start, place.end):
        yield from _spans(_PERCENT, text, place, place.start)


def _counts(text: str, place: TextWindow) -> Iterator[tuple[int, int]]:
    if not _pattern("found out").search(text, place.start, place.end):
        yield from _spans(_COUNT, text, place, place.start)


def _spans(
    pattern: re.Pattern[str], text: str, place: TextWindow, begin: int
) -> Iterator[tuple[int, int]]:
    """Yield matches of a pattern in a sentence, from ``begin`` on, that may measure a result."""
    measuring = _starred(_pattern("elsewhere"), text[place.start : place.end])
    for match in pattern.finditer(measuring, begin - place.start):
        yield place.start + match.start(), place.start + match.end()


def _is_wished(text: str, place: TextWindow, at: int) -> bool:
    """Return whether a figure was a wish or an initial state."""
    before = text[place.start : at].rstrip()
    return any(match.end() == len(before) for match in _pattern("wished").finditer(before))


def _starred(pattern: re.Pattern[str], text: str) -> str:
    """Replace matches of a pattern by stars; the length stays the same."""
    return pattern.sub(lambda match: "*" * len(match[0]), text)


@cache
def phrases() -> tuple[CuePhrase, ...]:
    """Return the phrases that classify figures."""
    return read_phrases("measured_results.tsv", PHRASE_PARTS)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return any_phrase(phrases(), {kind})
