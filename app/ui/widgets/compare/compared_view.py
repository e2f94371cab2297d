"""A transcript in which the words that another one does not have are marked."""

from collections.abc import Collection, Iterable
from itertools import chain, groupby

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.widgets.transcript_text import mark
from mock_interviewer.app.ui.widgets.transcript_view import TranscriptView
from mock_interviewer.app.ui.widgets.word_grounds import WordGrounds
from mock_interviewer.app.ui.word_differences import ONLY_HERE
from mock_interviewer.audio.recognition.transcript import Transcript


class ComparedView(TranscriptView):
    """A TranscriptView with marked words, which can stand level with another one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._apart: frozenset[int] = frozenset()

    @property
    def apart(self) -> tuple[str, ...]:
        """The words that are marked."""
        return tuple(self._word_text(number) for number in sorted(self._apart))

    def show_words(self, transcript: Transcript) -> None:
        """Show ``transcript`` from its top, with no word marked."""
        self._apart = frozenset()
        self.set_transcript(transcript)

    def mark_apart(self, words: Collection[int]) -> None:
        """Mark the words with these numbers, which only this transcript has."""
        self._apart = frozenset(words)
        self._index.remark(self._apart, ONLY_HERE)
        mark(self.document(), self._index.words)
        self.viewport().update()

    @property
    def top_word(self) -> int:
        """The word at the upper edge, by its number; 0 where there are no words."""
        return self._number_at(0)

    def scroll_to(self, number: int) -> None:
        """Bring a word to the upper edge, as far as there is text beneath it."""
        if 0 <= number < len(self.words):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(self._rect(number).top()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw what marks the words in view beneath them."""
        if self._apart:
            painter = QPainter(self.viewport())
            in_view = range(self.top_word, self._number_at(self.viewport().height()) + 1)
            for run in _runs(number for number in in_view if number in self._apart):
                WordGrounds(painter).apart(chain.from_iterable(map(self._rects, run)))
            painter.end()
        super().paintEvent(event)

    def _rects(self, number: int) -> tuple[QRectF, ...]:
        """Return the places of a word: two where it is broken at the end of a line."""
        place = self._rect(number)
        word = self.words[number]
        cursor = self._cursor_on(number)
        cursor.setPosition(word.last)
        end = QRectF(self.cursorRect(cursor))
        if end.top() == place.top():
            return (place,)
        left = self.document().documentMargin()
        place.setRight(self.viewport().width() - left)
        return place, QRectF(left, end.top(), end.left() - left, place.height())

    def _number_at(self, height: int) -> int:
        # What is left of a line is before its first word, so the word before it may be meant.
        place = self.cursorForPosition(QPoint(self.viewport().width() if height else 0, height))
        return self._index.nearest(place.position()) or 0


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Return numbers, in order, in those that follow each other without a gap."""
    groups = groupby(enumerate(numbers), lambda one: one[1] - one[0])
    return [[number for _, number in group] for _, group in groups]
