"""The caption of an answer: paragraphs that never move while words arrive."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEasingCurve, QEvent, QPropertyAnimation, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from mock_interviewer.app.ui.shared.transcript_style import (
    mark_words,
    muted_format,
    paragraph_format,
    plain_format,
)
from mock_interviewer.app.ui.shared.word_index import PlacedWord, WordIndex
from mock_interviewer.app.ui.style.theme import READING_LINE, FontSize, Spacing, font, motion
from mock_interviewer.app.ui.toolkit.shortcuts import SCROLL_KEYS
from mock_interviewer.app.ui.widgets.column import reserve_scroll_bar
from mock_interviewer.app.ui.widgets.scrolled_text import fade_cut_lines, watch_cut_lines
from mock_interviewer.audio.recognition.transcript import Transcript

DRAFT_MARK = "…"
"""Ends a draft, so that it is not by its color alone that one sees it is not final."""


_PARAGRAPH_LENGTH = 500
"""Characters after which the next sentence begins a paragraph: some seven lines."""


_LONGEST_PARAGRAPH = 900
"""Characters after which the next word does, for speech that no model puts a full stop to."""


_SENTENCE_ENDS = re.compile(r"(?<=[.?!…])[\"')]* ")


_NOT_ONE_UNIT = re.compile("[^\u0000-\uffff]")


@dataclass(frozen=True)
class CaptionPassage:
    """A text of which the first ``settled`` characters stay as they are; the rest is a guess."""

    text: str = ""
    settled: int = 0

    def same_until(self, other: "CaptionPassage") -> int:
        """Return how many characters at the start are the same text, equally sure, in both."""
        same = _common(self.text, other.text)
        if self.settled == other.settled:
            return same
        return min(same, self.settled, other.settled)


def live_passage(settled: str, draft: str, remark: str = "") -> CaptionPassage:
    """Return what is shown of an answer that is still being given, and beneath it a remark."""
    known = _plain(settled.strip())
    guess = _plain(draft.strip())
    text = " ".join(part for part in (known, guess and f"{guess} {DRAFT_MARK}") if part)
    lines = (break_paragraphs(text), _plain(remark))
    return CaptionPassage("\n".join(line for line in lines if line), len(known))


def final_passage(text: str) -> CaptionPassage:
    """Return what is shown of an answer that was given."""
    plain = _plain(text)
    return CaptionPassage(break_paragraphs(plain), len(plain))


def remark_passage(text: str) -> CaptionPassage:
    """Return what is shown where there are no words of the person's."""
    return CaptionPassage(_plain(text), 0)


def break_paragraphs(text: str) -> str:
    """Return ``text`` with a line's end for the space before each paragraph: of equal length.

    Where a paragraph begins depends on nothing that comes after it, so that none moves while the
    text grows. (Qt lays out a whole paragraph anew for each change in it.)
    """
    parts = []
    start = 0
    while (space := _next_break(text, start)) is not None:
        parts.append(text[start:space])
        start = space + 1
    parts.append(text[start:])
    return "\n".join(parts)


def _next_break(text: str, start: int) -> int | None:
    """Return the place of the space that ends the paragraph at ``start``; None where none does."""
    late = text.find(" ", start + _LONGEST_PARAGRAPH)
    last = len(text) if late < 0 else late
    sentence = _SENTENCE_ENDS.search(text, start + _PARAGRAPH_LENGTH, last)
    if sentence is not None:
        return sentence.end() - 1
    return None if late < 0 else late


def _common(one: str, other: str) -> int:
    """Return the length of the longest common start, comparing slices: texts are long."""
    most = min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    return bisect_left(range(most), True, key=lambda at: one[: at + 1] != other[: at + 1])


def _plain(text: str) -> str:
    """Return the text with a stand-in for what Qt counts as two characters."""
    return _NOT_ONE_UNIT.sub("\ufffd", text)


_LEAST_LINES = 2


