"""What stands beneath words of a transcript to set them off."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from mock_interviewer.app.ui.contrast import mix
from mock_interviewer.app.ui.theme import roles

_CORNER = 4
_LINE = 2
_SPOKEN_TINT = 0.28
_HOVER_TINT = 0.10
_EVIDENCE_TINT = 0.18
_APART_TINT = 0.16


class WordGrounds:
    """Draws beneath words, which are given by their places in the viewport."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)

    def evidence(self, words: Iterable[QRectF]) -> None:
        """Set off words that a finding rests on; those of a line as one."""
        for line in _lines(words):
            self._fill(line, roles().good, _EVIDENCE_TINT)

    def apart(self, words: Iterable[QRectF]) -> None:
        """Set off words that another text does not have, not by color alone."""
        for line in _lines(words):
            self._fill(line, roles().caution, _APART_TINT)
            under = QRectF(line.left(), line.bottom() - _LINE, line.width(), _LINE)
            self._painter.fillRect(under, roles().caution)

    def found(self, words: Iterable[QRectF]) -> None:
        """Set off words that were searched for, not by color alone; those of a line as one."""
        for line in _lines(words):
            self._fill(line, roles().caution, _EVIDENCE_TINT)
            under = QRectF(line.left(), line.bottom() - _LINE, line.width(), _LINE)
            self._painter.fillRect(under, roles().caution)

    def hovered(self, place: QRectF) -> None:
        """Set off the word that a click would play."""
        self._fill(place, roles().text, _HOVER_TINT)

    def spoken(self, place: QRectF) -> None:
        """Set off the word that is being said, not by color alone."""
        self._fill(place, roles().accent, _SPOKEN_TINT)
        under = QRectF(place.left(), place.bottom() - _LINE, place.width(), _LINE)
        self._painter.fillRect(under, roles().accent)

    def _fill(self, place: QRectF, color: QColor, tint: float) -> None:
        self._painter.setBrush(mix(roles().window, color, tint))
        self._painter.drawRoundedRect(place, _CORNER, _CORNER)


def _lines(words: Iterable[QRectF]) -> list[QRectF]:
    """Join the places of words that follow each other in a line."""
    joined: list[QRectF] = []
    for place in words:
        if joined and joined[-1].top() == place.top():
            joined[-1] = joined[-1].united(place)
        else:
            joined.append(place)
    return joined
