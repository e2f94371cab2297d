"""Caption of an answer, in paragraphs that never move while words arrive."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEasingCurve, QEvent, QPropertyAnimation, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from mock_interviewer.app.text.taken_back import taken_back
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
"""Marks the end of a draft, which its color alone must not show."""


_PARAGRAPH_LENGTH = 500
"""Characters after which the next sentence starts a new paragraph: about seven lines."""


_LONGEST_PARAGRAPH = 900
"""Characters after which the next word does, for transcripts without punctuation."""


_SENTENCE_ENDS = re.compile(r"(?<=[.?!…])[\"')]* ")


_NOT_ONE_UNIT = re.compile("[^\u0000-\uffff]")


@dataclass(frozen=True)
class CaptionPassage:
    """A text whose first ``settled`` characters are final; the rest is a draft."""

    text: str = ""
    settled: int = 0

    def same_until(self, other: "CaptionPassage") -> int:
        """Return how many leading characters both have in common, final or draft in both."""
        same = _common(self.text, other.text)
        if self.settled == other.settled:
            return same
        return min(same, self.settled, other.settled)


def live_passage(settled: str, draft: str, remark: str = "") -> CaptionPassage:
    """Return the passage for an answer in progress, with ``remark`` below it."""
    known = _plain(settled.strip())
    guess = _plain(draft.strip())
    text = " ".join(part for part in (known, guess and f"{guess} {DRAFT_MARK}") if part)
    lines = (break_paragraphs(text), _plain(remark))
    return CaptionPassage("\n".join(line for line in lines if line), len(known))


def final_passage(text: str) -> CaptionPassage:
    """Return the passage for a transcribed answer."""
    plain = _plain(text)
    return CaptionPassage(break_paragraphs(plain), len(plain))


def remark_passage(text: str) -> CaptionPassage:
    """Return the passage for a message in place of an answer."""
    return CaptionPassage(_plain(text), 0)


def break_paragraphs(text: str) -> str:
    """Return ``text`` with the space before each paragraph replaced by a newline.

    The length stays the same. Where a paragraph starts doesn't depend on later text, so that
    none moves while the text grows. (Qt lays out a whole paragraph again for each change in it.)
    """
    parts = []
    start = 0
    while (space := _next_break(text, start)) is not None:
        parts.append(text[start:space])
        start = space + 1
    parts.append(text[start:])
    return "\n".join(parts)


def _next_break(text: str, start: int) -> int | None:
    """Return the index of the space that ends the paragraph at ``start``, or None."""
    late = text.find(" ", start + _LONGEST_PARAGRAPH)
    last = len(text) if late < 0 else late
    sentence = _SENTENCE_ENDS.search(text, start + _PARAGRAPH_LENGTH, last)
    if sentence is not None:
        return sentence.end() - 1
    return None if late < 0 else late


def _common(one: str, other: str) -> int:
    """Return the length of the longest common prefix, comparing slices because texts are long."""
    most = min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    return bisect_left(range(most), True, key=lambda at: one[: at + 1] != other[: at + 1])


def _plain(text: str) -> str:
    """Return the text with a replacement for characters that Qt counts as two."""
    return _NOT_ONE_UNIT.sub("\ufffd", text)


_MIN_LINES = 2


class CaptionView(QTextEdit):
    """Plain text, muted until it is final. All keys except those that scroll go to the page.

    While words arrive, the newest are in view; a transcript is shown from its start. Either way,
    the view stays where the person scrolled. Only the text that differs is replaced. Screen
    readers get the final text, not each draft.
    """

    def __init__(self, *, whole: bool = False, parent: QWidget | None = None) -> None:
        """Create the view; a ``whole`` one is as high as its text, and its page scrolls."""
        super().__init__(parent)
        self._whole = whole
        self._passage = CaptionPassage()
        self._words: tuple[PlacedWord, ...] = ()
        self._following = True
        self._scrolled_away = False
        """Whether the person has scrolled away from where the view would be."""
        self._reserved_lines = _MIN_LINES
        self._has_transcript = False
        """Whether the passage is a transcript."""
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
        expanding = QSizePolicy.Policy.Expanding
        self.setSizePolicy(expanding, QSizePolicy.Policy.Fixed if whole else expanding)
        self.setViewportMargins(0, 0, Spacing.XXS, 0)
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        else:
            reserve_scroll_bar(self)
        watch_cut_lines(self)
        bar = self.verticalScrollBar()
        self._roll = QPropertyAnimation(bar, b"value", self)
        self._roll.setEasingCurve(QEasingCurve.Type.OutCubic)
        bar.rangeChanged.connect(self._scroll_to_end)
        bar.actionTriggered.connect(self._user_scrolled)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the height of a few lines, so that nothing moves when text arrives."""
        if self._whole:
            return QSize(200, ceil(self.document().size().height()))
        line = self.font().pixelSize() * READING_LINE
        least = round(line * _MIN_LINES)
        if self._has_transcript:
            # Qt draws lines a little taller than requested.
            most = round(line * self._reserved_lines) + Spacing.XS
            least = max(least, min(most, ceil(self.document().size().height())))
        return QSize(200, least)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the minimum; the page gives the caption the remaining space."""
        return self.minimumSizeHint()

    def reserve_lines(self, lines: int) -> None:
        """Reserve space for ``lines`` lines of a transcript."""
        if lines != self._reserved_lines:
            self._reserved_lines = max(lines, _MIN_LINES)
            self.updateGeometry()

    @property
    def text(self) -> str:
        """The text as shown."""
        return self.toPlainText()

    @property
    def words(self) -> Sequence[PlacedWord]:
        """The words of the transcript; empty until one is shown."""
        return self._words

    def show_remark(self, text: str) -> None:
        """Show a message in place of an answer; "" clears the caption for a new answer."""
        self._set_passage(remark_passage(text))
        self._following, self._scrolled_away = True, False
        self._describe(text)

    def show_live(self, settled: str, draft: str, remark: str = "") -> None:
        """Show an answer in progress: its final text, and a draft of the rest.

        ``remark`` is a message of the app's, on a line of its own below the answer.
        """
        self._set_passage(live_passage(settled, draft, remark))

    def show_transcript(self, transcript: Transcript) -> None:
        """Show the transcript of an answer in place of its captions."""
        index = WordIndex(transcript, one_line=True)
        self._following = False
        self._set_passage(final_passage(index.text), index.words, whole=True)
        if not self._scrolled_away:
            self._roll.stop()
            # Setting the bar isn't enough: Qt scrolls to its cursor when first shown.
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self._describe(index.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Scroll and copy; leave all other keys to the page."""
        scrolls = event.key() in SCROLL_KEYS and not self._whole
        if scrolls or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._roll.stop()
            super().keyPressEvent(event)
            self._follow(self.verticalScrollBar().value())
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Scroll, or leave the wheel to the page."""
        if self._whole:
            event.ignore()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Update the height, which depends on the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the text, fading lines that are cut off at an edge."""
        super().paintEvent(event)
        fade_cut_lines(self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Apply the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_passage"):
            self._restyle()

    def _set_passage(
        self, passage: CaptionPassage, words: tuple[PlacedWord, ...] = (), *, whole: bool = False
    ) -> None:
        """Replace the text that differs, in one edit of the document."""
        start = self._passage.same_until(passage)
        self._has_transcript = whole
        self._passage, self._words = passage, words
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.insertText(passage.text[start : passage.settled], plain_format())
        cursor.insertText(passage.text[max(start, passage.settled) :], muted_format())
        self._strike_out(cursor)
        mark_words(self.document(), words)
        cursor.endEditBlock()
        self.updateGeometry()

    def _strike_out(self, cursor: QTextCursor) -> None:
        """Strike out what the speaker took back, as far as the text is final."""
        struck = muted_format()
        struck.setFontStrikeOut(True)
        for part in taken_back(self._passage.text[: self._passage.settled]):
            cursor.setPosition(part.start)
            cursor.setPosition(part.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(struck)

    def _restyle(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(muted_format())
        cursor.setPosition(0)
        cursor.setPosition(self._passage.settled, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(plain_format())
        self._strike_out(cursor)
        mark_words(self.document(), self._words)

    def _describe(self, text: str) -> None:
        self.setAccessibleDescription(text)

    def _scroll_to_end(self, _least: int, most: int) -> None:
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

    def _user_scrolled(self, _action: int) -> None:
        """Stay where the person scrolled to, or follow the newest words if that is the end."""
        self._roll.stop()
        # Qt emits the signal before it changes the value.
        self._follow(self.verticalScrollBar().sliderPosition())

    def _follow(self, position: int) -> None:
        self._following = position >= self.verticalScrollBar().maximum()
        self._scrolled_away = not self._following
