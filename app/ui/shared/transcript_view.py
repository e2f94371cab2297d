"""A transcript whose words can be played."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.shared.transcript_style import WordBackgrounds, format_transcript
from mock_interviewer.app.ui.shared.word_index import PlacedWord, WordIndex
from mock_interviewer.app.ui.style.theme import FontSize, font
from mock_interviewer.app.ui.toolkit.shortcuts import (
    ENTER_KEYS,
    Shortcut,
    ShortcutAction,
    declare_shortcuts,
    is_plain,
)
from mock_interviewer.app.ui.widgets.column import ROW_PADDING
from mock_interviewer.app.ui.widgets.scrolled_text import (
    MinimumLinesTextEdit,
    fade_cut_lines,
    watch_cut_lines,
)
from mock_interviewer.audio.recognition.transcript import Transcript

_PAD = 2

_KEYS = "Arrow keys select a word. Enter plays from it."
_LINES = {
    Qt.Key.Key_Up: QTextCursor.MoveOperation.Up,
    Qt.Key.Key_Down: QTextCursor.MoveOperation.Down,
    Qt.Key.Key_Home: QTextCursor.MoveOperation.StartOfLine,
    Qt.Key.Key_End: QTextCursor.MoveOperation.EndOfLine,
}


class TranscriptView(MinimumLinesTextEdit):
    """Read-only plain text. A click on a word, or Enter on the selected one, plays from it.

    Arrows select a word, Home and End the first and last of a line. The selected word is the text
    cursor's selection, so that screen readers speak it.
    """

    word_chosen = Signal(float)
    """Seconds from the start of the recording."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = WordIndex(Transcript((), 0.0, ""))
        self._spoken: int | None = None
        self._hovered: int | None = None
        self._pressed_on: int | None = None
        self._following = True
        self._evidence: tuple[float, float] | None = None
        self._found: tuple[tuple[float, float], ...] = ()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(font(FontSize.BODY))
        self.setStyleSheet("QTextEdit { border: none; background: transparent; }")
        self.document().setDocumentMargin(ROW_PADDING)
        self.viewport().setMouseTracking(True)
        watch_cut_lines(self)
        self.setAccessibleName("Transcript")
        self.setAccessibleDescription(_KEYS)
        self._keys: dict[int, ShortcutAction] = {
            Qt.Key.Key_Left: Shortcut("Select a word", lambda: self._step(-1)),
            Qt.Key.Key_Right: Shortcut("Select a word", lambda: self._step(1)),
            Qt.Key.Key_Return: Shortcut("Play from this word", lambda: self._play(self._current())),
        }
        declare_shortcuts(self, self._keys, "In the transcript")

    @property
    def words(self) -> tuple[PlacedWord, ...]:
        """All words in order."""
        return self._index.words

    @property
    def spoken(self) -> str:
        """The word highlighted as being played; empty for none."""
        return self.word_text(self._spoken)

    @property
    def chosen(self) -> str:
        """The selected word; empty for none."""
        return self.textCursor().selectedText()

    def set_transcript(self, transcript: Transcript) -> None:
        """Show ``transcript`` from its top."""
        self._index = WordIndex(transcript)
        self._spoken = self._hovered = self._pressed_on = None
        self._evidence, self._found = None, ()
        self._following = True
        self.setPlainText(self._index.text)
        format_transcript(self.document(), self._index)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    @Slot(float)
    def show_position(self, seconds: float) -> None:
        """Highlight the word at ``seconds``, and keep it in view.

        A page that scrolls follows only while some of the transcript is in view.
        """
        number = self._index.at_time(seconds)
        if number == self._spoken:
            return
        before, self._spoken = self._spoken, number
        self.viewport().update()
        seen = not self.viewport().visibleRegion().isEmpty()
        if number is not None and self._following and seen:
            last = None if before is None else self.word_rect(before)
            self.bring_into_view(self.word_rect(number), last)

    def look_at(self, seconds: float) -> None:
        """Highlight the word at ``seconds``, and bring it into view."""
        self._spoken = self._index.at_time(seconds)
        self.viewport().update()
        if self._spoken is not None:
            self.bring_into_view(self.word_rect(self._spoken))

    @Slot()
    def follow(self) -> None:
        """Keep the highlighted word in view again, after the person has scrolled away."""
        self._following = True

    @Slot()
    def clear_position(self) -> None:
        """Remove the highlight of the word being played."""
        self._spoken = None
        self.viewport().update()

    @Slot(object)
    def show_evidence(self, span: tuple[float, float] | None) -> None:
        """Highlight the words between two times, in seconds; None for no words."""
        self._evidence = span
        self.viewport().update()

    def show_found(self, spans: tuple[tuple[float, float], ...]) -> None:
        """Highlight search matches, each between two times, in seconds."""
        self._found = spans
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the backgrounds of words below the text."""
        painter = QPainter(self.viewport())
        grounds = WordBackgrounds(painter)
        if self._evidence is not None:
            grounds.evidence(map(self.word_rect, self._index.between(*self._evidence)))
        for span in self._found:
            grounds.found(map(self.word_rect, self._index.between(*span)))
        if self._hovered is not None and self._hovered != self._spoken:
            grounds.hovered(self.word_rect(self._hovered))
        if self._spoken is not None:
            grounds.spoken(self.word_rect(self._spoken))
        painter.end()
        super().paintEvent(event)
        fade_cut_lines(self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Show which word a click would play."""
        super().mouseMoveEvent(event)
        self._hover(self._word_under(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Remember the pressed word for the release."""
        super().mousePressEvent(event)
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed_on = self._word_under(event.position()) if left else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Play the word, unless the person selected text."""
        super().mouseReleaseEvent(event)
        word = self._word_under(event.position())
        dragged = self.textCursor().hasSelection()
        if word is not None and word == self._pressed_on and not dragged:
            self._play(word)
        self._pressed_on = None

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Remove the hover highlight."""
        self._hover(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Scroll, and stop following the playback."""
        if self.scrolls:
            self._following = False
        super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Select a word if the focus came by keyboard, so that the focus is visible."""
        super().focusInEvent(event)
        by_key = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
            Qt.FocusReason.OtherFocusReason,
        }
        if by_key and not self.textCursor().hasSelection():
            self._choose(self._spoken if self._spoken is not None else self._current())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Select and play words; leave other keys to the page."""
        plain = is_plain(event)
        key = Qt.Key(event.key())
        if key in ENTER_KEYS:
            self._keys[Qt.Key.Key_Return]()
        elif plain and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._keys[key]()
        elif plain and key in _LINES:
            self._move(_LINES[key])
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Escape} or event.modifiers() & (
            Qt.KeyboardModifier.AltModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Format the words in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_index"):
            format_transcript(self.document(), self._index)

    def word_text(self, number: int | None) -> str:
        """Return the word with a number; "" for None."""
        if number is None:
            return ""
        word = self._index.words[number]
        return self._index.text[word.first : word.last]

    def _cursor_on(self, number: int) -> QTextCursor:
        word = self._index.words[number]
        cursor = QTextCursor(self.document())
        cursor.setPosition(word.first)
        cursor.setPosition(word.last, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def word_rect(self, number: int) -> QRectF:
        """Return the word's rectangle in the viewport; if it is broken, that of its first line."""
        cursor = self._cursor_on(number)
        last = QRectF(self.cursorRect(cursor))
        cursor.setPosition(cursor.anchor())
        place = QRectF(self.cursorRect(cursor))
        place.setRight(last.left() if last.top() == place.top() else self.viewport().width())
        return place.adjusted(-_PAD, 0, _PAD, 0)

    def _word_under(self, point: QPointF) -> int | None:
        place = self.cursorForPosition(point.toPoint()).position()
        for candidate in (place, place - 1):
            number = self._index.at_place(candidate)
            if number is not None and self.word_rect(number).contains(point):
                return number
        return None

    def _hover(self, number: int | None) -> None:
        if number == self._hovered:
            return
        self._hovered = number
        shape = Qt.CursorShape.IBeamCursor if number is None else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)
        self.viewport().update()

    def _current(self) -> int | None:
        return self._index.nearest(self.textCursor().selectionStart())

    def _step(self, step: int) -> None:
        current = self._current()
        if current is None:
            return
        if self.textCursor().hasSelection():
            current = min(max(0, current + step), len(self._index.words) - 1)
        self._choose(current)

    def _move(self, operation: QTextCursor.MoveOperation) -> None:
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionStart())
        cursor.movePosition(operation)
        self._choose(self._index.nearest(cursor.position()))

    def _choose(self, number: int | None) -> None:
        if number is None:
            return
        self._following = False
        cursor = self._cursor_on(number)
        self.setTextCursor(cursor)
        self.bring_into_view(self.word_rect(number))
        note = self._index.words[number].note
        self.setAccessibleDescription(f"{self.chosen}: {note}. {_KEYS}" if note else _KEYS)
        if note:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, note))

    def _play(self, number: int | None) -> None:
        if number is None:
            return
        self._following = True
        self.word_chosen.emit(self._index.words[number].start)
