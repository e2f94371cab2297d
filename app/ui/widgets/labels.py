"""Labels: plain text, elided text, and a sentence with a status icon."""

import re
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import SMALL, Icon, pixmap
from mock_interviewer.app.ui.style.theme import (
    READING_LINE,
    TITLE_LINE,
    FontSize,
    Spacing,
    font,
    line_percent,
    set_kind,
)

_HOLDS = "\N{NO-BREAK SPACE}"


_UNBREAKABLE_HYPHEN = "\u2011"


_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:kB|MB|GB|s|min)\b)")


_SHORT_END, _SHORT_TITLE_END = 8, 12
"""Minimum length of the last line of long text: a single short word looks lost."""


class TextLabel(QLabel):
    """A label that shows its text literally, even if it looks like HTML.

    The line height of wrapped text is 1.4, of titles and questions 1.25. ``kind`` is muted, good,
    caution, or bad (see theme.set_kind).
    """

    def __init__(
        self,
        text: str = "",
        size: FontSize = FontSize.BASE,
        *,
        strong: bool = False,
        tabular: bool = False,
        wrap: bool = False,
        kind: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = size in {FontSize.TITLE, FontSize.QUESTION}
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

    def set_size(self, size: FontSize) -> None:
        """Change the font size."""
        chosen = font(size)
        if self.font().pixelSize() != chosen.pixelSize():
            self.setFont(chosen)
            self._set()

    def center_vertically(self) -> None:
        """Add space above wrapped text to match the space below, to line it up with a button."""
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
    """Return a line of text; the last ``least`` characters of a long one don't wrap apart."""
    if len(line) < 4 * least:
        return line
    while 0 < len(line) - line.rfind(" ") <= least:
        line = _HOLDS.join(line.rsplit(" ", 1))
    return line


class ElidedLabel(TextLabel):
    """A single line that is elided if there isn't enough room. Its accessible name is all of it."""

    def __init__(
        self,
        size: FontSize = FontSize.BASE,
        *,
        tabular: bool = False,
        kind: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(size=size, tabular=tabular, kind=kind, parent=parent)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the whole line."""
        return QSize(self._needed(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Allow any width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Elide the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _needed(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.plain) + 1

    def _set(self) -> None:
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.plain, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)


_MARKS = {
    "good": (Icon.SAVED, "good"),
    "hint": (Icon.INFO, "accent"),
    "caution": (Icon.CAUTION, "caution"),
    "bad": (Icon.CAUTION, "bad"),
}
"""The icon of each kind, and the color role of the icon."""


class StatusLabel(QWidget):
    """Wrapped text beside an icon. Kinds: good, hint, caution, bad, and muted, without an icon."""

    def __init__(self, kind: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._icon = QLabel()
        self._text = TextLabel(wrap=True, kind=kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XXS)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self._draw_icon()

    @property
    def plain(self) -> str:
        """The text as it was given."""
        return self._text.plain

    @property
    def kind(self) -> str:
        """The current kind."""
        return self._kind

    def show_text(self, text: str, kind: str | None = None) -> None:
        """Replace the text, and the kind if one is given."""
        self._text.show_text(text)
        if kind is not None and kind != self._kind:
            self._kind = kind
            set_kind(self._text, kind)
            self._draw_icon()

    def center_vertically(self) -> None:
        """Add space above to match the space below, to line it up with a button."""
        self._text.center_vertically()
        self._icon.setContentsMargins(0, self._text.contentsMargins().top(), 0, 0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        mark = _MARKS.get(self._kind)
        self._icon.setVisible(mark is not None)
        if mark is not None:
            which, role = mark
            tint = getattr(roles(), role)
            self._icon.setPixmap(pixmap(which, tint, SMALL, self.devicePixelRatioF()))
