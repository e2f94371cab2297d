"""Text that is read: plain, wrapped, with air between its lines."""

import re
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from mock_interviewer.app.ui.theme import (
    READING_LINE,
    TITLE_LINE,
    Type,
    font,
    line_percent,
    set_kind,
)

_HOLDS = "\N{NO-BREAK SPACE}"
_UNBREAKABLE_HYPHEN = "\u2011"
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:kB|MB|GB|s|min)\b)")
_SHORT_END, _SHORT_TITLE_END = 8, 12
"""Characters that the last line of something long has at least: a word alone looks lost."""


class Text(QLabel):
    """A label whose text is always taken literally, whatever it looks like.

    Wrapped text has a line height of 1.4, titles and questions 1.25. ``kind`` is muted, good,
    caution or bad (see theme.set_kind).
    """

    def __init__(
        self,
        text: str = "",
        size: Type = Type.BASE,
        *,
        strong: bool = False,
        tabular: bool = False,
        wrap: bool = False,
        kind: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = size in {Type.TITLE, Type.QUESTION}
        self._plain = ""
        self.setFont(font(size, strong=strong, tabular=tabular))
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if kind:
            set_kind(self, kind)
        self.show_text(text)

    @property
    def plain(self) -> str:
        """The text as it was given."""
        return self._plain

    def show_text(self, text: str) -> None:
        """Replace the text."""
        if text == self._plain:
            return
        self._plain = text
        self.setAccessibleName(text)
        self._set()

    def set_size(self, size: Type) -> None:
        """Set the text in another size."""
        chosen = font(size)
        if self.font().pixelSize() != chosen.pixelSize():
            self.setFont(chosen)
            self._set()

    def stand_level(self) -> None:
        """Have as much air above wrapped text as there is beneath it, for one beside a button."""
        own = QFontMetricsF(self.font()).lineSpacing()
        self.setContentsMargins(0, round(own * (self._spacing() - 100) / 100), 0, 0)

    def _spacing(self) -> int:
        return line_percent(self.font(), TITLE_LINE if self._title else READING_LINE)

    def _set(self) -> None:
        if not self.wordWrap():
            self.setText(self._plain)
            return
        whole = _BEFORE_UNIT.sub(_HOLDS, self._plain)
        least = _SHORT_TITLE_END if self._title else _SHORT_END
        whole = "\n".join(_with_long_end(line, least) for line in whole.split("\n"))
        literal = escape(whole).replace("\n", "<br>")
        if self._title:
            # Large type looks torn where "fine-tuning" is broken at its hyphen.
            literal = literal.replace("-", _UNBREAKABLE_HYPHEN)
        self.setText(f'<div style="line-height: {self._spacing()}%">{literal}</div>')


def _with_long_end(line: str, least: int) -> str:
    """Return a long line of text whose last ``least`` characters stay together when it wraps."""
    if len(line) < 4 * least:
        return line
    while 0 < len(line) - line.rfind(" ") <= least:
        line = _HOLDS.join(line.rsplit(" ", 1))
    return line
