"""Finds clauses that tell of the past, whoever they are about."""

import re

from mock_interviewer.app.feedback.english_verbs import can_be

_BEFORE = 60
"""Characters before a verb among which its subject stands."""
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NOUN = r"(?!(?:has|have|had|is|are|was|were|will|would|can|could|to|of|and|that)\b)[a-z]+"
_OTHERS = (
    r"(?:he|she|they|it|who|people|(?:every|no|some)(?:body|one)"
    rf"|(?:the|my|our|his|her|their|an?|this|one|two|most) (?:{_NOUN} )?{_NOUN}"
    r"|(?!always|perhaps|yes|was|is|has|as|us|his|its|this|besides|sometimes|does)[a-z]{2,}s)"
)
_ADVERBS = r"(?:(?:then|also|never|even|all|both|just|still|always|kind of|sort of|[a-z]+ly) )*"
_SUBJECT_OF_OTHERS = re.compile(rf"\b{_OTHERS} {_ADVERBS}$")
_SUBJECT = re.compile(rf"\b(?:i|we|{_OTHERS}) {_ADVERBS}$")


def happened(text: str, begin: int, end: int, *, to_others: bool = False) -> int | None:
    """Return where the first clause between two offsets begins that tells of the past, or None.

    ``to_others`` leaves out what "I" and "we" did and were. ``text`` is in lower case.
    """
    subject = _SUBJECT_OF_OTHERS if to_others else _SUBJECT
    for verb in _WORD.finditer(text, begin, end):
        if can_be(verb[0], "past"):
            found = subject.search(text, max(begin, verb.start() - _BEFORE), verb.start())
            if found is not None:
                return found.start()
    return None