class CaptionView(QTextEdit):
    """Plain text that is muted until it is final. All keys but those that scroll go to the page.

    While words come the newest are in view, and the first once all is there, unless the person has
    scrolled elsewhere. Only what differs from the text before is replaced. Screen readers are told
    of what is final, not of each guess.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage = CaptionPassage()
        self._words: tuple[PlacedWord, ...] = ()
        self._following = True
        self._elsewhere = False
        """Whether the person has scrolled away from what is shown by itself."""
        self._lines = _LEAST_LINES
        self._whole = False
        """Whether a transcript is shown."""
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("caption")
        self.setFont(font(FontSize.BODY))
        self.setAccessibleName("Transcript")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        QTextCursor(self.document()).setBlockFormat(paragraph_format())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setViewportMargins(0, 0, Spacing.XXS, 0)
        reserve_scroll_bar(self)
        watch_cut_lines(self)
        bar = self.verticalScrollBar()
        self._roll = QPropertyAnimation(bar, b"value", self)
        self._roll.setEasingCurve(QEasingCurve.Type.OutCubic)
        bar.rangeChanged.connect(self._keep_the_end_in_view)
        bar.actionTriggered.connect(self._scrolled)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Keep room for a few lines, so that nothing moves when they come, and more to read."""
        line = self.font().pixelSize() * READING_LINE
        least = round(line * _LEAST_LINES)
        if self._whole:
            # Lines are drawn a little higher than they are asked for.
            most = round(line * self._lines) + Spacing.XS
            least = max(least, min(most, ceil(self.document().size().height())))
        return QSize(200, least)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for the least; the page gives what is left."""
        return self.minimumSizeHint()

    def keep(self, lines: int) -> None:
        """Keep room for so many lines of a transcript, whatever else there is to read."""
        if lines != self._lines:
            self._lines = max(lines, _LEAST_LINES)
            self.updateGeometry()

    @property
    def text(self) -> str:
        """What is shown."""
        return self.toPlainText()

    @property
    def words(self) -> Sequence[PlacedWord]:
        """The words of the transcript that is shown; none while it is not there."""
        return self._words

    def show_remark(self, text: str) -> None:
        """Show what is not the person's own words; an empty text makes room for a new answer."""
        self._put(remark_passage(text))
        self._following, self._elsewhere = True, False
        self._tell(text)

    def show_live(self, settled: str, draft: str, remark: str = "") -> None:
        """Show an answer that is being given: what is final of it, and a guess at the rest.

        ``remark_passage`` stands beneath it in a line of its own, and is not the person's words.
        """
        self._put(live_passage(settled, draft, remark))

    def show_transcript(self, transcript: Transcript) -> None:
        """Show an answer that was given, where its captions stood."""
        index = WordIndex(transcript, one_line=True)
        self._following = False
        self._put(final_passage(index.text), index.words, whole=True)
        if not self._elsewhere:
            self._roll.stop()
            # Not by the bar alone: Qt comes back to its cursor when it is first seen.
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self._tell(index.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Scroll and copy; leave the rest to the page, whose keys they are."""
        if event.key() in SCROLL_KEYS or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._roll.stop()
            super().keyPressEvent(event)
            self._follow(self.verticalScrollBar().value())
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Another width breaks other lines, which may need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the text, and no line that begins or ends in its middle."""
        super().paintEvent(event)
        fade_cut_lines(self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Take over new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_passage"):
            self._dress()

    def _put(
        self, passage: CaptionPassage, words: tuple[PlacedWord, ...] = (), *, whole: bool = False
    ) -> None:
        """Replace what differs, in one step of the document."""
        start = self._passage.same_until(passage)
        self._whole = whole
        self._passage, self._words = passage, words
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.insertText(passage.text[start : passage.settled], plain_format())
        cursor.insertText(passage.text[max(start, passage.settled) :], muted_format())
        mark_words(self.document(), words)
        cursor.endEditBlock()
        self.updateGeometry()

    def _dress(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(muted_format())
        cursor.setPosition(0)
        cursor.setPosition(self._passage.settled, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(plain_format())
        mark_words(self.document(), self._words)

    def _tell(self, text: str) -> None:
        self.setAccessibleDescription(text)

    def _keep_the_end_in_view(self, _least: int, most: int) -> None:
        if not self._following:
            return
        bar = self.verticalScrollBar()
        self._roll.stop()
        if motion() == 0 or not self.isVisible():
            bar.setValue(most)
            return
        self._roll.setDuration(motion())
        self._roll.setStartValue(bar.value())
        self._roll.setEndValue(most)
        self._roll.start()

    def _scrolled(self, _action: int) -> None:
        """Stay where the person scrolled to, or with the newest words where that is the end."""
        self._roll.stop()
        # Qt tells before the value follows.
        self._follow(self.verticalScrollBar().sliderPosition())

    def _follow(self, place: int) -> None:
        self._following = place >= self.verticalScrollBar().maximum()
        self._elsewhere = not self._following
