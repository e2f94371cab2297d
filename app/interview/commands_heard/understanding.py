"""Understanding of an utterance as a command.

``benchmarks.commands`` has 104 ways to say a command, none used to tune this module, spoken in a
room and recognized without vocabulary. The table shows how many were understood in the first pass
and then after a second pass (see ``second_pass``); none was taken for another command:

| model | neural voice | system voice |
|---|---|---|
| base | 98 %, then 100 % | 88 %, then 98 % |
| tiny.en | 98 %, then 99 % | 80 %, then 88 % |

Most of the others were misheard: from the system voice, the models recognize "interview" as "into
you". In an hour of model answers, spoken with pauses (880 stretches, tiny.en), no command was
recognized, nor in a second pass over 79 short parts of answers. While nobody is answering, a
single word that sounds like a command may be taken for it: "Defeat." for "Repeat.".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from rapidfuzz import fuzz, process

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

_MAX_SUBJECT: Final = 5
"""Words of the longest subject."""


_MAX_ANNOUNCEMENT: Final = 2
"""Words that may introduce the subject ("the term")."""


_MIN_FRAME: Final = 0.85
"""Similarity of a frame, out of 1, below which nothing is asked about."""


_CLAUSE_WORDS: Final = frozenset(
    plain_words(
        "i you we they he she it this that these those there is are was were am be been do does "
        "did has have had can could will would should because so but if when while since although "
        "which who whose then what why how where not or than as at from into about between during "
        "by means mean let us please me my your our"
    )
)
"""Words that make a clause, so that no subject contains them."""


def asked_for_meaning(words: Words) -> RecognizedCommand | None:
    """Return the question about meaning in plain words ("What do you mean by X?"), or None."""
    found = [
        (certainty, -len(subject), subject)
        for core in without_polite_words(words, asking=True)
        for frame in meaning_frames()
        for subject, certainty in [_framed(core, frame)]
        if subject
    ]
    if not found:
        return None
    # Among equals, prefer the shortest subject: a trailing "here" does not belong to it.
    certainty, _, subject = max(found)
    return RecognizedCommand(SpokenCommand.MEANING, certainty, " ".join(subject))


def _framed(core: Words, frame: MeaningFrame) -> tuple[Words, float]:
    """Return the subject in a frame and the similarity of the frame; an empty subject if none."""
    first, last = len(frame.before), len(core) - len(frame.after)
    if not first < last <= first + _MAX_SUBJECT + _MAX_ANNOUNCEMENT:
        return (), 0.0
    subject = _named(core[first:last])
    if not 0 < len(subject) <= _MAX_SUBJECT or not _CLAUSE_WORDS.isdisjoint(subject):
        return (), 0.0
    certainty = phrase_likeness(core[:first] + core[last:], frame.before + frame.after)
    return (subject, certainty) if certainty >= _MIN_FRAME else ((), 0.0)


def _named(subject: Words) -> Words:
    """Return a subject without an article or an introduction such as "the term"."""
    if subject[:1] in {("a",), ("an",), ("the",)}:
        subject = subject[1:]
    kinds = ("term", "word", "phrase", "acronym", "expression", "concept")
    return subject[1:] if len(subject) > 1 and subject[0] in kinds else subject


MAX_CHARACTERS: Final = 160
"""Length of the longest utterance that may be a command, in characters."""


MAX_WORDS: Final = 24
"""The same in plain words."""


MIN_CERTAINTY: Final = 0.8
"""Certainty below which an utterance is not a command."""


_MIN_SIMILARITY: Final = 78.0
"""Similarity of letters, out of 100, from which a phrase is compared word by word."""


_MAX_COMPARED: Final = 12
"""Number of phrases compared word by word."""


_MAX_CORES: Final = 8
"""Number of ways to strip polite words that are tried."""


_CACHED_SETS: Final = 16
"""Number of sets of commands whose phrases are cached."""


_MISHEARING_PENALTY: Final = 0.1
"""Certainty lost with each corrected mishearing."""


def understand(
    utterance: str,
    listening_for: Collection[SpokenCommand],
    *,
    within_answer: bool = False,
) -> RecognizedCommand | None:
    """Return the command that a whole utterance is, among those listened for, or None.

    ``utterance`` is as recognized. Apart from polite words, it must contain nothing but the
    command. ``within_answer`` limits the commands and phrases to those unlikely in an answer.
    Never raises. Call from any thread; takes a few milliseconds once ``prepare`` has run.
    """
    if len(utterance) > MAX_CHARACTERS:
        return None
    words = plain_words(utterance)
    if not words or len(words) > MAX_WORDS:
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
    """Load the tables in advance, which takes a few tenths of a second."""
    for listening_for in (OUTSIDE_ANSWER, WHILE_PAUSED, CONFIRMING):
        understand("prepare", listening_for)
    understand("prepare", WITHIN_ANSWER, within_answer=True)


@lru_cache(maxsize=_CACHED_SETS)
def _phrases_of(
    wanted: frozenset[SpokenCommand], *, within_answer: bool
) -> dict[Words, tuple[SpokenCommand, ...]]:
    """Return the phrases of the wanted commands."""
    chosen = {}
    for words, commands in command_phrases(within_answer=within_answer).items():
        left = tuple(command for command in commands if command in wanted)
        if left:
            chosen[words] = left
    return chosen


@lru_cache(maxsize=_CACHED_SETS)
def _letters(wanted: frozenset[SpokenCommand], *, within_answer: bool) -> dict[Words, str]:
    return {words: "".join(words) for words in _phrases_of(wanted, within_answer=within_answer)}


def _misheard_command(
    words: Words, known: Mapping[Words, tuple[SpokenCommand, ...]], *, asking: bool
) -> RecognizedCommand | None:
    for reading, mishearings in corrected_readings(words):
        certainty = 1.0 - _MISHEARING_PENALTY * mishearings
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
    for core in islice(candidates, _MAX_CORES):
        near = process.extract(
            "".join(core),
            letters,
            scorer=fuzz.ratio,
            score_cutoff=_MIN_SIMILARITY,
            limit=_MAX_COMPARED,
        )
        for _, _, phrase in near:
            certainty = phrase_likeness(core, phrase)
            if certainty >= MIN_CERTAINTY and (best is None or certainty > best[0]):
                best = certainty, commands[phrase][0]
    return None if best is None else RecognizedCommand(best[1], best[0])
