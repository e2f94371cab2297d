"""Finds the figure that tells what came of an experience.

A figure alone is none: what counts is a change ("from 40 to 12 minutes", "by a third", "halved"), a
comparison ("twenty percent fewer tickets"), what was saved or reached, or a figure in a sentence that
says what came of it. Dates, versions, sizes of teams, how long it took, and figures of what was wished
or was so before anybody did anything are left out.
"""

import re
from collections.abc import Iterator, Sequence

from mock_interviewer.app.feedback.coverage import Evidence
from mock_interviewer.app.feedback.lower_case import lower_case
from mock_interviewer.app.feedback.quantities import (
    ABOUT,
    FRACTION,
    MONTHS,
    NUMBER,
    SHARE,
    SPAN,
)
from mock_interviewer.app.feedback.who_acted import Deed
from mock_interviewer.app.feedback.windows import Window, sentences

_NO_QUANTITY = re.compile(
    rf"\b{MONTHS}(?: the)? {NUMBER}|\b(?:in|since|until|by|of|from|to) (?:19|20)\d\d\b"
    rf"|\b(?:19|20)\d\d\b(?! [a-z]+s\b)"
    rf"|{NUMBER} ?(?:am|pm|a\.m\.|p\.m\.|o'clock)\b"
    rf"|\b(?:version|python|java|gpt|windows|ios|android|phase|step|option|part|point|level|tier|question"
    rf"|chapter|sprint|week|day|quarter|number|round|grade|section|room|page|stage)[ -]{NUMBER}"
    rf"|\b(?:team|group|squad|crew|staff) of {ABOUT}{NUMBER}"
    rf"|\b(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]) (?:\w+ )?(?:people|teams?)\b"
    rf"|\b(?:for|in|within|after|over|during|last|past|next|first|another|took|took me|took us|spent"
    rf"|lost) (?:the )?(?:last |next |first |past )?{ABOUT}{NUMBER} (?:\w+ )?{SPAN}\b"
    rf"|{NUMBER} {SPAN} (?:later|ago|before that|old)\b|\bhundred percent (?:sure|certain|clear|honest)"
)
"""Figures that measure no result; a comparison or a change is looked for before these go."""
_NO_MEASURE = re.compile(
    rf"{NUMBER}(?: \w+)? (?:of us|of them|engineers|developers|designers|colleagues|interns|coworkers"
    r"|members|managers|departments|shifts|meetings|interviews|options|reasons|things|steps|streams"
    r"|parts|slides|lines|ideas|questions)\b"
)
"""Counts of what one worked with or on, also where something is cut down to them."""
_YEARS = re.compile(r"from (?:19|20)\d\d to (?:19|20)\d\d|from nine to five")

