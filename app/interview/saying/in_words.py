"""Numbers and times as an interviewer says them."""

from typing import Final

_SMALL: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_HUNDRED: Final = 100
_MINUTE: Final = 60
_HOUR: Final = 3600
_TO_THE_SECOND: Final = 10 * _MINUTE
_SAID_SO: Final = {30: "half a minute", 60: "a minute", 90: "a minute and a half"}


def number_in_words(number: int) -> str:
    """Return a number in words; in digits below 0 and from 100 on."""
    if not 0 <= number < _HUNDRED:
        return str(number)
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens - 2]}-{_SMALL[ones]}" if ones else _TENS[tens - 2]


def count_in_words(number: int, singular: str) -> str:
    """Return so many of something in words: one question, three questions."""
    return f"{number_in_words(number)} {singular}{'' if number == 1 else 's'}"


def length_in_words(seconds: float) -> str:
    """Return a time, which is not negative, in words; to the minute from ten minutes on.

    Half a minute, forty-five seconds, a minute and a half, two minutes and ten seconds, an hour and
    five minutes.
    """
    whole = round(seconds)
    if whole >= _TO_THE_SECOND:
        whole = round(whole / _MINUTE) * _MINUTE
    if whole in _SAID_SO:
        return _SAID_SO[whole]
    hours, rest = divmod(whole, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    parts = [
        "an hour" if hours == 1 else count_in_words(hours, "hour") if hours else "",
        count_in_words(minutes, "minute") if minutes else "",
        count_in_words(left, "second") if left or not whole else "",
    ]
    return " and ".join(part for part in parts if part)
