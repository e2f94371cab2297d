"""Text as the patterns of this package want it, with every offset kept."""

import re


def lower_case(text: str) -> str:
    """Return a text of the same length in lower case, with plain apostrophes and spaces."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return re.sub(r"\s", " ", lower.replace("\u2019", "'"))
