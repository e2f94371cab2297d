"""Words of a model as they are shown: without its thoughts, or signs that steer a screen."""

import re
import unicodedata
from collections.abc import Iterator

from mock_interviewer.app.feedback.reviewer.events import Piece

_TAG = re.compile(r"<(/?)think(?:ing)?>", re.IGNORECASE)
_TAGS = ("<think>", "<thinking>", "</think>", "</thinking>")
_KEPT = "\n\t"
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Signs that turn the direction of what follows, and one that nobody sees."""


class ShownWords:
    """Takes a model's words as they come and gives the pieces to be shown.

    Where thoughts end that never began, a server has swallowed the tag that begins them: all that
    was shown before was thought, and the next piece is ``anew``.
    """

    def __init__(self) -> None:
        self._held = ""
        self.thought = False
        """Whether there were thoughts that are not shown."""
        self._thinking = False
        self._anew = False
        self._blank = True

    def feed(self, text: str) -> Iterator[Piece]:
        """Return what of ``text``, and of what was held back before, can be shown."""
        held = self._held + text
        at = 0
        for tag in _TAG.finditer(held):
            yield from self._show(held[at : tag.start()])
            at = tag.end()
            self.thought = True
            ends = bool(tag[1])
            if ends and not self._thinking:
                self._anew, self._blank = True, True
            self._thinking = not ends
        rest = held[at:]
        split = len(rest) - _half_tag(rest)
        self._held = rest[split:]
        yield from self._show(rest[:split])

    def end(self) -> Iterator[Piece]:
        """Return what was held back in case it began a tag."""
        held, self._held = self._held, ""
        yield from self._show(held)

    def _show(self, text: str) -> Iterator[Piece]:
        if self._thinking:
            return
        shown = "".join(sign for sign in text if _is_plain(sign))
        if self._blank:
            shown = shown.lstrip()
        if not shown and not self._anew:
            return
        self._blank = self._blank and not shown
        anew, self._anew = self._anew, False
        yield Piece(shown, anew)


def _half_tag(text: str) -> int:
    """Return how many signs at the end of ``text`` may begin a tag."""
    at = text.rfind("<")
    end = text[at:].lower()
    return len(end) if at >= 0 and any(tag.startswith(end) for tag in _TAGS) else 0


def _is_plain(sign: str) -> bool:
    if sign in _KEPT:
        return True
    return sign not in _STEERING and unicodedata.category(sign) not in {"Cc", "Cs"}
