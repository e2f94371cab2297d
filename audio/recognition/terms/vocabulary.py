"""The terms that an answer makes likely, and the hotwords made of them."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MAX_TOKENS = 200
"""Room for hotwords: half of the model's 448 tokens of text, less what every prompt needs."""

_LONGEST_TERM = 80
_MAX_MISFITS = 20


@dataclass(frozen=True)
class ExpectedTerm:
    """A likely term as it is spelled, and what it is sometimes recognized as.

    A ``hotword`` is given to the model; the others are only spelled right where they are
    recognized. A person's ``own`` may be said in any answer. A ``distant`` term belongs to other
    questions: where it only sounds like what was recognized, other terms must be near.
    """

    term: str
    heard_as: tuple[str, ...] = ()
    hotword: bool = True
    own: bool = False
    distant: bool = False


def joined_hotwords(
    terms: Sequence[str], count_tokens: Callable[[str], int], limit: int = MAX_TOKENS
) -> str:
    """Join as many terms as fit into ``limit`` tokens, from the first, which is the likeliest.

    A term that does not fit is left out whole; a few shorter ones after it may still fit.
    Duplicate, blank and overlong terms are left out. Returns "" when nothing is left.
    """
    chosen: list[str] = []
    seen: set[str] = set()
    used = misfits = 0
    for term in terms:
        clean = _clean(term)
        if not clean or len(clean) > _LONGEST_TERM or clean.casefold() in seen:
            continue
        seen.add(clean.casefold())
        # Counted with its comma: the joined text never has more tokens than its parts.
        cost = count_tokens(f" {clean},")
        if used + cost > limit:
            misfits += 1
            if misfits > _MAX_MISFITS:
                break
            continue
        chosen.append(clean)
        used += cost
    return ", ".join(chosen)


def _clean(term: str) -> str:
    """Put a term on one line, without control characters."""
    visible = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in term)
    return " ".join(visible.split())