_CHANGED = (
    r"(?:dropp?ed|drops|fell|went (?:down|up)|came down|is down|was down|are down|were down|are up|is up"
    r"|was up|rose|grew|climbed|jumped|shrank|sank|reduced|cut|brought|got|increased|decreased|improved"
    r"|raised|lowered|shortened|slashed|pushed|slipped|beat|reducing|cutting|bringing|increasing"
    r"|improving|raising|lowering|dropping|decline[ds]?|boosted|grown|risen|fallen|kept|stayed)"
)
_FEW_WORDS = r"(?: [\w'-]+){0,5}?"
_UNIT = r"(?: (?!and\b|but\b|so\b|or\b|to\b|in\b|of\b|the\b|which\b|instead\b|i\b|we\b)[a-z'-]+)?"
_COMPARED = (
    r"(?:fewer|less|faster|cheaper|higher|lower|better|quicker|shorter|smaller|larger|bigger|under(?! \w)"
    r"|earlier than|sooner than|early|ahead|under budget"
    r"|as (?:fast|many|much|long|often|big|good|cheap))"
)
_CHANGES = re.compile(
    "|".join(
        (
            rf"\bfrom {ABOUT}(?:{NUMBER}|{SHARE})(?: [\w'-]+){{0,4}}? (?:down |up |back )?to"
            rf" {ABOUT}(?:{SHARE}|{NUMBER}|zero|none)\b{_UNIT}",
            rf"(?:{SHARE}|{NUMBER})(?: [\w'-]+){{0,5}}?,? (?:instead of|rather than|compared (?:to|with)"
            rf"|down from|up from|versus|where it (?:had|used to)(?: \w+){{1,2}}"
            rf"|became|(?:have )?become|turned into) (?:the )?(?:usual )?{ABOUT}(?:{SHARE}|{NUMBER})",
            rf"{SHARE} (?:reduction|increase|improvement|drop|decrease|growth|savings?|cut|rise|gain|jump)\b",
            rf"\b(?:reduction|increase|improvement|drop|decrease|growth|saving|rise|gain) of {ABOUT}"
            rf"(?:{SHARE}|{NUMBER}){_UNIT}",
            rf"\b(?:up|down) (?:by )?{ABOUT}{SHARE}",
            rf"\bby {ABOUT}(?:{SHARE}|a factor of {NUMBER}|{NUMBER} times)",
            rf"\b{_CHANGED}{_FEW_WORDS} by {ABOUT}{NUMBER}{_UNIT}",
            rf"\b{_CHANGED}{_FEW_WORDS} (?:to|at|below|under|above|past) {ABOUT}(?:{SHARE}|{NUMBER}|zero){_UNIT}",
            rf"\b{_CHANGED}(?: [\w'-]+){{0,3}}? {ABOUT}{SHARE}",
            r"\b(?:halved|doubled|tripled|trebled|quadrupled|halving|doubling)\b",
            r"\b(?:in|by|to) (?:half|two)\b(?! (?:an?|of|past|the|\w+s)\b)",
            r"\bhalf (?:of )?(?:what|as (?:much|many|long)|the (?:time|cost|price|size|number|effort))\b",
            rf"(?:{SHARE}|{NUMBER} times) more\b(?! than){_UNIT}",
            rf"(?:{SHARE}|{NUMBER}(?: times| \w+s)?|\btwice|\bhalf|\b\w+fold) {_COMPARED}\b{_UNIT}",
            rf"\b(?:saved?|saving|saves|freed up|gained|gains?)(?: (?:us|them|me|him|her|everyone|up|the \w+"
            rf"|our \w+))? {ABOUT}(?:{SHARE}|{NUMBER}){_UNIT}(?: (?:a|per|each|every) \w+)?",
            rf"\b(?:delivered|finished|shipped|released|launched|done|ready|live|completed){_FEW_WORDS}"
            rf" {ABOUT}{NUMBER} {SPAN} before\b{_UNIT}",
            r"\b(?:zero|no) (?:downtime|incidents?|outages?|complaints?|bugs?|defects?|errors?|tickets|returns"
            r"|accidents|breaches|failures|crashes|escalations|losses|data loss)\b",
            rf"\b(?:no|not (?:one|a)(?: single)?|without (?:one|an?)(?: single)?) \w+(?: \w+)? (?:since|in"
            rf" (?:the )?(?:\w+ )?{NUMBER} {SPAN})\b",
            rf"\b(?:hasn't|haven't|not|never){_FEW_WORDS} (?:for|in) (?:the )?{ABOUT}{NUMBER} {SPAN}\b",
            rf"\b(?:back|settled|ended up|landed|stands|sits|steady|stable) (?:at|to|on|with)"
            rf" {ABOUT}(?:{SHARE}|{NUMBER}){_UNIT}",
        )
    )
)
_REACHED = re.compile(
    rf"\b(?:reach(?:ed|es)|hit|achieved?|earned|sold|won|serves?|served|handles?|handled|adopted by|used by"
    rf"|signed up|attracted|onboarded|scored|rolled out to|raised|finished at|came out at|(?:was|were|is|are) at)(?: (?:\w+ ){{0,2}})?{ABOUT}"
    rf"(?:{SHARE}|{NUMBER}){_UNIT}|{NUMBER}(?: \w+s)? (?:out of|of the last|of the first|of)(?: our| the| all)?"
    rf" {NUMBER}{_UNIT}"
)
_OUTCOME = re.compile(
    r"\b(?:in the end|as a result|now|nowadays|today|since then|ever since|by the end|after that|the"
    r" result|ended up|which meant|that meant|afterwards|at the end|so far|these days)\b"
)
_CHANGE_VERB = re.compile(rf"\b(?:{_CHANGED}|went|gone|took|moved)\b")
_BARE_RANGE = re.compile(rf"from {NUMBER} to {NUMBER}(?: [a-z'-]*[^s])?")
_PERCENT = re.compile(rf"{NUMBER} ?(?:percent|per cent)\b|{NUMBER}(?<=%)")
_FOUND_OUT = re.compile(
    r"\b(?:found|noticed|saw|reali[sz]ed|discovered|turned out|learned|because|checked|estimated)\b"
)
_FIGURE = re.compile(rf"(?:{SHARE}|{NUMBER}){_UNIT}")
_WISHED = re.compile(
    r"\b(?:goals?|targets?|aims?|objectives?|would|should|could|must|if|will|the task|"
    r"(?:asked|told|supposed|expected|hoped|hoping|promised|wanted|needed|planned|had|tasked|trying|need"
    r"|want)(?: \w+){0,2} to|had (?:\w+ly )?(?:dropped|fallen|risen|grown|climbed|gone|increased|doubled"
    r"|been))\b[^,;]*$"
)
"""What stands before a figure that was wished for, or was so before the story began."""


