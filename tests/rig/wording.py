"""Words of texts, and overlaps between texts."""

import re

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


def words(text: str) -> list[str]:
    """Return the words of a text, without case; what hyphens and slashes join is apart."""
    return _WORD.findall(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Return every run of ``length`` words of a text."""
    said = words(text)
    return {tuple(said[i : i + length]) for i in range(len(said) - length + 1)}


def occurs(term: str, text: str) -> bool:
    """Return whether the words of a term occur in a text consecutively.

    Its last word may have a plural's s more or less.
    """
    wanted = words(term)
    if not wanted:
        return False
    *head, last = wanted
    ends = {last, last + "s", last.removesuffix("s")}
    said = words(text)
    return any(
        said[i : i + len(head)] == head and said[i + len(head)] in ends
        for i in range(len(said) - len(head))
    )


def heard_in(term: str, text: str) -> bool:
    """Return whether a text contains a term, whether its parts are joined or separate."""
    wanted = "".join(words(term))
    said = words(text)
    for first in range(len(said)):
        joined = ""
        for word in said[first:]:
            joined += word
            if joined in {wanted, f"{wanted}s", wanted.removesuffix("s")}:
                return True
            if len(joined) > len(wanted):
                break
    return False
