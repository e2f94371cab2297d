"""The phrases of the commands and the polite words around them, read from tables.

Each line of ``phrases.tsv`` has a command, where it is accepted ("anywhere", or only "outside" an
answer), and a pattern. A pattern that asks for a meaning has a "/" in place of the subject.
``wrappings.tsv`` holds polite words allowed "around", "before", or "after" a command.
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
    """The words before and after the subject of a question about meaning."""

    before: Words
    after: Words


@dataclass(frozen=True)
class PoliteWords:
    """Polite words; after those in ``before``, a command must follow. ``longest`` is in words."""

    around: frozenset[Words]
    before: frozenset[Words]
    after: frozenset[Words]
    longest: int


@cache
def command_phrases(*, within_answer: bool) -> dict[Words, tuple[SpokenCommand, ...]]:
    """Return the phrases in plain words, each with the commands it can stand for.

    Questions about meaning are in ``meaning_frames``. ``within_answer`` limits the phrases to
    those unlikely to occur in an answer.
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
    """Return the frames of questions about meaning, longest first."""
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
    """Return the polite words, by where they may stand."""
    found: dict[str, frozenset[Words]] = {}
    for where, pattern in _lines("wrappings.tsv"):
        found[where] = found.get(where, frozenset()) | expand_pattern(pattern)
    longest = max(len(words) for each in found.values() for words in each)
    return PoliteWords(found["around"], found["before"], found["after"], longest)


def _lines(name: str) -> Iterator[list[str]]:
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines()[1:]:
        yield line.split("\t")


LONGEST_PHRASE: Final = 14
"""Length of the longest phrase considered, in words."""


_MatchState = tuple[frozenset[SpokenCommand] | None, bool]
"""The commands common to all phrases so far, and whether a phrase must follow."""


def command_in(
    words: Words, phrases: Mapping[Words, tuple[SpokenCommand, ...]]
) -> SpokenCommand | None:
    """Return the command if the words consist only of its phrases and polite words, else None.

    Examples: "Skip it, skip it" and "sorry, I missed that, could you say it again". If several
    commands match, prefer the one listed first for the first phrase.
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
    """Return the ways to strip polite words from both ends, shortest result first.

    With ``asking``, strip before only words that ask the other person ("could you", not "let me").
    """
    found = {words[start:end] for start, end in polite_spans(words, asking=asking)}
    return sorted(found, key=lambda core: (len(core), core))


def polite_spans(words: Words, *, asking: bool = False) -> list[tuple[int, int]]:
    """Return the spans (start and end) left after stripping polite words, the whole one first.

    ``asking`` is as in ``without_polite_words``.
    """
    leading, trailing = _at_ends(asking=asking)
    starts = _reachable(words, leading)
    ends = [len(words) - place for place in _reachable(words[::-1], trailing)]
    return [(start, end) for start in starts for end in ends if start < end]


@cache
def _at_ends(*, asking: bool) -> tuple[frozenset[Words], frozenset[Words]]:
    """Return the leading polite words, and the trailing ones with their words reversed."""
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


def _reachable(words: Words, parts: Collection[Words]) -> list[int]:
    """Return the positions up to which the words consist only of parts, 0 first."""
    longest = polite_words().longest
    found = [0]
    for start in range(len(words)):
        if start in found:
            last = min(len(words), start + longest)
            ends = (end for end in range(start + 1, last + 1) if words[start:end] in parts)
            found += [end for end in ends if end not in found]
    return found
