"""The text of a caption: where its paragraphs begin, and what of it changes. Knows no Qt."""

import re
from bisect import bisect_left
from dataclasses import dataclass

GOING_ON = "…"
"""Ends a draft, so that it is not by its color alone that one sees it is not final."""

_ENOUGH = 500
"""Characters after which the next sentence begins a paragraph: some seven lines."""
_MOST = 900
"""Characters after which the next word does, for speech that no model puts a full stop to."""
_SENTENCE_ENDS = re.compile(r"(?<=[.?!…])[\"')]* ")
_NOT_ONE_UNIT = re.compile("[^\u0000-\uffff]")


@dataclass(frozen=True)
class Passage:
    """A text of which the first ``settled`` characters stay as they are; the rest is a guess."""

    text: str = ""
    settled: int = 0

    def same_until(self, other: "Passage") -> int:
        """Return how many characters at the start are the same text, equally sure, in both."""
        same = _common(self.text, other.text)
        if self.settled == other.settled:
            return same
        return min(same, self.settled, other.settled)


def live(settled: str, draft: str, remark: str = "") -> Passage:
    """Return what is shown of an answer that is still being given, and beneath it a remark."""
    known = _plain(settled.strip())
    guess = _plain(draft.strip())
    text = " ".join(part for part in (known, guess and f"{guess} {GOING_ON}") if part)
    lines = (flow(text), _plain(remark))
    return Passage("\n".join(line for line in lines if line), len(known))


def final(text: str) -> Passage:
    """Return what is shown of an answer that was given."""
    plain = _plain(text)
    return Passage(flow(plain), len(plain))


def remark(text: str) -> Passage:
    """Return what is shown where there are no words of the person's."""
    return Passage(_plain(text), 0)


def flow(text: str) -> str:
    """Return ``text`` with a line's end for the space before each paragraph: of equal length.

    Where a paragraph begins depends on nothing that comes after it, so that none moves while the
    text grows. (Qt lays out a whole paragraph anew for each change in it.)
    """
    parts = []
    start = 0
    while (space := _next_break(text, start)) is not None:
        parts.append(text[start:space])
        start = space + 1
    parts.append(text[start:])
    return "\n".join(parts)


def _next_break(text: str, start: int) -> int | None:
    """Return the place of the space that ends the paragraph at ``start``; None where none does."""
    late = text.find(" ", start + _MOST)
    last = len(text) if late < 0 else late
    sentence = _SENTENCE_ENDS.search(text, start + _ENOUGH, last)
    if sentence is not None:
        return sentence.end() - 1
    return None if late < 0 else late


def _common(one: str, other: str) -> int:
    """Return the length of the longest common start, comparing slices: texts are long."""
    most = min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    return bisect_left(range(most), True, key=lambda at: one[: at + 1] != other[: at + 1])


def _plain(text: str) -> str:
    """Return the text with a stand-in for what Qt counts as two characters."""
    return _NOT_ONE_UNIT.sub("\ufffd", text)
