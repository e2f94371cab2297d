"""How the words of a transcript are set."""

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from mock_interviewer.app.ui.theme import READING_LINE, Space, Type, font, line_percent, roles
from mock_interviewer.app.ui.word_index import WordIndex


def dress(document: QTextDocument, index: WordIndex) -> None:
    """Give the text of ``index`` its type and colors: words the model was unsure of are faint."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    lines = QTextBlockFormat()
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    lines.setLineHeight(line_percent(font(Type.BODY), READING_LINE), proportional)
    lines.setBottomMargin(Space.S)
    cursor.setBlockFormat(lines)
    cursor.setCharFormat(_format(roles().text))
    faint = _format(roles().text_muted)
    # Not by color alone.
    faint.setFontItalic(True)
    for word in index.words:
        if word.unsure:
            cursor.setPosition(word.first)
            cursor.setPosition(word.last, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(faint)


def _format(color: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font(Type.BODY))
    made.setForeground(color)
    return made
