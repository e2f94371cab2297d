"""English verbs: their past forms, and which of them are actions.

``english_verbs.tsv`` was written by hand from common grammar. It lists the irregular verbs of
present-day speech, and the regular and irregular verbs that are not actions of the speaker:
thoughts and perceptions, states, events, and where someone joined or lived. Its last column says
whether a verb is an action: "yes", "no", or only "with" or "without" certain words after it
("looked into", but "looked like"). All other verbs are actions, with a past in -ed.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

VerbForm = Literal["base", "past", "participle"]

_FILE: Final = "english_verbs.tsv"
_REGULAR = re.compile(r"(?:[a-z]+-)?[a-z]+[^e]ed|(?:dis)?agreed|freed|guaranteed|refereed|decreed")
_NO_VERBS = frozenset({"indeed", "hundred", "sacred", "naked", "wicked", "red", "bed", "kindred"})
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NO_BASE = re.compile(
    r"a|an|the|and|but|or|if|in|on|at|of|to|as|for|with|by|not|n't|never|my|our|your|his|her|its"
    r"|their"
    r"|this|that|these|those|there|it|he|she|they|we|i|you|say|rather|better|have|be|ve"
)
"""Words after "I would" that are not verbs, or do not say what the speaker would do."""


@dataclass(frozen=True)
class _ActionRule:
    """Whether a verb is an action; with ``words``, only if they follow, or do not follow."""

    is_action: bool
    words: re.Pattern[str] | None = None

    def holds(self, following: str) -> bool:
        if self.words is None:
            return self.is_action
        return (self.words.match(following) is not None) is self.is_action


def can_be_form(word: str, form: VerbForm, *, listed: bool = False) -> bool:
    """Return whether a lowercase word can be this form of a verb.

    All but a few words can be base forms; ``listed`` considers only verbs in the table.
    """
    if word in _forms()[form] or listed:
        return word in _forms()[form]
    if form == "base":
        return _WORD.fullmatch(word) is not None and _NO_BASE.fullmatch(word) is None
    return _REGULAR.fullmatch(word) is not None and word not in _NO_VERBS


def is_action(word: str, form: VerbForm, following: str) -> bool:
    """Return whether a lowercase word is this form of a verb that is an action.

    ``following`` is the text after it, in lowercase and without leading spaces.
    """
    rule = _forms()[form].get(word)
    if rule is not None:
        return rule.holds(following)
    return can_be_form(word, form)


@cache
def _forms() -> dict[VerbForm, dict[str, _ActionRule]]:
    """Return the rules of the verbs in the table, by form."""
    forms: dict[VerbForm, dict[str, _ActionRule]] = {"base": {}, "past": {}, "participle": {}}
    lines = (Path(__file__).parent / _FILE).read_text("utf-8").splitlines()
    for line in lines[1:]:
        base, past, participle, action = line.split("\t")
        rule = _rule(action)
        forms["base"][base] = rule
        forms["past"].update(dict.fromkeys(past.split(","), rule))
        forms["participle"].update(dict.fromkeys(participle.split(","), rule))
    return forms


def _rule(action: str) -> _ActionRule:
    kind, _, words = action.partition(" ")
    following = re.compile(rf"(?:{words})\b") if words else None
    return _ActionRule(kind in {"yes", "with"}, following)
