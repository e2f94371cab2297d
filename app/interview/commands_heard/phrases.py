"""The phrases of the commands and the polite words around them, read from tables.

Each line of ``phrases.tsv`` is a command, where it may be said ("anywhere", or "outside" of an
answer only) and a pattern. A pattern that asks for a meaning has a "/" where the subject stands.
``wrappings.tsv`` holds what may stand "around" a command, "before" one, or "after" one.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from mock_interviewer.app.interview.commands_heard.plain_words import Words, expand_pattern
from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand

_SUBJECT: Final = "/"


@dataclass(frozen=True)
class MeaningFrame:
    """What stands before and after the subject of a meaning that is asked for."""

    before: Words
    after: Words


@dataclass(frozen=True)
class PoliteWords:
    """Polite words; those ``before`` a command promise that one follows. ``longest`` in words."""

    around: frozenset[Words]
    before: frozenset[Words]
    after: frozenset[Words]
    longest: int


@cache
def command_phrases(*, within_answer: bool) -> dict[Words, tuple[SpokenCommand, ...]]:
    """Return the phrases in plain words, each with the commands that it stands for.

    A meaning has frames instead. ``within_answer``: only those that no answer is likely to hold.
    """
    found: dict[Words, tuple[SpokenCommand, ...]] = {}
    for command, where, pattern in _lines("phrases.tsv"):
        if SpokenCommand(command) is SpokenCommand.MEANING:
            continue
        if within_answer and where == "outside":
            continue
        for words in expand_pattern(pattern):
            known = found.get(words, ())
            if SpokenCommand(command) not in known:
                found[words] = (*known, SpokenCommand(command))
    return found


@cache
def meaning_frames() -> tuple[MeaningFrame, ...]:
    """Return how a meaning is asked for, the longest frames first."""
    found = set()
    for command, _, pattern in _lines("phrases.tsv"):
        if SpokenCommand(command) is SpokenCommand.MEANING:
            before, _, after = pattern.partition(_SUBJECT)
            found |= {
                MeaningFrame(first, last)
                for first in expand_pattern(before)
                for last in expand_pattern(after)
            }
    return tuple(sorted(found, key=lambda each: (-len(each.before) - len(each.after), each.before)))


@cache
def polite_words() -> PoliteWords:
    """Return the polite words."""
    found: dict[str, frozenset[Words]] = {}
    for where, pattern in _lines("wrappings.tsv"):
        found[where] = found.get(where, frozenset()) | expand_pattern(pattern)
    longest = max(len(words) for each in found.values() for words in each)
    return PoliteWords(found["around"], found["before"], found["after"], longest)


def _lines(name: str) -> Iterator[list[str]]:
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines()[1:]:
        yield line.split("\t")


LONGEST_PHRASE: Final = 14
"""Words of the longest phrase that is looked for."""


_MatchState = tuple[frozenset[SpokenCommand] | None, bool]
"""The commands that all phrases so far stand for, and whether another one must follow."""


def command_in(
    words: Words, phrases: Mapping[Words, tuple[SpokenCommand, ...]]
) -> SpokenCommand | None:
    """Return the command of which words are nothing but phrases and polite words.

    "Skip it, skip it", and "sorry, I missed that, could you say it again". Where several commands
    would do, the one that the first phrase is listed under first. None: there is no such command.
    """
    longest = max(polite_words().longest, LONGEST_PHRASE)
    reached: list[dict[_MatchState, SpokenCommand | None]] = [{} for _ in range(len(words) + 1)]
    reached[0] = {(None, False): None}
    for start in range(len(words)):
        for state, first in reached[start].items():
            for end in range(start + 1, min(len(words), start + longest) + 1):
                part = words[start:end]
                for following in _following(state, part, phrases.get(part)):
                    known = first or (
                        phrases[part][0] if following[0] and part in phrases else None
                    )
                    reached[end].setdefault(following, known)
    for (commands, open_), first in reached[-1].items():
        if commands and not open_:
            return first if first in commands else min(commands)
    return None


def without_polite_words(words: Words, *, asking: bool = False) -> list[Words]:
    """Return what may be left of words when polite ones are taken off both ends, shortest first.

    ``asking``: none but those that ask something of another, "could you", not "let me".
    """
    leading, trailing = _at_ends(asking=asking)
    starts = _reachable(words, leading)
    ends = {len(words) - place for place in _reachable(words[::-1], trailing)}
    found = {words[start:end] for start in starts for end in ends if start < end}
    return sorted(found, key=lambda core: (len(core), core))


@cache
def _at_ends(*, asking: bool) -> tuple[frozenset[Words], frozenset[Words]]:
    """Return the polite words at the beginning, and those at the end with their words reversed."""
    kinds = polite_words()
    before = frozenset(part for part in kinds.before if not asking or "you" in part)
    after = frozenset(part[::-1] for part in kinds.around | kinds.after)
    return kinds.around | before, after


def _following(
    state: _MatchState, part: Words, commands: tuple[SpokenCommand, ...] | None
) -> Iterator[_MatchState]:
    kinds = polite_words()
    meant, open_ = state
    if commands is None:
        if part in kinds.around:
            yield meant, open_
        if part in kinds.before:
            yield meant, True
        if part in kinds.after and meant is not None and not open_:
            yield meant, False
    else:
        both = frozenset(commands) if meant is None else meant & frozenset(commands)
        if both:
            yield both, False


def _reachable(words: Words, parts: Collection[Words]) -> set[int]:
    """Return the places up to which words are nothing but parts."""
    longest = polite_words().longest
    found = {0}
    for start in range(len(words)):
        if start in found:
            for end in range(start + 1, min(len(words), start + longest) + 1):
                if words[start:end] in parts:
                    found.add(end)
    return found
