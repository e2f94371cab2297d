"""Numbers as recognition writes them, in digits or in words, as parts of regular expressions.

All are for text in lower case, have no groups that capture, and match whole words.
"""

from typing import Final

_ONES = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen)"
)
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_SCALE = r"(?:hundred|thousand|million|billion|dozen)"
_ANY = rf"(?:{_TENS}(?:[- ](?:one|{_ONES}))?|{_ONES}|{_SCALE}|one)"
_IN_WORDS = (
    rf"\b(?:{_TENS}(?:[- ](?:one|{_ONES}))?|{_ONES}"
    rf"|(?:an?|one|half an?|several|few)(?= {_SCALE})|one(?= (?:point|percent)))"
    rf"(?:(?: and)? {_ANY})*(?: point {_ANY})?\b"
)
_IN_DIGITS = r"(?<![\w.,/-])[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?: ?[kx%]| ?bn| ?ms)?(?![\w/:]|[.,]\d|-?(?:st|nd|rd|th)\b)"

NUMBER: Final = rf"(?:{_IN_WORDS}|{_IN_DIGITS})"
"""A whole or decimal number, with a sign of money or a short unit that is written together with it."""
FRACTION: Final = (
    rf"(?:\b(?:half|an? (?:third|quarter|fifth|sixth|tenth)"
    rf"|(?:one|{_ONES})[- ](?:thirds?|quarters?|fifths?|tenths?))\b(?! (?:past|an?|of us)\b))"
)
SHARE: Final = (
    rf"(?:{NUMBER} ?(?:percent(?:age points?)?\b|per cent\b|points\b)|{NUMBER}(?<=%)|{FRACTION})"
)
"""A part of a whole: percent, percentage points or a fraction."""
ABOUT: Final = (
    r"(?:(?:about|around|roughly|nearly|almost|over|under|below|above|approximately|just|only|maybe|some"
    r"|like|something|well|close to|more than|less than|fewer than|at least|up to|an? (?:average|median)"
    r" of|i think|i guess|um|uh|even|barely|merely),? )*"
)
"""Words that make the number behind them less exact, with the space behind each."""
MONTHS: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
SPAN: Final = r"(?:day|week|month|quarter|year|decade)s?"
"""Units in which one says how long a story took, rather than what came of it."""
