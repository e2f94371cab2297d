"""Clauses that say what "I", "we", or others did.

No grammar is parsed: an action is a past or perfect verb right after "I" or "we", ignoring adverbs
and fillers, or one joined by "and" or "but" to a verb that is not an action ("I was tired but
called them"). Anything denied, wished, supposed, or done to the speaker is not an action.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.feedback.story.english_verbs import VerbForm, can_be_form, is_action

_FOLLOWING = 40
"""Characters after a verb that may decide whether it is an action."""


_MAX_JOIN_DISTANCE = 14
"""Tokens after a verb that is not an action within which another may be joined to it."""


_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d[\d.,]*|[^\w\s]")


_SUBJECT = re.compile(r"(i|we)(?:('(?:d|ve|ll|m|re|s)))?")


_ADVERB = re.compile(
    r"(?!(?:app|rep|supp|re|comp|multip)ly\b)[a-z]{2,}ly|,|then|since|already|also|just|first"
    r"|second|third|next|still|even|soon|later|once|again|often|both|all|each|always|sometimes"
    r"|ever|maybe|perhaps|rather"
    r"|really|so|too|now|instead|therefore|afterwards|together|myself|ourselves|um|uh|er|erm|hmm"
    r"|like"
    r"|well|yeah|okay"
)
"""Words allowed between "I" and its verb, or between a verb and its auxiliary."""


_ADVERBIAL = re.compile(
    r"you know|i mean|i think|i guess|of course|in fact|in turn|at first|right away|kind of|sort of"
)


_INVERTS = re.compile(
    r"do|does|did|should|would|could|can|will|shall|must|may|might|if|wish|hope|unless|(?:do|did"
    r"|could"
    r"|would|should)n't|only"
)
"""Words right before "I" or "we" that ask, wish, or suppose."""


_WOULD = re.compile(r"would|will|'ll")


_BEING = re.compile(r"am|are|was|were|'m|'re")


_ENDS_CLAUSE = re.compile(
    r"[.?!;]|he|she|they|who|which|what|there|i|we|(?:some|no|every|any)(?:body|one)"
    r"|(?:and|but|so|because|that|when|if|then|,) (?:it|you)"
)


_OBJECT = re.compile(
    r"the|an?|my|our|it|them|him|her|his|their|each|every|all|this|that|these|those|up|out|down"
    r"|over"
    r"|to|(?:every|some)(?:one|body|thing)|some|two|three|with|into"
)
"""Words that confirm an ambiguous verb before them (unlike in "and limited time")."""


_FELLOW = re.compile(
    r"\b(?:my|our|a|another|the|one)(?: [a-z]+)? (?:[a-z]*mate|colleague|co-?worker|manager|boss"
    r"|lead|team|friend|partner|co-?founder|designer|engineer|developer|wife|husband|brother|sister"
    r"|analyst|director|nurse|teacher|mentor)s? and $"
)


_ABOUT_THE_TALK = re.compile(r"(?:as|like) i (?:just |already )?(?:said|mentioned|told|explained)")


class Actor(StrEnum):
    """The one who acted."""

    ME = "I"
    US = "we"


@dataclass(frozen=True)
class ActionClause:
    """A clause in which "I" or "we" acted, from the pronoun to the end of the verb (exclusive)."""

    who: Actor
    start: int
    end: int


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int


def action_clauses(text: str, *, planned: bool = False) -> tuple[ActionClause, ...]:
    """Return the clauses in which "I" or "we" acted, in order, at most one per pronoun.

    ``planned`` also counts what they would or will do, for questions about a hypothetical case.
    Accepts any text; finds nothing if it is not English.
    """
    clauses = _Clauses(text)
    found = (clauses.action(index, planned=planned) for index in clauses.subjects())
    return tuple(clause for clause in found if clause is not None)


class _Clauses:
    """A text as lowercase tokens with offsets into the text."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\u2019", "'")
        self._tokens = [
            _Token(match[0].lower(), match.start(), match.end())
            for match in _TOKEN.finditer(self._text)
        ]

    def subjects(self) -> Iterator[int]:
        """Yield the indices of "I" and "we", including contractions."""
        for index, token in enumerate(self._tokens):
            if _SUBJECT.fullmatch(token.text) and not _INVERTS.fullmatch(self._at(index - 1)):
                yield index

    def action(self, index: int, *, planned: bool) -> ActionClause | None:
        """Return what the subject at an index did, or None."""
        subject = self._tokens[index]
        verb = self._verb(index, planned=planned)
        if verb is None or self._is_about_the_talk(index):
            return None
        before = self._text[max(0, subject.start - 60) : subject.start].lower()
        alone = subject.text.startswith("i") and not _FELLOW.search(before)
        return ActionClause(Actor.ME if alone else Actor.US, subject.start, self._tokens[verb].end)

    def _verb(self, index: int, *, planned: bool) -> int | None:
        """Return the index of the action verb of the subject at an index, or None."""
        match = _SUBJECT.fullmatch(self._tokens[index].text)
        helper = (match and match[2]) or ""
        at = self._past_adverbs(index + 1)
        word = self._at(at)
        if not helper and word in {"have", "had", "would", "will"}:
            helper = word
            at = self._past_adverbs(at + 1)
        if helper == "'d":
            helper = "had" if self._is_past_only(at) else "would"
        if _WOULD.fullmatch(helper):
            return at if planned and self._is_action(at, "base") else None
        if helper in {"have", "'ve", "had"}:
            if self._is_action(at, "participle"):
                return at
            return self._joined(at) if helper == "had" and word == "had" else None
        if not helper and self._is_action(at, "past"):
            return at
        past = can_be_form(word, "past") or word in {"was", "were"}
        return self._joined(at) if past and not helper else None

    def _joined(self, at: int) -> int | None:
        """Return the index of an action joined to the verb at an index, which is not one."""
        for conjunction in range(at + 1, min(at + _MAX_JOIN_DISTANCE, len(self._tokens))):
            word = self._at(conjunction)
            both = f"{self._at(conjunction - 1)} {word}"
            if _ENDS_CLAUSE.fullmatch(word) or _ENDS_CLAUSE.fullmatch(both):
                return None
            if word not in {"and", "but", "then"} or self._is_passive(at, conjunction):
                continue
            verb = self._past_adverbs(conjunction + 1)
            if self._is_action(verb, "past") and self._is_surely_a_verb(verb):
                return verb
        return None

    def _is_passive(self, at: int, conjunction: int) -> bool:
        """Return whether the joined verb is passive as well: "was asked and told"."""
        return (
            self._at(conjunction) == "and"
            and bool(_BEING.fullmatch(self._at(at)))
            and can_be_form(self._at(conjunction - 1), "past")
        )

    def _is_surely_a_verb(self, index: int) -> bool:
        word = self._at(index)
        certain = not word.endswith("ed") and not can_be_form(word, "base", listed=True)
        return certain or _OBJECT.fullmatch(self._at(index + 1)) is not None

    def _is_past_only(self, index: int) -> bool:
        word = self._at(index)
        return can_be_form(word, "participle") and not can_be_form(word, "base", listed=True)

    def _is_action(self, index: int, form: VerbForm) -> bool:
        if index >= len(self._tokens):
            return False
        token = self._tokens[index]
        following = self._text[token.end : token.end + _FOLLOWING].lower().lstrip()
        return is_action(token.text, form, following)

    def _is_about_the_talk(self, index: int) -> bool:
        words = " ".join(token.text for token in self._tokens[max(0, index - 1) : index + 3])
        return _ABOUT_THE_TALK.match(words) is not None

    def _past_adverbs(self, index: int) -> int:
        """Return the index of the first token from ``index`` on that is not an adverb."""
        while index < len(self._tokens):
            if _ADVERBIAL.fullmatch(f"{self._at(index)} {self._at(index + 1)}"):
                index += 2
            elif _ADVERB.fullmatch(self._at(index)):
                index += 1
            else:
                break
        return index

    def _at(self, index: int) -> str:
        """Return the token at an index, or "" out of range."""
        return self._tokens[index].text if 0 <= index < len(self._tokens) else ""


