"""Two transcripts side by side, with the words that matter and differ marked."""

from collections.abc import Collection, Iterable
from itertools import chain, groupby

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.feedback.comparing.word_changes import WordChanges
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.compare.words import missing_words
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.app.ui.shared.transcript_style import (
    UNSURE_LEGEND,
    WordBackgrounds,
    mark_words,
)
from mock_interviewer.app.ui.shared.transcript_view import TranscriptView
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.column import ROW_PADDING, HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.recognition.transcript import Transcript

ONLY_HERE = "only here"
"""The remark on a word that the other answer does not have."""


class ComparedTranscriptView(TranscriptView):
    """A whole transcript with marked words; its page scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: frozenset[int] = frozenset()
        self.keep_lines(0, scrolls=False)
        self.unfold(True)

    @property
    def marked_words(self) -> tuple[str, ...]:
        """The marked words."""
        return tuple(self.word_text(number) for number in sorted(self._marked))

    def show_words(self, transcript: Transcript) -> None:
        """Show ``transcript`` from its top, with no word marked."""
        self._marked = frozenset()
        self.set_transcript(transcript)

    def mark_words(self, words: Collection[int]) -> None:
        """Mark the words with these numbers, which only this transcript has."""
        self._marked = frozenset(words)
        self._index.remark(self._marked, ONLY_HERE)
        mark_words(self.document(), self._index.words)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the marks of the words in view below the text."""
        if self._marked:
            painter = QPainter(self.viewport())
            in_view = range(self._number_at(0), self._number_at(self.viewport().height()) + 1)
            for run in _runs(number for number in in_view if number in self._marked):
                WordBackgrounds(painter).only_here(chain.from_iterable(map(self.word_rects, run)))
            painter.end()
        super().paintEvent(event)

    def word_rects(self, number: int) -> tuple[QRectF, ...]:
        """Return the rectangles of a word in the viewport: two if it is broken across lines."""
        place = self.word_rect(number)
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
        # Left of a line is before its first word, so the word before it would be found.
        place = self.cursorForPosition(QPoint(self.viewport().width() if height else 0, height))
        return self._index.nearest(place.position()) or 0


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Return runs of consecutive numbers."""
    groups = groupby(enumerate(numbers), lambda one: one[1] - one[0])
    return [[number for _, number in group] for _, group in groups]


_DIRECTION = QBoxLayout.Direction
_OTHER = {"earlier": "later", "later": "earlier"}


class TranscriptColumn(HeightForWidthWidget):
    """One transcript, or the reason why there is none. Full width of the page."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._other = _OTHER[name]
        self.view = ComparedTranscriptView()
        self.view.setAccessibleName(f"Transcript of the {name} answer")
        self._about = TextLabel(size=FontSize.CAPTION, wrap=True, kind="muted")
        self._sentence = TextLabel(size=FontSize.BODY, wrap=True, kind="muted")
        # Its first line is level with that of the other transcript.
        self._sentence.setContentsMargins(0, ROW_PADDING, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        inset = QVBoxLayout()
        inset.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        inset.addWidget(self._about)
        inset.addWidget(self._sentence)
        column.addLayout(inset)
        column.addWidget(self.view)
        column.addStretch(1)

    @property
    def sentence(self) -> str:
        """Why no transcript is shown; empty if one is."""
        return self._sentence.plain

    @property
    def about(self) -> str:
        """The legend of the marked words."""
        return self._about.plain

    def show_take(self, listed: ListedTake | None) -> None:
        """Show the transcript of a take, with no word marked; None for no take."""
        reason = "" if listed is None else missing_words(listed)
        self._about.show_text("")
        self._sentence.show_text(reason)
        self._sentence.setVisible(bool(reason))
        self.view.setVisible(not reason)
        transcript = None if listed is None or reason else listed.take.transcript
        self.view.show_words(transcript or Transcript((), 0.0, ""))

    def expect_marks(self, *, expected: bool) -> None:
        """Reserve room for the legend if marks are ``expected``."""
        self._about.setVisible(expected)

    def mark(self, words: frozenset[int]) -> None:
        """Mark the content words that only this transcript has."""
        self.view.mark_words(words)
        if words:
            count = counted(len(words), "word")
            said = f"Underlined: {count} that the {self._other} answer doesn't have."
        else:
            said = f"The {self._other} answer has all words that matter here."
        dotted = any(word.unsure for word in self.view.words)
        self._about.show_text(f"{said} {UNSURE_LEGEND}" if dotted else said)


class TranscriptColumns(HeightForWidthWidget):
    """Both transcripts, as high as their text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.earlier = TranscriptColumn("earlier")
        self.later = TranscriptColumn("later")
        self._columns = QBoxLayout(_DIRECTION.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self.earlier, 1)
        self._columns.addWidget(self.later, 1)

    def show_takes(self, earlier: ListedTake | None, later: ListedTake | None) -> None:
        """Show the transcripts of two takes, with no word marked."""
        self.earlier.show_take(earlier)
        self.later.show_take(later)
        both = not self.earlier.sentence and not self.later.sentence
        for column in (self.earlier, self.later):
            column.expect_marks(expected=both)

    @property
    def laid_out(self) -> bool:
        """Whether both transcripts are as high as their text."""
        views = [column.view for column in (self.earlier, self.later)]
        return all(view.isHidden() or view.height() >= view.maximumHeight() for view in views)

    def mark(self, found: WordChanges) -> None:
        """Mark the words that came or went."""
        self.earlier.mark(found.went)
        self.later.mark(found.came)

    def arrange(self, direction: QBoxLayout.Direction, spacing: int) -> None:
        """Put one beside or above the other."""
        self._columns.setDirection(direction)
        self._columns.setSpacing(spacing)
        beside = direction in {_DIRECTION.LeftToRight, _DIRECTION.RightToLeft}
        for column in (self.earlier, self.later):
            self._columns.setStretchFactor(column, int(beside))