def measured_result(text: str, deeds: Sequence[Deed]) -> Evidence | None:
    """Return the words that put a figure to what came of it, None where none do.

    ``deeds`` are those of ``who_acted`` in the same text: what stands before the first of them, and
    does not say that it is an outcome, tells how things were.
    """
    lower = _NO_MEASURE.sub(lambda match: "*" * len(match[0]), lower_case(text))
    first = min((deed.start for deed in deeds), default=None)
    later = [
        window
        for window in sentences(text)
        if _OUTCOME.search(lower, window.start, window.end)
        or (first is not None and window.end > first)
    ]
    for found in (
        _changes(lower, later),
        _reached(lower, later),
        _outcomes(lower, later),
        _shares(lower, later),
    ):
        for span in found:
            return Evidence(*span)
    return None


def _changes(text: str, places: Sequence[Window]) -> Iterator[tuple[int, int]]:
    for place in places:
        for match in _CHANGES.finditer(text, place.start, place.end):
            if _came_true(text, place, match.start()) and not _is_a_time(text, place, match):
                yield match.span()


def _is_a_time(text: str, place: Window, match: re.Match[str]) -> bool:
    """Tell whether two numbers are hours or years: "the shop was open from three to six"."""
    changed = _CHANGE_VERB.search(text, place.start, match.start())
    bare = _BARE_RANGE.fullmatch(match[0]) and not _PERCENT.search(match[0])
    return _YEARS.match(match[0]) is not None or (changed is None and bool(bare))


def _reached(text: str, places: Sequence[Window]) -> Iterator[tuple[int, int]]:
    for place in places:
        yield from _true_spans(_REACHED, text, place, place.start)


def _outcomes(text: str, places: Sequence[Window]) -> Iterator[tuple[int, int]]:
    for place in places:
        cue = _OUTCOME.search(text, place.start, place.end)
        if cue is not None:
            yield from _true_spans(_FIGURE, text, place, cue.end())


def _shares(text: str, places: Sequence[Window]) -> Iterator[tuple[int, int]]:
    """Yield what is told in percent in the second half of a text, unless it was only found out."""
    for place in places:
        if place.start > len(text) / 2 and not _FOUND_OUT.search(text, place.start, place.end):
            yield from _true_spans(_PERCENT, text, place, place.start)


def _true_spans(
    pattern: re.Pattern[str], text: str, place: Window, begin: int
) -> Iterator[tuple[int, int]]:
    """Yield where a pattern matches figures of a sentence, from ``begin`` on, that came true."""
    masked = _NO_QUANTITY.sub(lambda match: "*" * len(match[0]), text[place.start : place.end])
    for match in pattern.finditer(masked, begin - place.start):
        if _came_true(text, place, place.start + match.start()):
            yield place.start + match.start(), place.start + match.end()


def _came_true(text: str, place: Window, at: int) -> bool:
    return _WISHED.search(text, place.start, at) is None
