"""Taking the polite words off a command: "sorry, could you please … for me"."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Final

from mock_interviewer.app.interview.commands_heard.patterns import Words
from mock_interviewer.app.interview.commands_heard.phrases import wrappings
from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand

LONGEST_PHRASE: Final = 14
"""Words of the longest phrase that is looked for."""

_State = tuple[frozenset[SpokenCommand] | None, bool]
"""The commands that all phrases so far stand for, and whether another one must follow."""


def covers(
    words: Words, phrases: Mapping[Words, tuple[SpokenCommand, ...]]
) -> SpokenCommand | None:
    """Return the command of which words are nothing but phrases and polite words.

    "Skip it, skip it", and "sorry, I missed that, could you say it again". Where several commands
    would do, the one that the first phrase is listed under first. None: there is no such command.
    """
    longest = max(wrappings().longest, LONGEST_PHRASE)
    reached: list[dict[_State, SpokenCommand | None]] = [{} for _ in range(len(words) + 1)]
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


def cores(words: Words, *, asking: bool = False) -> list[Words]:
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
    kinds = wrappings()
    before = frozenset(part for part in kinds.before if not asking or "you" in part)
    after = frozenset(part[::-1] for part in kinds.around | kinds.after)
    return kinds.around | before, after


def _following(
    state: _State, part: Words, commands: tuple[SpokenCommand, ...] | None
) -> Iterator[_State]:
    kinds = wrappings()
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
    longest = wrappings().longest
    found = {0}
    for start in range(len(words)):
        if start in found:
            for end in range(start + 1, min(len(words), start + longest) + 1):
                if words[start:end] in parts:
                    found.add(end)
    return found
