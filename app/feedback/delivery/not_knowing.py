"""Answers in which people say that they don't know.

A short one needs no advice to be longer. The phrases are English.
"""

import re
from typing import Final

_APOSTROPHE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"
_DONT_KNOW: Final = re.compile(
    r"""
    (?<!\bif\ )(?<!\bwhen\ )(?<!\bwhere\ )(?<!\bwhat\ )(?<!\bthat\ )(?<!\bthings\ )
    (?<!\bsay\ )(?<!\bsays\ )(?<!\bsaid\ )(?<!["“])
    \bi\ (?:really\ |honestly\ |actually\ |just\ |simply\ )?
        (?:do\ not|don'?t|wouldn'?t)\ (?:really\ |actually\ |even\ )?know\b
        (?!\ (?:a|an|any|many|anyone|anybody|everyone|everybody)\b)
    | \bi(?:'ve|\ have)(?:\ got)?(?:\ really|\ honestly|\ absolutely)?\ no\ (?:idea|clue)\b
    | (?:^|[.,;!?]\ |\b(?:sorry|honestly|um|uh)\ )(?:really\ |absolutely\ )?no\ (?:idea|clue)\b
        (?!\ (?:is|was|of|that))
    | \bi(?:'d|'ll|\ would|\ will)?\ (?:have|need)\ to\ (?:go\ )?
        (?:google|look\ up|look\ (?:that|this|it)\ up)\b
    | \bnot\ (?:really\ |so\ |too\ )?sure[.,]?\ (?:\w+\ )?sorry\b
    | \bsorry[.,]?\ (?:but\ )?i(?:'m|\ am)\ (?:really\ )?not\ sure\b
    | \bi\ (?:can'?t|cannot|couldn'?t)\ (?:really\ )?(?:answer|tell\ you)\b
    | \bi(?:'ve|\ have)\ never\ heard\ of\ (?:it|that|this)\b
    """,
    re.VERBOSE,
)


def says_not_to_know(answer: str) -> bool:
    """Return whether an answer says somewhere that the person doesn't know.

    As in "I don't know", "no idea", "I'd have to look that up", "I'm not sure, sorry". A single
    "I'm not sure" or "maybe" is only a hedge. "I don't know" in place of a number counts too.
    """
    said = " ".join(answer.lower().replace(_APOSTROPHE, "'").split())
    return _DONT_KNOW.search(said) is not None
