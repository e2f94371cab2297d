"""The words of two takes beside each other, with what differs marked."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.store.records import TakeStatus
from mock_interviewer.app.ui.library_source import ListedTake
from mock_interviewer.app.ui.take_words import NOTHING_WRITTEN
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.compare.compared_view import ComparedView
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.ui.widgets.transcript_text import LEGEND
from mock_interviewer.app.ui.word_differences import Differences
from mock_interviewer.app.wording import SKIPPED
from mock_interviewer.audio.recognition.transcript import Transcript

_COLUMNS, _REST = 0, 2
"""Places of what has all the room that there is: both transcripts, or nothing beneath them."""
_ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until all words have room."""
_ALIKE = "Both say the same, word for word."


class WordColumn(QWidget):
    """One transcript, or the sentence that says why there is none. It bleeds."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ComparedView()
        self.view.setAccessibleName(f"Transcript of the {name} take")
        self._about = Text(size=Type.CAPTION, wrap=True, kind="muted")
        self._sentence = Text(size=Type.BODY, wrap=True, kind="muted")
        self._words = QWidget()
        self._stack = QStackedLayout(self)
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(Space.XXS)
        about = QHBoxLayout()
        about.setContentsMargins(BLEED, 0, BLEED, 0)
        about.addWidget(self._about)
        words.addLayout(about)
        words.addWidget(self.view, _ALL)
        words.addStretch(1)
        reason = QWidget()
        reasons = QVBoxLayout(reason)
        reasons.setContentsMargins(BLEED, 0, BLEED, 0)
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
        self._about.show_text(f"{marked} {LEGEND}" if dotted else marked)


class WordColumns(QWidget):
    """Both transcripts. Where ``together`` is on, scrolling one scrolls the other along."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.earlier = WordColumn("earlier")
        self.later = WordColumn("later")
        self.together = QCheckBox("Scroll together (T)")
        self.together.setAccessibleName("Scroll together")
        self.together.setToolTip("Scroll both transcripts together (T)")
        self.together.setChecked(True)
        self._differences = Differences()
        self._both = self._stacked = False
        self._moving = False
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self.earlier, 1)
        self._columns.addWidget(self.later, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(BLEED, 0, BLEED, 0)
        foot.addWidget(self.together)
        foot.addStretch(1)
        self._parts = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        column.addLayout(self._columns, 1)
        column.addLayout(foot)
        column.addStretch()
        earlier, later = self.earlier.view, self.later.view
        earlier.verticalScrollBar().valueChanged.connect(lambda: self._follow(earlier, later))
        later.verticalScrollBar().valueChanged.connect(lambda: self._follow(later, earlier))
        self.together.toggled.connect(lambda: self._follow(earlier, later))

    def show_takes(self, earlier: ListedTake | None, later: ListedTake | None) -> None:
        """Show the words of two takes, none of them marked yet."""
        self._differences = Differences()
        self.earlier.show_take(earlier)
        self.later.show_take(later)
        self._both = not self.earlier.sentence and not self.later.sentence
        self._offer_together()
        for column in (self.earlier, self.later):
            column.expect_marks(expected=self._both)

    def mark(self, found: Differences) -> None:
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
    def _follow(self, moved: ComparedView, other: ComparedView) -> None:
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


def missing_words(listed: ListedTake) -> str:
    """Return why a take has no words to show; empty where it has."""
    take, transcript = listed.take, listed.take.transcript
    if transcript is not None and transcript.speech_detected and transcript.segments:
        return ""
    if take.status is TakeStatus.SKIPPED:
        return SKIPPED
    if take.status is TakeStatus.OPEN:
        return "This take is being recorded."
    if transcript is None:
        return "There is no transcript of this take yet. It can be made on the take's own page."
    if transcript.speech_detected:
        return NOTHING_WRITTEN
    return "No speech was detected in this recording."
