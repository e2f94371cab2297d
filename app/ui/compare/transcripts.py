"""Two transcripts side by side, with their differences marked."""

from collections.abc import Collection, Iterable
from itertools import chain, groupby

from PySide6.QtCore import QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.ui.compare.word_differences import ONLY_HERE, WordDifferences
from mock_interviewer.app.ui.compare.words import missing_words
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.app.ui.shared.transcript_style import (
    UNSURE_LEGEND,
    WordBackgrounds,
    mark_words,
)
from mock_interviewer.app.ui.shared.transcript_view import TranscriptView
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.column import ROW_PADDING
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.recognition.transcript import Transcript


class ComparedTranscriptView(TranscriptView):
    """A TranscriptView with marked words, which can stand level with another one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._apart: frozenset[int] = frozenset()

    @property
    def apart(self) -> tuple[str, ...]:
        """The words that are marked."""
        return tuple(self.word_text(number) for number in sorted(self._apart))

    def show_words(self, transcript: Transcript) -> None:
        """Show ``transcript`` from its top, with no word marked."""
        self._apart = frozenset()
        self.set_transcript(transcript)

    def mark_apart(self, words: Collection[int]) -> None:
        """Mark the words with these numbers, which only this transcript has."""
        self._apart = frozenset(words)
        self._index.remark(self._apart, ONLY_HERE)
        mark_words(self.document(), self._index.words)
        self.viewport().update()

    @property
    def top_word(self) -> int:
        """The word at the upper edge, by its number; 0 where there are no words."""
        return self._number_at(0)

    def scroll_to(self, number: int) -> None:
        """Bring a word to the upper edge, as far as there is text beneath it."""
        if 0 <= number < len(self.words):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(self.word_rect(number).top()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw what marks the words in view beneath them."""
        if self._apart:
            painter = QPainter(self.viewport())
            in_view = range(self.top_word, self._number_at(self.viewport().height()) + 1)
            for run in _runs(number for number in in_view if number in self._apart):
                WordBackgrounds(painter).apart(chain.from_iterable(map(self.word_rects, run)))
            painter.end()
        super().paintEvent(event)

    def word_rects(self, number: int) -> tuple[QRectF, ...]:
        """Return the places of a word: two where it is broken at the end of a line."""
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
        # What is left of a line is before its first word, so the word before it may be meant.
        place = self.cursorForPosition(QPoint(self.viewport().width() if height else 0, height))
        return self._index.nearest(place.position()) or 0


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Return numbers, in order, in those that follow each other without a gap."""
    groups = groupby(enumerate(numbers), lambda one: one[1] - one[0])
    return [[number for _, number in group] for _, group in groups]


_COLUMNS, _REST = 0, 2
"""Places of what has all the room that there is: both transcripts, or nothing beneath them."""


_ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until all words have room."""


_ALIKE = "Both say the same, word for word."


