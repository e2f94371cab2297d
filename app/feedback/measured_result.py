"""Finds the figure that tells what came of an experience.

A figure alone is none. What counts is a change ("from 40 to 12 minutes", "by a third", "halved"), a
comparison ("twenty percent fewer tickets"), what was saved or reached, a figure in a sentence that
says what came of it or stands behind the last deed, and one in percent towards the end. Dates,
versions, sizes of teams, how long it took, what was wished, and what was so before anybody did
anything are left out. The turns of phrase in ``measured_results.tsv`` were written by hand.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mock_interviewer.app.feedback.coverage import Evidence
from mock_interviewer.app.feedback.lower_case import lower_case
from mock_interviewer.app.feedback.phrases import Phrase, one_of, read_phrases
from mock_interviewer.app.feedback.quantities import NUMBER, PARTS, PERCENT
from mock_interviewer.app.feedback.who_acted import Deed
from mock_interviewer.app.feedback.windows import Window, sentences

_HOURS_OR_YEARS = re.compile(
    r"from (?:19|20)\d\d to (?:19|20)\d\d|from nine to five|"
    rf"from {NUMBER} to {NUMBER}(?: [a-z'-]*[^s])?"
)
"""What may be no change but a stretch of time: "the shop is open from three to six"."""
_CHANGING = re.compile(rf"\b(?:{PARTS['changed']}|went|gone|took|moved)\b")
_PERCENT = re.compile(PERCENT)
_COUNT = re.compile(rf"{NUMBER}(?: of (?:the|our|my|his|her))?{PARTS['unit'].removesuffix('?')}")
_FIGURE = re.compile(f"{PARTS['figure']}{PARTS['unit']}")


def measured_result(text: str, deeds: Sequence[Deed]) -> Evidence | None:
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


def _changes(text: str, place: Window) -> Iterator[tuple[int, int]]:
    for match in _pattern("change").finditer(text, place.start, place.end):
        told = _PERCENT.search(match[0]) or _CHANGING.search(text, place.start, match.start())
        if told or not _HOURS_OR_YEARS.fullmatch(match[0]):
            yield match.span()


def _reached(text: str, place: Window) -> Iterator[tuple[int, int]]:
    yield from _spans(_pattern("reached"), text, place, place.start)


def _outcomes(text: str, place: Window) -> Iterator[tuple[int, int]]:
    cue = _pattern("outcome").search(text, place.start, place.end)
    if cue is not None:
        yield from _spans(_FIGURE, text, place, cue.end())


def _shares(text: str, place: Window) -> Iterator[tuple[int, int]]:
    """Yield what is told in percent in the second half of a text, unless it was only found out."""
    late = place.start > len(text) / 2
    if late and not _pattern("found out").search(text, place.start, place.end):
        yield from _spans(_PERCENT, text, place, place.start)


def _counts(text: str, place: Window) -> Iterator[tuple[int, int]]:
    if not _pattern("found out").search(text, place.start, place.end):
        yield from _spans(_COUNT, text, place, place.start)


def _spans(
    pattern: re.Pattern[str], text: str, place: Window, begin: int
) -> Iterator[tuple[int, int]]:
    """Yield where a pattern matches in a sentence, from ``begin`` on, figures that may measure."""
    measuring = _starred(_pattern("elsewhere"), text[place.start : place.end])
    for match in pattern.finditer(measuring, begin - place.start):
        yield place.start + match.start(), place.start + match.end()


def _is_wished(text: str, place: Window, at: int) -> bool:
    """Tell whether a figure was wished for, or was so before the story began."""
    before = text[place.start : at].rstrip()
    return any(match.end() == len(before) for match in _pattern("wished").finditer(before))


def _starred(pattern: re.Pattern[str], text: str) -> str:
    """Return a text of the same length with stars where a pattern matches."""
    return pattern.sub(lambda match: "*" * len(match[0]), text)


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the turns of phrase by which figures are told apart."""
    return read_phrases("measured_results.tsv", PARTS)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return one_of(phrases(), {kind})
