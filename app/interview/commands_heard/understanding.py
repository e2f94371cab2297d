"""Understanding an utterance as a command, or as none.

Of 104 ways to say a command, which nothing here was chosen by (``benchmarks.commands``: spoken in a
room, heard without vocabulary), so many were understood at first, and when those that were not had
been heard again (see ``second_hearing``); none was taken for another command:

| model | neural voice | system voice |
|---|---|---|
| base | 98 %, then 100 % | 88 %, then 98 % |
| tiny.en | 98 %, then 99 % | 80 %, then 88 % |

Most of the others are not what was said: the system voice says "interview" so that the models hear
"into you". In an hour of model answers, spoken with pauses (880 stretches, tiny.en), no command was
heard; nor was one in 79 short parts of answers that were heard again by themselves. While nobody
answers, a word alone that sounds like a command may be taken for it: "Defeat." for "Repeat.".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from rapidfuzz import fuzz, process

from mock_interviewer.app.interview.commands_heard.likeness import likeness
from mock_interviewer.app.interview.commands_heard.meaning import asked_meaning
from mock_interviewer.app.interview.commands_heard.mishearing import readings
from mock_interviewer.app.interview.commands_heard.patterns import Words
from mock_interviewer.app.interview.commands_heard.phrases import phrases
from mock_interviewer.app.interview.commands_heard.plain_words import plain_words
from mock_interviewer.app.interview.commands_heard.spoken_command import (
    CONFIRMING,
    OUTSIDE_ANSWER,
    WHILE_PAUSED,
    WITHIN_ANSWER,
    SpokenCommand,
    Understood,
)
from mock_interviewer.app.interview.commands_heard.wrapping import cores, covers

LONGEST: Final = 160
"""Characters of the longest utterance that may be a command."""
MOST_WORDS: Final = 24
"""Plain words of the same."""
CERTAIN: Final = 0.8
"""Certainty below which nothing is understood."""
_NEAR: Final = 78.0
"""Likeness of letters, of 100, from which a phrase is compared word by word."""
_COMPARED: Final = 12
_MOST_CORES: Final = 8
_LISTENING: Final = 16
"""So many different sets of commands are kept ready."""
_DOUBT: Final = 0.1
"""Certainty lost with each mishearing that is put right."""


def understand(
    utterance: str,
    listening_for: Collection[SpokenCommand],
    *,
    within_answer: bool = False,
) -> Understood | None:
    """Return the one command that a whole utterance is, of those listened for; None if it is none.

    ``utterance`` is as recognition wrote it, and must stand alone: a command with anything else
    around it than polite words is none. ``within_answer``: only what makes sense in an answer, in
    words that no answer is likely to hold. Never raises. Any thread; a few milliseconds, once
    ``prepare`` has read the tables.
    """
    if len(utterance) > LONGEST:
        return None
    words = plain_words(utterance)
    if not words or len(words) > MOST_WORDS:
        return None
    wanted = frozenset(listening_for)
    if within_answer:
        wanted &= WITHIN_ANSWER
    known = _of(wanted, within_answer=within_answer)
    exact = covers(words, known)
    if exact is not None:
        return Understood(exact, 1.0)
    if SpokenCommand.MEANING in wanted:
        meant = asked_meaning(words)
        if meant is not None:
            return meant
    near = _nearest(cores(words), wanted, within_answer=within_answer)
    if near is None and not (within_answer and len(words) == 1):
        return _put_right(words, known, asking=SpokenCommand.MEANING in wanted)
    return near


def prepare() -> None:
    """Read the tables, which takes a few tenths of a second: where nobody waits for it."""
    for listening_for in (OUTSIDE_ANSWER, WHILE_PAUSED, CONFIRMING):
        understand("prepare", listening_for)
    understand("prepare", WITHIN_ANSWER, within_answer=True)


@lru_cache(maxsize=_LISTENING)
def _of(
    wanted: frozenset[SpokenCommand], *, within_answer: bool
) -> dict[Words, tuple[SpokenCommand, ...]]:
    """Return the phrases of the commands that are listened for."""
    chosen = {}
    for words, commands in phrases(within_answer=within_answer).items():
        left = tuple(command for command in commands if command in wanted)
        if left:
            chosen[words] = left
    return chosen


@lru_cache(maxsize=_LISTENING)
def _letters(wanted: frozenset[SpokenCommand], *, within_answer: bool) -> dict[Words, str]:
    return {words: "".join(words) for words in _of(wanted, within_answer=within_answer)}


def _put_right(
    words: Words, known: Mapping[Words, tuple[SpokenCommand, ...]], *, asking: bool
) -> Understood | None:
    for reading, mishearings in readings(words):
        certainty = 1.0 - _DOUBT * mishearings
        command = covers(reading, known)
        if command is not None:
            return Understood(command, certainty)
        meant = asked_meaning(reading) if asking else None
        if meant is not None:
            return replace(meant, certainty=min(meant.certainty, certainty))
    return None


def _nearest(
    candidates: Iterable[Words], wanted: frozenset[SpokenCommand], *, within_answer: bool
) -> Understood | None:
    commands = _of(wanted, within_answer=within_answer)
    letters = _letters(wanted, within_answer=within_answer)
    best: tuple[float, SpokenCommand] | None = None
    for core in islice(candidates, _MOST_CORES):
        near = process.extract(
            "".join(core), letters, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_COMPARED
        )
        for _, _, phrase in near:
            certainty = likeness(core, phrase)
            if certainty >= CERTAIN and (best is None or certainty > best[0]):
                best = certainty, commands[phrase][0]
    return None if best is None else Understood(best[1], best[0])
