"""The words of an answer, on a space of its own that is there before they are."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEasingCurve, QEvent, QPropertyAnimation, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from mock_interviewer.app.ui.caption_text import Passage, final, live, remark
from mock_interviewer.app.ui.shortcuts import SCROLL_KEYS
from mock_interviewer.app.ui.theme import READING_LINE, Space, Type, font, motion
from mock_interviewer.app.ui.widgets.bar_room import keep_bar_room
from mock_interviewer.app.ui.widgets.cut_lines import fade_cut_lines, watch_cut_lines
from mock_interviewer.app.ui.widgets.transcript_text import lines, mark, muted, sure
from mock_interviewer.app.ui.word_index import PlacedWord, WordIndex
from mock_interviewer.audio.recognition.transcript import Transcript

_LEAST_LINES = 2


class Caption(QTextEdit):
    """Plain text that is muted until it is final. All keys but those that scroll go to the page.

    While words come the newest are in view, and the first once all is there, unless the person has
    scrolled elsewhere. Only what differs from the text before is replaced. Screen readers are told
    of what is final, not of each guess.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage = Passage()
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
        """Keep room for a few lines, so that nothing moves when they come, and more to read."""
        line = self.font().pixelSize() * READING_LINE
        least = round(line * _LEAST_LINES)
        if self._whole:
            # Lines are drawn a little higher than they are asked for.
            most = round(line * self._lines) + Space.XS
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
        self._put(remark(text))
        self._following, self._elsewhere = True, False
        self._tell(text)

    def show_live(self, settled: str, draft: str, remark: str = "") -> None:
        """Show an answer that is being given: what is final of it, and a guess at the rest.

        ``remark`` stands beneath it in a line of its own, and is not the person's words.
        """
        self._put(live(settled, draft, remark))

    def show_transcript(self, transcript: Transcript) -> None:
        """Show an answer that was given, where its captions stood."""
        index = WordIndex(transcript, one_line=True)
        self._following = False
        self._put(final(index.text), index.words, whole=True)
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
        self, passage: Passage, words: tuple[PlacedWord, ...] = (), *, whole: bool = False
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
        cursor.insertText(passage.text[start : passage.settled], sure())
        cursor.insertText(passage.text[max(start, passage.settled) :], muted())
        mark(self.document(), words)
        cursor.endEditBlock()
        self.updateGeometry()

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
        self._follow(self.verticalScrollBar().sliderPosition())

    def _follow(self, place: int) -> None:
        self._following = place >= self.verticalScrollBar().maximum()
        self._elsewhere = not self._following
