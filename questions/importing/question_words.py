"""How questions of an interview are worded, to tell them from other lines."""

import re

_FIRST_WORDS = re.compile(
    r"(?:and |so |now |then |please )?(?:"
    r"what|what's|whats|why|how|how's|when|where|who|whom|whose|which|is|are|was|were|do|does|did"
    r"|can|could|would|will|should|have|has|had|if|in what|in which|for what|to what|under what"
    r"|tell|describe|explain|give|walk|talk|imagine|suppose|compare|contrast|define|discuss|name"
    r"|list|design|write|implement|outline|summarize|share|show|think of|recall|take me|say"
    r"|introduce|sketch|estimate|convince|sell|teach|pitch|prove|derive|differentiate|distinguish"
    r"|elaborate|identify|provide|state|rate|assume|let's|pick|choose|mention|illustrate"
    r")\b",
    re.IGNORECASE,
)
_ASKS = ("?", "\N{FULLWIDTH QUESTION MARK}", "؟", "?)", '?"', "?”", "?*")
_COMPLETE = re.compile(r"[.?!:;…。\uff1f\uff01؟][\"”'\u2019)\]*_]{0,3}$")
_MOST_TITLE_WORDS = 10


def asks(text: str) -> bool:
    """Return whether a line looks like a question, or asks to tell something."""
    return text.endswith(_ASKS) or _FIRST_WORDS.match(text) is not None


def complete(text: str) -> bool:
    """Return whether a line ends like a sentence does."""
    return _COMPLETE.search(text) is not None


def title_like(text: str) -> bool:
    """Return whether a line may be the title of what follows."""
    short = 0 < len(text.split()) <= _MOST_TITLE_WORDS
    return short and not asks(text) and not text.endswith((".", "!", ";", ","))
