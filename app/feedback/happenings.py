"""Finds clauses that tell of the past, whoever they are about."""

import re

from mock_interviewer.app.feedback.english_verbs import can_be

_NOUN = r"(?!(?:has|have|had|is|are|was|were|will|would|can|could|to|of|and|that)\b)[a-z]+"
_SUBJECT = (
    r"(?:he|she|they|it|who|people|(?:every|no|some)(?:body|one)"
    rf"|(?:the|my|our|his|her|their|an?|this|one|two|most) (?:{_NOUN} )?{_NOUN}"
    r"|(?!always|perhaps|yes|was|is|has|as|us|his|its|this|besides|sometimes|does)[a-z]{2,}s)"
)
_ADVERBS = r"(?:(?:then|also|never|even|all|both|just|still|always|kind of|sort of|[a-z]+ly) )*"
_OTHERS = re.compile(rf"\b{_SUBJECT} {_ADVERBS}(?=([a-z]+))")
_ANYBODY = re.compile(rf"\b(?:i|we|{_SUBJECT}) {_ADVERBS}(?=([a-z]+))")


def happened(text: str, begin: int, end: int, *, to_others: bool = False) -> int | None:
    """Return where the first clause between two offsets begins that tells of the past, or None.

    ``to_others`` leaves out what "I" and "we" did and were. ``text`` is in lower case.
    """
    pattern = _OTHERS if to_others else _ANYBODY
    for match in pattern.finditer(text, begin, end):
        if match[1] in {"was", "were"} or can_be(match[1], "past"):
            return match.start()
    return None
