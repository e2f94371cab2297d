"""The interviewer's texts for each occasion, never the same one twice in a row.

The same seed gives the same texts.
"""

import csv
import random
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final


class Occasion(StrEnum):
    """An occasion to speak. Its texts, with values in braces, are in ``wordings.tsv``.

    ``length`` is a duration and ``questions`` a number of questions, both in words; ``number`` and
    ``total`` are numbers in words; ``good`` is a greeting for the time of day. A capitalized name
    stands for the capitalized value.
    """

    GREETING = "greeting"
    """At the start: ``good``, ``questions`` and ``length``."""
    COMMANDS = "commands"
    """At the start: which commands can be said while the interviewer waits."""
    ANSWER_TIME = "answer-time"
    """At the start: the time limit of an answer, ``length``."""

    FIRST_QUESTION = "first-question"
    """Before the first of several questions: ``number`` of ``total``."""
    NEXT_QUESTION = "next-question"
    """Before a question in the middle: ``number`` of ``total``."""
    LAST_QUESTION = "last-question"
    """Before the last of several questions."""
    ONLY_QUESTION = "only-question"
    """Before the only question."""
    FOLLOW_UP = "follow-up"
    """Before a follow-up."""
    OFF_TOPIC = "off-topic"
    """Before the same question, after an answer about something else; shown, too."""
    SAME_QUESTION = "same-question"
    """Before another attempt at the same question."""
    THINK_TIME = "think-time"
    """After a question: ``length`` to think, unless the person starts sooner."""

    ACKNOWLEDGEMENT = "acknowledgement"
    """After an answer: an acknowledgement without a verdict."""

    FEEDBACK_SHOWN = "feedback-shown"
    """There is feedback to read, until the person says next; said once."""

    STILL_THERE = "still-there"
    """Nobody has spoken for a while."""
    NOBODY_THERE = "nobody-there"
    """Still nobody speaks; the session pauses."""
    NOT_LISTENING = "not-listening"
    """The person talks during that pause, when nothing is recorded."""
    PAUSED = "paused"
    RESUMED = "resumed"
    TIME_LEFT = "time-left"
    """During an answer: ``length`` is left."""
    TIME_UP = "time-up"
    """Time is up, but the person may finish the sentence."""

    REPEATING = "repeating"
    REPHRASING = "rephrasing"
    SKIPPING = "skipping"
    CONTINUING = "continuing"
    WAITING = "waiting"
    """The person asked for a moment."""
    DEFINING = "defining"
    """Before the definition of ``term``."""
    NOT_DEFINED = "not-defined"
    """There is no definition of ``term``."""
    STARTING_OVER = "starting-over"
    """The answer starts over; the recording so far is kept."""
    STOPPING = "stopping"
    """The interview ends early."""
    CONFIRM_SKIP = "confirm-skip"
    """To be confirmed by yes or no, like the next two."""
    CONFIRM_STOP = "confirm-stop"
    CONFIRM_START_OVER = "confirm-start-over"
    NOT_CONFIRMED = "not-confirmed"
    """The reply to a confirmation was no, or there was none."""
    NOT_UNDERSTOOD = "not-understood"

    MICROPHONE_LOST = "microphone-lost"
    ANSWER_INTERRUPTED = "answer-interrupted"
    """The microphone was lost during an answer."""
    COMPUTER_SLEPT = "computer-slept"
    """The computer slept during the session, which is paused."""
    PROGRAM_STALLED = "program-stalled"
    """The program did not run for a while during the session, which is paused."""
    MICROPHONE_SILENT = "microphone-silent"
    """The microphone gives no signal."""
    MICROPHONE_BACK = "microphone-back"
    NOT_SAVED = "not-saved"
    """The session could not be saved."""
    NO_TRANSCRIPT = "no-transcript"
    """Recognition does not work, but answers are recorded."""

    ONE_THING = "one-thing"
    """Before the advice, if it concerns several answers."""
    ONE_THING_OF = "one-thing-of"
    """Before the advice, if it concerns the answer to question ``number``."""
    NOTHING_TO_SAY = "nothing-to-say"
    """There is no advice, or none yet."""
    ALL_ASKED = "all-asked"
    """At the end of an exam, whose feedback is to be read."""
    NOTHING_ANSWERED = "nothing-answered"
    """The interview ends without an answer."""
    GOODBYE = "goodbye"


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


