"""The words of an answer, on a space of its own that is there before they are."""

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QEvent, QPropertyAnimation, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from mock_interviewer.app.ui.caption_text import Passage, final, live, remark
from mock_interviewer.app.ui.shortcuts import SCROLL_KEYS
from mock_interviewer.app.ui.theme import READING_LINE, Space, Type, font, motion
from mock_interviewer.app.ui.widgets.cut_lines import (
    fade_cut_lines,
    keep_bar_room,
    watch_cut_lines,
)
from mock_interviewer.app.ui.widgets.transcript_text import lines, mark, muted, sure
from mock_interviewer.app.ui.word_index import PlacedWord, WordIndex
from mock_interviewer.audio.recognition.transcript import Transcript

_LEAST_LINES = 2


class Caption(QTextEdit):
    """Plain text that is muted until it is final. All keys but those that scroll go to the page.

    While words come the newest are in view, unless the person has scrolled away from them. Only
    what differs from the text before is replaced. Screen readers are told of what is final, not
    of each guess.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage = Passage()
        self._words: tuple[PlacedWord, ...] = ()
        self._following = True
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("caption")
        self.setFont(font(Type.BODY))
        self.setAccessibleName("Transcript")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        QTextCursor(self.document()).setBlockFormat(lines())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setViewportMargins(0, 0, Space.XXS, 0)
        keep_bar_room(self)
        watch_cut_lines(self)
        bar = self.verticalScrollBar()
        self._roll = QPropertyAnimation(bar, b"value", self)
        self._roll.setEasingCurve(QEasingCurve.Type.OutCubic)
        bar.rangeChanged.connect(self._keep_the_end_in_view)
        bar.actionTriggered.connect(self._scrolled)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Keep room for a few lines, so that nothing moves when they come."""
        line = self.font().pixelSize() * READING_LINE
        return QSize(200, round(line * _LEAST_LINES))

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for the least; the page gives what is left."""
        return self.minimumSizeHint()

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
        self._put(remark(text))
        self._following = True
        self._tell(text)

    def show_live(self, settled: str, draft: str, remark: str = "") -> None:
        """Show an answer that is being given: what is final of it, and a guess at the rest.

        ``remark`` stands beneath it in a line of its own, and is not the person's words.
        """
        self._put(live(settled, draft, remark))

    def show_transcript(self, transcript: Transcript) -> None:
        """Show an answer that was given, where its captions stood."""
        index = WordIndex(transcript, one_line=True)
        if not self._passage.text:
            # Nobody has read along: it is read from its top.
            self._following = False
        self._put(final(index.text), index.words)
        self._tell(index.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Scroll and copy; leave the rest to the page, whose keys they are."""
        if event.key() in SCROLL_KEYS or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._roll.stop()
            super().keyPressEvent(event)
            self._following = self._at_end(self.verticalScrollBar().value())
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the text, and no line that begins or ends in its middle."""
        super().paintEvent(event)
        fade_cut_lines(self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Take over new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_passage"):
            self._dress()

    def _put(self, passage: Passage, words: tuple[PlacedWord, ...] = ()) -> None:
        """Replace what differs, in one step of the document."""
        start = self._passage.same_until(passage)
        self._passage, self._words = passage, words
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.insertText(passage.text[start : passage.settled], sure())
        cursor.insertText(passage.text[max(start, passage.settled) :], muted())
        mark(self.document(), words)
        cursor.endEditBlock()

    def _dress(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(muted())
        cursor.setPosition(0)
        cursor.setPosition(self._passage.settled, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(sure())
        mark(self.document(), self._words)

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
        self._following = self._at_end(self.verticalScrollBar().sliderPosition())

    def _at_end(self, place: int) -> bool:
        return place >= self.verticalScrollBar().maximum()