class TranscriptColumn(QWidget):
    """One transcript, or the sentence that says why there is none. Full width."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ComparedTranscriptView()
        self.view.setAccessibleName(f"Transcript of the {name} take")
        self._about = TextLabel(size=FontSize.CAPTION, wrap=True, kind="muted")
        self._sentence = TextLabel(size=FontSize.BODY, wrap=True, kind="muted")
        self._words = QWidget()
        self._stack = QStackedLayout(self)
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(Spacing.XXS)
        about = QHBoxLayout()
        about.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        about.addWidget(self._about)
        words.addLayout(about)
        words.addWidget(self.view, _ALL)
        words.addStretch(1)
        reason = QWidget()
        reasons = QVBoxLayout(reason)
        reasons.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        reasons.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(self._words)
        self._stack.addWidget(reason)

    @property
    def sentence(self) -> str:
        """What is said in place of words; empty while words are shown."""
        shown = self._stack.currentWidget() is self._words
        return "" if shown else self._sentence.plain

    @property
    def about(self) -> str:
        """What is said of the marked words."""
        return self._about.plain

    def show_take(self, listed: ListedTake | None) -> None:
        """Show the words of a take, none of them marked yet; None for no take."""
        reason = "" if listed is None else missing_words(listed)
        self._about.show_text("")
        self._stack.setCurrentIndex(1 if reason else 0)
        self._sentence.show_text(reason)
        transcript = None if listed is None or reason else listed.take.transcript
        self.view.show_words(transcript or Transcript((), 0.0, ""))

    def expect_marks(self, *, expected: bool) -> None:
        """Keep room for what is said of marked words where they are ``expected``."""
        self._about.setVisible(expected)

    def mark(self, words: frozenset[int]) -> None:
        """Mark the words that only this one has."""
        self.view.mark_apart(words)
        of = len(self.view.words)
        marked = f"Underlined: only here, {len(words)} of {of} words." if words else _ALIKE
        dotted = any(word.unsure for word in self.view.words)
        self._about.show_text(f"{marked} {UNSURE_LEGEND}" if dotted else marked)


class TranscriptColumns(QWidget):
    """Both transcripts. Where ``together`` is on, scrolling one scrolls the other along."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.earlier = TranscriptColumn("earlier")
        self.later = TranscriptColumn("later")
        self.together = QCheckBox("Scroll together (T)")
        self.together.setAccessibleName("Scroll together")
        self.together.setToolTip("Scroll both transcripts together (T)")
        self.together.setChecked(True)
        self._differences = WordDifferences()
        self._both = self._stacked = False
        self._moving = False
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self.earlier, 1)
        self._columns.addWidget(self.later, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        foot.addWidget(self.together)
        foot.addStretch(1)
        self._parts = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addLayout(self._columns, 1)
        column.addLayout(foot)
        column.addStretch()
        earlier, later = self.earlier.view, self.later.view
        earlier.verticalScrollBar().valueChanged.connect(lambda: self._follow(earlier, later))
        later.verticalScrollBar().valueChanged.connect(lambda: self._follow(later, earlier))
        self.together.toggled.connect(lambda: self._follow(earlier, later))

    def show_takes(self, earlier: ListedTake | None, later: ListedTake | None) -> None:
        """Show the words of two takes, none of them marked yet."""
        self._differences = WordDifferences()
        self.earlier.show_take(earlier)
        self.later.show_take(later)
        self._both = not self.earlier.sentence and not self.later.sentence
        self._offer_together()
        for column in (self.earlier, self.later):
            column.expect_marks(expected=self._both)

    def mark(self, found: WordDifferences) -> None:
        """Mark what differs."""
        self._differences = found
        self.earlier.mark(found.only_earlier)
        self.later.mark(found.only_later)

    def arrange(
        self, direction: QBoxLayout.Direction, spacing: int, lines: int, *, stacked: bool
    ) -> None:
        """Put one beside the other, each with room for so many ``lines``; or ``stacked``.

        Then all of one stands above all of the other, and it is the page that scrolls.
        """
        self._columns.setDirection(direction)
        self._columns.setSpacing(spacing)
        self._stacked = stacked
        for part, has_all in ((_COLUMNS, not stacked), (_REST, stacked)):
            self._parts.setStretch(part, int(has_all))
        self._offer_together()
        for column in (self.earlier, self.later):
            column.view.keep_lines(lines, scrolls=not stacked)
            column.view.unfold(stacked)

    def _offer_together(self) -> None:
        self.together.setVisible(self._both and not self._stacked)

    @Slot()
    def _follow(self, moved: ComparedTranscriptView, other: ComparedTranscriptView) -> None:
        """Bring the other one to where its words stand for those that are at the top."""
        if self._moving or not self.together.isChecked() or not self._differences.parts:
            return
        self._moving = True
        mine, others = moved.verticalScrollBar(), other.verticalScrollBar()
        if mine.value() == mine.minimum():
            others.setValue(others.minimum())
        elif mine.value() == mine.maximum():
            others.setValue(others.maximum())
        elif moved is self.earlier.view:
            other.scroll_to(self._differences.in_later(moved.top_word))
        else:
            other.scroll_to(self._differences.in_earlier(moved.top_word))
        self._moving = False
