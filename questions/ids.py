"""Ids of questions and banks: slugs of texts, and ids that are free."""

import re
import unicodedata
from collections.abc import Collection
from itertools import chain, count

LONGEST_ID = 80
_ID_WORDS = 8
_ID_LENGTH = 60


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return an id that is not taken: the wanted one, or else with a number appended."""
    for number in chain([""], (f"-{number}" for number in count(2))):
        ident = f"{wanted[: LONGEST_ID - len(number)].rstrip('-')}{number}"
        if ident not in taken:
            return ident
    raise AssertionError("numbers are endless")


def slug(text: str) -> str:
    """Return an id of the first words of a text; "" if it has no Latin letters or digits."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "")).encode("ascii", "ignore").decode()
    parts = re.findall(r"[a-z0-9]+", plain.lower())[:_ID_WORDS]
    while len("-".join(parts)) > _ID_LENGTH and len(parts) > 1:
        parts.pop()
    return "-".join(parts)[:_ID_LENGTH].strip("-")
