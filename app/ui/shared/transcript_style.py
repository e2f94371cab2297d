"""The text formats of a transcript's words, and the backgrounds that highlight them."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from mock_interviewer.app.ui.shared.word_index import PlacedWord, WordIndex
from mock_interviewer.app.ui.style.colors import ColorRoles, mix, readable, roles
from mock_interviewer.app.ui.style.theme import READING_LINE, FontSize, Spacing, font, line_percent

_CORNER, _LINE = 4, 2
_SPOKEN_TINT = 0.28
_HOVER_TINT = 0.10
_EVIDENCE_TINT = 0.18
_ONLY_HERE_TINT = 0.16

UNSURE_LEGEND = "Dotted words may be wrong."
"""Explains how ``mark_words`` marks unsure words."""


def format_transcript(document: QTextDocument, index: WordIndex) -> None:
    """Format the text of ``index``; words that the model was unsure of are muted."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(paragraph_format())
    cursor.setCharFormat(plain_format())
    mark_words(document, index.words)


def mark_words(document: QTextDocument, words: Iterable[PlacedWord]) -> None:
    """Mark the words with a note, and show the note as a tooltip."""
    cursor = QTextCursor(document)
    # In one edit block, so that the text is laid out once, not for each word.
    cursor.beginEditBlock()
    for word in words:
        if word.note:
            made = unsure_format() if word.unsure else plain_format()
            if word.taken_back:
                made = _format(faint_color(roles()))
                made.setFontStrikeOut(True)
            made.setToolTip(word.note)
            cursor.setPosition(word.first)
            cursor.setPosition(word.last, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(made)
    cursor.endEditBlock()


def paragraph_format() -> QTextBlockFormat:
    """Return the format of paragraphs."""
    made = QTextBlockFormat()
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    made.setLineHeight(line_percent(font(FontSize.BODY), READING_LINE), proportional)
    made.setBottomMargin(Spacing.S)
    return made


def plain_format() -> QTextCharFormat:
    """Return the format of ordinary words."""
    return _format(roles().text)


def muted_format() -> QTextCharFormat:
    """Return the format of text that is not final, or not the person's words."""
    return _format(roles().text_muted)


def unsure_format() -> QTextCharFormat:
    """Return the format of words that may be wrong: faint, and not by color alone."""
    color = faint_color(roles())
    made = _format(color)
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    made.setUnderlineColor(color)
    return made


def faint_color(colors: ColorRoles) -> QColor:
    """Return the color of words that may be wrong, readable on every background of words."""
    return readable(colors.text_muted, word_grounds(colors))


def word_grounds(colors: ColorRoles) -> tuple[QColor, ...]:
    """Return every background that a word can have."""
    tints = (
        (colors.accent, _SPOKEN_TINT),
        (colors.text, _HOVER_TINT),
        (colors.good, _EVIDENCE_TINT),
        (colors.caution, _EVIDENCE_TINT),
        (colors.caution, _ONLY_HERE_TINT),
    )
    return (colors.window, *(mix(colors.window, color, tint) for color, tint in tints))


def _format(color: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font(FontSize.BODY))
    made.setForeground(color)
    return made


class WordBackgrounds:
    """Draws backgrounds of words, given by their rectangles in the viewport."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)

    def evidence(self, words: Iterable[QRectF]) -> None:
        """Highlight the evidence of a finding; join the words of a line."""
        for line in _lines(words):
            self._fill(line, roles().good, _EVIDENCE_TINT)

    def only_here(self, words: Iterable[QRectF]) -> None:
        """Highlight words that the other text does not have, not by color alone."""
        for line in _lines(words):
            self._fill(line, roles().caution, _ONLY_HERE_TINT)
            under = QRectF(line.left(), line.bottom() - _LINE, line.width(), _LINE)
            self._painter.fillRect(under, roles().caution)

    def found(self, words: Iterable[QRectF]) -> None:
        """Highlight search matches, not by color alone; join the words of a line."""
        for line in _lines(words):
            self._fill(line, roles().caution, _EVIDENCE_TINT)
            under = QRectF(line.left(), line.bottom() - _LINE, line.width(), _LINE)
            self._painter.fillRect(under, roles().caution)

    def hovered(self, place: QRectF) -> None:
        """Highlight the word that a click would play."""
        self._fill(place, roles().text, _HOVER_TINT)

    def spoken(self, place: QRectF) -> None:
        """Highlight the word that is being played, not by color alone."""
        self._fill(place, roles().accent, _SPOKEN_TINT)
        under = QRectF(place.left(), place.bottom() - _LINE, place.width(), _LINE)
        self._painter.fillRect(under, roles().accent)

    def _fill(self, place: QRectF, color: QColor, tint: float) -> None:
        self._painter.setBrush(mix(roles().window, color, tint))
        self._painter.drawRoundedRect(place, _CORNER, _CORNER)


def _lines(words: Iterable[QRectF]) -> list[QRectF]:
    """Join the rectangles of adjacent words in a line."""
    joined: list[QRectF] = []
    for place in words:
        if joined and joined[-1].top() == place.top():
            joined[-1] = joined[-1].united(place)
        else:
            joined.append(place)
    return joined
