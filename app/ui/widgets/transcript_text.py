"""How the words of a person's answer are set, wherever they are shown."""

from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from mock_interviewer.app.ui.theme import READING_LINE, Space, Type, font, line_percent, roles
from mock_interviewer.app.ui.word_index import PlacedWord, WordIndex

LEGEND = "Dotted words may be wrong."
"""Explains what ``mark`` does to words."""


def dress(document: QTextDocument, index: WordIndex) -> None:
    """Give the text of ``index`` its type and colors: words the model was unsure of are faint."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(lines())
    cursor.setCharFormat(sure())
    mark(document, index.words)


def mark(document: QTextDocument, words: Iterable[PlacedWord]) -> None:
    """Set apart the words of which there is something to say, and say it where one points."""
    cursor = QTextCursor(document)
    # As one edit: the text is laid out once, not for each word.
    cursor.beginEditBlock()
    for word in words:
        if word.note:
            made = faint() if word.unsure else sure()
            made.setToolTip(word.note)
            cursor.setPosition(word.first)
            cursor.setPosition(word.last, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(made)
    cursor.endEditBlock()


def lines() -> QTextBlockFormat:
    """Return the format of paragraphs."""
    made = QTextBlockFormat()
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    made.setLineHeight(line_percent(font(Type.BODY), READING_LINE), proportional)
    made.setBottomMargin(Space.S)
    return made


def sure() -> QTextCharFormat:
    """Return the format of ordinary words."""
    return _format(roles().text)


def muted() -> QTextCharFormat:
    """Return the format of what is not final, or not the person's words."""
    return _format(roles().text_muted)


def faint() -> QTextCharFormat:
    """Return the format of words that may be wrong: muted, and not by color alone."""
    made = muted()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    made.setUnderlineColor(roles().text_muted)
    return made


def _format(color: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font(Type.BODY))
    made.setForeground(color)
    return made
