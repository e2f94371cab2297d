"""Numbers as recognition writes them, in digits or in words, as parts of regular expressions.

All are for text in lower case, have no groups that capture, and match whole words.
"""

from collections.abc import Mapping
from typing import Final

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
PARTS: Final[Mapping[str, str]] = {
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
