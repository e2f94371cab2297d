"""Texts wrapped into a few lines, for rows that paint themselves."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QTextLayout, QTextOption

from mock_interviewer.app.ui.style.theme import font


def wrapped_lines(text: str, width: int, most: int) -> list[str]:
    """Return a text wrapped to ``width`` pixels, into at most ``most`` lines; the last is elided.

    The font is the base font.
    """
    return _wrap_lines(text, width, most, font().key())


@lru_cache(maxsize=4096)
def _wrap_lines(text: str, width: int, most: int, _font: str) -> list[str]:
    face = font()
    layout = QTextLayout(text, face)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        starts.append(line.textStart())
    layout.endLayout()
    if len(starts) <= most:
        ends = [*starts[1:], len(text)]
        return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    kept = [text[starts[at] : starts[at + 1]].strip() for at in range(most - 1)]
    rest = text[starts[most - 1] :]
    right = Qt.TextElideMode.ElideRight
    return [*kept, QFontMetrics(face).elidedText(rest, right, width)]
