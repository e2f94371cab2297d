"""Understanding an utterance as a command, or as none.

``benchmarks.commands`` has 104 ways to say a command, by which nothing here was chosen, spoken in
a room and recognized without vocabulary. So many were understood at first, and then after a
second pass (see ``second_pass``); none was taken for another command:

| model | neural voice | system voice |
|---|---|---|
| base | 98 %, then 100 % | 88 %, then 98 % |
| tiny.en | 98 %, then 99 % | 80 %, then 88 % |

Most of the others were misheard: the system voice says "interview" so that the models hear "into
you". In an hour of model answers, spoken with pauses (880 stretches, tiny.en), no command was
recognized, nor in a second pass over 79 short parts of answers. While nobody answers, a single
word that sounds like a command may be taken for it: "Defeat." for "Repeat.".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from rapidfuzz import fuzz, process

from mock_interviewer.app.feedback.delivery.spoken_words import word_set
from mock_interviewer.app.interview.commands_heard.mishearing import (
    corrected_readings,
    phrase_likeness,
)
from mock_interviewer.app.interview.commands_heard.phrases import (
    MeaningFrame,
    command_in,
    command_phrases,
    meaning_frames,
    without_polite_words,
)
from mock_interviewer.app.interview.commands_heard.plain_words import Words, plain_words
from mock_interviewer.app.interview.commands_heard.spoken_command import (
    CONFIRMING,
    OUTSIDE_ANSWER,
    WHILE_PAUSED,
    WITHIN_ANSWER,
    RecognizedCommand,
    SpokenCommand,
)

_LONGEST_SUBJECT: Final = 5
"""Words."""


_ANNOUNCED: Final = 2
"""Words that may announce it."""


_LEAST_FRAME: Final = 0.85


_CLAUSE: Final = word_set(
    "i you we they he she it this that these those there is are was were am be been do does did "
    "has have had can could will would should because so but if when while since although which "
    "who whose then what why how where not or than as at from into about between during by "
    "means mean let let's please me us my your our"
)
"""Words of which no subject is made: what holds one is a clause."""


def asked_for_meaning(words: Words) -> RecognizedCommand | None:
    """Return what meaning plain words ask for: "What do you mean by perplexity?"; None if none."""
    found = [
        (certainty, -len(subject), subject)
        for core in without_polite_words(words, asking=True)
        for frame in meaning_frames()
        for subject, certainty in [_framed(core, frame)]
        if subject
    ]
    if not found:
        return None
    # Of equal ones the shortest subject: "here" is none of it.
    certainty, _, subject = max(found)
    return RecognizedCommand(SpokenCommand.MEANING, certainty, " ".join(subject))


def _framed(core: Words, frame: MeaningFrame) -> tuple[Words, float]:
    """Return the subject in a frame and how like the frame is; an empty one where there is none."""
    first, last = len(frame.before), len(core) - len(frame.after)
    if not first < last <= first + _LONGEST_SUBJECT + _ANNOUNCED:
        return (), 0.0
    subject = _named(core[first:last])
    if not 0 < len(subject) <= _LONGEST_SUBJECT or not _CLAUSE.isdisjoint(subject):
        return (), 0.0
    certainty = phrase_likeness(core[:first] + core[last:], frame.before + frame.after)
    return (subject, certainty) if certainty >= _LEAST_FRAME else ((), 0.0)


def _named(subject: Words) -> Words:
    """Return a subject without what only announces it: "the term", "a"."""
    if subject[:1] in {("a",), ("an",), ("the",)}:
        subject = subject[1:]
    kinds = ("term", "word", "phrase", "acronym", "expression", "concept")
    return subject[1:] if len(subject) > 1 and subject[0] in kinds else subject


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


_CONFIDENCE_LOST: Final = 0.1
"""Certainty lost with each mishearing that is put right."""


def understand(
    utterance: str,
    listening_for: Collection[SpokenCommand],
    *,
    within_answer: bool = False,
) -> RecognizedCommand | None:
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
    known = _phrases_of(wanted, within_answer=within_answer)
    exact = command_in(words, known)
    if exact is not None:
        return RecognizedCommand(exact, 1.0)
    if SpokenCommand.MEANING in wanted:
        meant = asked_for_meaning(words)
        if meant is not None:
            return meant
    near = _nearest(without_polite_words(words), wanted, within_answer=within_answer)
    if near is None and not (within_answer and len(words) == 1):
        return _misheard_command(words, known, asking=SpokenCommand.MEANING in wanted)
    return near


def prepare() -> None:
    """Read the tables, which takes a few tenths of a second: where nobody waits for it."""
    for listening_for in (OUTSIDE_ANSWER, WHILE_PAUSED, CONFIRMING):
        understand("prepare", listening_for)
    understand("prepare", WITHIN_ANSWER, within_answer=True)


@lru_cache(maxsize=_LISTENING)
def _phrases_of(
    wanted: frozenset[SpokenCommand], *, within_answer: bool
) -> dict[Words, tuple[SpokenCommand, ...]]:
    """Return the phrases of the commands that are listened for."""
    chosen = {}
    for words, commands in command_phrases(within_answer=within_answer).items():
        left = tuple(command for command in commands if command in wanted)
        if left:
            chosen[words] = left
    return chosen


@lru_cache(maxsize=_LISTENING)
def _letters(wanted: frozenset[SpokenCommand], *, within_answer: bool) -> dict[Words, str]:
    return {words: "".join(words) for words in _phrases_of(wanted, within_answer=within_answer)}


def _misheard_command(
    words: Words, known: Mapping[Words, tuple[SpokenCommand, ...]], *, asking: bool
) -> RecognizedCommand | None:
    for reading, mishearings in corrected_readings(words):
        certainty = 1.0 - _CONFIDENCE_LOST * mishearings
        command = command_in(reading, known)
        if command is not None:
            return RecognizedCommand(command, certainty)
        meant = asked_for_meaning(reading) if asking else None
        if meant is not None:
            return replace(meant, certainty=min(meant.certainty, certainty))
    return None


def _nearest(
    candidates: Iterable[Words], wanted: frozenset[SpokenCommand], *, within_answer: bool
) -> RecognizedCommand | None:
    commands = _phrases_of(wanted, within_answer=within_answer)
    letters = _letters(wanted, within_answer=within_answer)
    best: tuple[float, SpokenCommand] | None = None
    for core in islice(candidates, _MOST_CORES):
        near = process.extract(
            "".join(core), letters, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_COMPARED
        )
        for _, _, phrase in near:
            certainty = phrase_likeness(core, phrase)
            if certainty >= CERTAIN and (best is None or certainty > best[0]):
                best = certainty, commands[phrase][0]
    return None if best is None else RecognizedCommand(best[1], best[0])