_BEFORE = 60
"""Characters before a verb in which its subject is searched for."""


_VERB = re.compile(r"[a-z]+(?:-[a-z]+)*")


_NOUN = r"(?!(?:has|have|had|is|are|was|were|will|would|can|could|to|of|and|that)\b)[a-z]+"


_OTHERS = (
    r"(?:he|she|they|it|who|people|(?:every|no|some)(?:body|one)"
    rf"|(?:the|my|our|his|her|their|an?|this|one|two|most) (?:{_NOUN} )?{_NOUN}"
    r"|(?!always|perhaps|yes|was|is|has|as|us|his|its|this|besides|sometimes|does)[a-z]{2,}s)"
)


_ADVERBS = r"(?:(?:then|also|never|even|all|both|just|still|always|kind of|sort of|[a-z]+ly) )*"


_SUBJECT_OF_OTHERS = re.compile(rf"\b{_OTHERS} {_ADVERBS}$")


_ANY_SUBJECT = re.compile(rf"\b(?:i|we|{_OTHERS}) {_ADVERBS}$")


def first_past_clause(text: str, begin: int, end: int, *, to_others: bool = False) -> int | None:
    """Return the start of the first past-tense clause between two offsets, or None.

    ``to_others`` ignores clauses about "I" and "we". ``text`` is in lowercase.
    """
    subject = _SUBJECT_OF_OTHERS if to_others else _ANY_SUBJECT
    for verb in _VERB.finditer(text, begin, end):
        if can_be_form(verb[0], "past"):
            found = subject.search(text, max(begin, verb.start() - _BEFORE), verb.start())
            if found is not None:
                return found.start()
    return None
