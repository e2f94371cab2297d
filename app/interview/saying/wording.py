"""The words for each occasion: the same never twice in a row, the same seed the same words."""

import csv
import random
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from mock_interviewer.app.interview.saying.in_words import (
    count_in_words,
    length_in_words,
    number_in_words,
)
from mock_interviewer.app.interview.saying.occasion import Occasion

_TABLE: Final = "wordings.tsv"
_NOON: Final = 12
_MORNING: Final = range(5, _NOON)
_AFTERNOON: Final = range(_NOON, 18)


@cache
def wordings() -> Mapping[Occasion, tuple[str, ...]]:
    """Return the texts of each occasion, from the table beside this module; values in braces."""
    table = resources.files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")
    found: dict[Occasion, list[str]] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        found.setdefault(Occasion(row["occasion"]), []).append(row["text"])
    return {occasion: tuple(texts) for occasion, texts in found.items()}


class Wording:
    """What one interviewer says, text after text. Owned by one thread.

    The texts of an occasion come in an order that depends on ``seed`` and on how often this
    occasion was there before: each of them once, then each of them once again.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._orders: dict[Occasion, random.Random] = {}
        self._left: dict[Occasion, list[str]] = {}
        self._last: dict[Occasion, str] = {}

    def say(self, occasion: Occasion, **values: str) -> str:
        """Return the next text for an occasion, with its values filled in.

        Raises KeyError where one is not given.
        """
        beginning = {name.capitalize(): _as_beginning(value) for name, value in values.items()}
        return self._next(occasion).format_map(values | beginning)

    def greeting(self, hour: int, questions: int, minutes: int) -> str:
        """Return the first words; ``hour`` (0 to 23) is the person's own, ``minutes`` a guess."""
        return self.say(
            Occasion.GREETING,
            good=_good(hour),
            questions=count_in_words(questions, "question"),
            length=length_in_words(60 * minutes),
        )

    def lead_in(self, number: int, total: int) -> str:
        """Return what comes before question ``number`` (from 1) of ``total``."""
        if total == 1:
            return self.say(Occasion.ONLY_QUESTION)
        values = {"number": number_in_words(number), "total": number_in_words(total)}
        if number == 1:
            return self.say(Occasion.FIRST_QUESTION, **values)
        if number == total:
            return self.say(Occasion.LAST_QUESTION, **values)
        return self.say(Occasion.NEXT_QUESTION, **values)

    def answer_time(self, seconds: float) -> str:
        """Return how long each answer may take; "" where nothing limits it."""
        return self._timed(Occasion.ANSWER_TIME, seconds)

    def think_time(self, seconds: float) -> str:
        """Return how long one can think; "" where there is no time for that."""
        return self._timed(Occasion.THINK_TIME, seconds)

    def time_left(self, seconds: float) -> str:
        """Return how much time an answer has left; "" for none."""
        return self._timed(Occasion.TIME_LEFT, seconds)

    def _timed(self, occasion: Occasion, seconds: float) -> str:
        return self.say(occasion, length=length_in_words(seconds)) if seconds > 0 else ""

    def _next(self, occasion: Occasion) -> str:
        left = self._left.setdefault(occasion, [])
        if not left:
            order = self._orders.setdefault(
                occasion,
                random.Random(f"{self._seed} {occasion}"),  # noqa: S311 - an order, not a secret
            )
            left.extend(wordings()[occasion])
            order.shuffle(left)
            if left[-1] == self._last.get(occasion):
                left.reverse()
        self._last[occasion] = left.pop()
        return self._last[occasion]


def _good(hour: int) -> str:
    if hour in _MORNING:
        return "good morning"
    return "good afternoon" if hour in _AFTERNOON else "good evening"


def _as_beginning(value: str) -> str:
    return value[:1].upper() + value[1:]
