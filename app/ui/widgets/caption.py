"""The transcript of an answer, on a space of its own that is there before the text is."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from mock_interviewer.app.ui.theme import READING_LINE, Type, font, line_percent, roles

_LEAST_LINES = 2
_SCROLL_KEYS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}


class Caption(QTextEdit):
    """Plain text that is muted until it is final. All keys but those that scroll go to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._final = False
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("caption")
        self.setFont(font(Type.BODY))
        self.setAccessibleName("Transcript")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

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

    def show_text(self, text: str, *, final: bool) -> None:
        """Replace the text; ``final`` text is what was said, other text is a remark."""
        if text == self.toPlainText() and final == self._final:
            return
        self._final = final
        self.setPlainText(text)
        self.setAccessibleDescription(text)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Scroll and copy; leave the rest to the page, whose keys they are."""
        if event.key() in _SCROLL_KEYS or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Take over new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        colors = roles()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(
            float(line_percent(self.font(), READING_LINE)),
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        cursor.mergeBlockFormat(block)
        character = cursor.charFormat()
        character.setForeground(colors.text if self._final else colors.text_muted)
        cursor.setCharFormat(character)
