"""Ids of questions and banks: slugs of their texts, and ids that are still free."""

import re
import unicodedata
from collections.abc import Collection
from itertools import chain, count

LONGEST_ID = 80


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return an id that nobody has, as near to the wanted one as can be."""
    for number in chain([""], (f"-{number}" for number in count(2))):
        ident = f"{wanted[: LONGEST_ID - len(number)].rstrip('-')}{number}"
        if ident not in taken:
            return ident
    raise AssertionError("there are endless numbers")


_ID_WORDS = 8


_ID_LENGTH = 60


def slug(text: str) -> str:
    """Return an id made of the first words of a text; "" where it has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "")).encode("ascii", "ignore").decode()
    parts = re.findall(r"[a-z0-9]+", plain.lower())[:_ID_WORDS]
    while len("-".join(parts)) > _ID_LENGTH and len(parts) > 1:
        parts.pop()
    return "-".join(parts)[:_ID_LENGTH].strip("-")