_IDIOMS: Final = {30: "half a minute", 60: "a minute", 90: "a minute and a half"}


def number_in_words(number: int) -> str:
    """Return a number in words, or in digits if negative or 100 or more."""
    if not 0 <= number < _HUNDRED:
        return str(number)
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens - 2]}-{_SMALL[ones]}" if ones else _TENS[tens - 2]


def count_in_words(number: int, singular: str) -> str:
    """Return a count in words: one question, three questions."""
    return f"{number_in_words(number)} {singular}{'' if number == 1 else 's'}"


def length_in_words(seconds: float) -> str:
    """Return a duration (0 or more) in words, rounded to minutes from ten minutes up.

    Examples: half a minute, forty-five seconds, a minute and a half, two minutes and ten seconds,
    an hour and five minutes.
    """
    whole = round(seconds)
    if whole >= _TO_THE_SECOND:
        whole = round(whole / _MINUTE) * _MINUTE
    if whole in _IDIOMS:
        return _IDIOMS[whole]
    hours, rest = divmod(whole, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    parts = [
        "an hour" if hours == 1 else count_in_words(hours, "hour") if hours else "",
        count_in_words(minutes, "minute") if minutes else "",
        count_in_words(left, "second") if left or not whole else "",
    ]
    return " and ".join(part for part in parts if part)


_TABLE: Final = "wordings.tsv"


_NOON: Final = 12


_MORNING: Final = range(5, _NOON)


_AFTERNOON: Final = range(_NOON, 18)


@cache
def wordings() -> Mapping[Occasion, tuple[str, ...]]:
    """Return the texts of each occasion, with values in braces."""
    table = resources.files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")
    found: dict[Occasion, list[str]] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        found.setdefault(Occasion(row["occasion"]), []).append(row["text"])
    return {occasion: tuple(texts) for occasion, texts in found.items()}


class InterviewerWording:
    """The texts of one interviewer. Owned by one thread.

    The texts of an occasion come in a random order that depends only on ``seed``: each of them
    once before any is repeated.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._orders: dict[Occasion, random.Random] = {}
        self._left: dict[Occasion, list[str]] = {}
        self._last: dict[Occasion, str] = {}

    def say(self, occasion: Occasion, **values: str) -> str:
        """Return the next text for an occasion, with its values filled in.

        Raises KeyError if a value is missing.
        """
        beginning = {name.capitalize(): _as_beginning(value) for name, value in values.items()}
        return self._next(occasion).format_map(values | beginning)

    def greeting(self, hour: int, questions: int, minutes: int) -> str:
        """Return the greeting; ``hour`` is the local time, 0 to 23, and ``minutes`` an estimate."""
        return self.say(
            Occasion.GREETING,
            good=_time_of_day(hour),
            questions=count_in_words(questions, "question"),
            length=length_in_words(60 * minutes),
        )

    def lead_in(self, number: int, total: int) -> str:
        """Return the lead-in of question ``number`` (from 1) of ``total``."""
        if total == 1:
            return self.say(Occasion.ONLY_QUESTION)
        values = {"number": number_in_words(number), "total": number_in_words(total)}
        if number == 1:
            return self.say(Occasion.FIRST_QUESTION, **values)
        if number == total:
            return self.say(Occasion.LAST_QUESTION, **values)
        return self.say(Occasion.NEXT_QUESTION, **values)

    def answer_time(self, seconds: float) -> str:
        """Return the text on the time limit of an answer, or "" if there is none."""
        return self._timed(Occasion.ANSWER_TIME, seconds)

    def think_time(self, seconds: float) -> str:
        """Return the text on the time to think, or "" if there is none."""
        return self._timed(Occasion.THINK_TIME, seconds)

    def time_left(self, seconds: float) -> str:
        """Return the text on the time left for an answer, or "" if none is left."""
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


def _time_of_day(hour: int) -> str:
    if hour in _MORNING:
        return "good morning"
    return "good afternoon" if hour in _AFTERNOON else "good evening"


def _as_beginning(value: str) -> str:
    return value[:1].upper() + value[1:]
