"""English verbs: their past forms, and which of them tell an action.

``english_verbs.tsv`` was written by hand from common grammar. It lists the irregular verbs of
present-day speech, and the verbs, regular ones too, that are no action of the speaker: thoughts
and perceptions, states, what happens to one, and where one joined or lived. Its last column says
whether a verb is an action: "yes", "no", or only "with" or "without" certain words behind it
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
"""What may stand behind "I would" and is no verb, or none that tells what one would do."""


@dataclass(frozen=True)
class _ActionRule:
    """Whether a verb is a deed; where ``words`` are given, only if they follow or do not."""

    deed: bool
    words: re.Pattern[str] | None = None

    def holds(self, following: str) -> bool:
        if self.words is None:
            return self.deed
        return (self.words.match(following) is not None) is self.deed


def can_be_form(word: str, form: VerbForm, *, listed: bool = False) -> bool:
    """Tell whether a word, in lower case, can be this form of a verb.

    Any word but a few can be the base of one; ``listed`` asks only for what the list has.
    """
    if word in _forms()[form] or listed:
        return word in _forms()[form]
    if form == "base":
        return _WORD.fullmatch(word) is not None and _NO_BASE.fullmatch(word) is None
    return _REGULAR.fullmatch(word) is not None and word not in _NO_VERBS


def is_action(word: str, form: VerbForm, following: str) -> bool:
    """Tell whether a word, in lower case, is this form of a verb and tells of something done.

    ``following`` is the text behind it, in lower case and without a space at its start.
    """
    rule = _forms()[form].get(word)
    if rule is not None:
        return rule.holds(following)
    return can_be_form(word, form)


@cache
def _forms() -> dict[VerbForm, dict[str, _ActionRule]]:
    """Return what is known of the verbs that are listed, by form."""
    forms: dict[VerbForm, dict[str, _ActionRule]] = {"base": {}, "past": {}, "participle": {}}
    lines = (Path(__file__).parent / _FILE).read_text("utf-8").splitlines()
    for line in lines[1:]:
        base, past, participle, deed = line.split("\t")
        rule = _rule(deed)
        forms["base"][base] = rule
        forms["past"].update(dict.fromkeys(past.split(","), rule))
        forms["participle"].update(dict.fromkeys(participle.split(","), rule))
    return forms


def _rule(deed: str) -> _ActionRule:
    kind, _, words = deed.partition(" ")
    following = re.compile(rf"(?:{words})\b") if words else None
    return _ActionRule(kind in {"yes", "with"}, following)
