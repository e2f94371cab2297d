"""Making key points from one's own answer, in place of the list and the editor."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.text.sentences import sentences
from mock_interviewer.app.ui.questions.spoken_answer import SpokenAnswer
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.tab_order import set_tab_order_after
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, labeled_button
from mock_interviewer.app.ui.widgets.column import in_column
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea
from mock_interviewer.app.ui.widgets.text_fields import GrowingTextEdit

MOST_CHARACTERS = 4000
_HELP = (
    "Check each sentence that a good answer needs, and shorten it to what matters. "
    "Later answers are compared with these key points."
)


class SentenceRow(QWidget):
    """A sentence of the answer, to check and to edit."""

    changed = Signal()

    def __init__(self, number: int, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = QCheckBox()
        self.check.setAccessibleName(f"Keep sentence {number} as a key point")
        self.field = GrowingTextEdit(f"Sentence {number}", "What a good answer says")
        self.field.show_text(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XS)
        row.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.field, 1)
        self.check.toggled.connect(lambda _checked: self.changed.emit())
        self.field.textChanged.connect(self._edited)

    @property
    def point(self) -> str:
        """The key point to keep; "" if the sentence isn't checked."""
        return " ".join(self.field.written.split()) if self.check.isChecked() else ""

    def _edited(self) -> None:
        """Check a sentence that the person edits."""
        self.check.setChecked(bool(self.field.written))
        self.changed.emit()


class PointsView(QWidget):
    """Offers each sentence of an answer as a key point. Esc keeps none. GUI thread only."""

    keep_requested = Signal(object, object)
    """The SpokenAnswer, and the texts of the key points to keep."""
    toggled = Signal()
    """It was opened or closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: SpokenAnswer | None = None
        self.rows: list[SentenceRow] = []
        self._question = TextLabel(size=FontSize.BODY, strong=True, wrap=True)
        self._status = StatusLabel()
        self._status.hide()
        self.keep = labeled_button("Keep")
        set_kind(self.keep, "primary")
        self.cancel = KeyHintButton("Esc", "Cancel")
        self._list = QVBoxLayout()
        self._list.setSpacing(Spacing.XS)
        self._lay_out()
        self.keep.clicked.connect(lambda _checked: self._request())
        self.cancel.clicked.connect(lambda _checked: self.close_points())
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether sentences are offered."""
        return not self.isHidden()

    @property
    def status(self) -> str:
        """Why no points can be made or kept; "" if nothing is shown."""
        return "" if self._status.isHidden() else self._status.plain

    def show_answer(self, answer: SpokenAnswer) -> None:
        """Offer the sentences of an answer."""
        self._answer = answer
        self._question.show_text(answer.asked)
        self._make_rows([" ".join(each.text.split()) for each in sentences(answer.text)])
        self._say("" if self.rows else "This answer has no words to make points from.")
        self._update_keep()
        opened = self.isHidden()
        self.show()
        if opened:
            self.toggled.emit()
        first: QWidget = self.rows[0].check if self.rows else self.cancel
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_points(self) -> None:
        """Keep nothing."""
        self._answer = None
        self._make_rows(())
        self.hide()
        self.toggled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep nothing on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_points()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        inner = QWidget()
        upper = QVBoxLayout(inner)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(Spacing.S)
        upper.addWidget(self._question)
        upper.addWidget(TextLabel(_HELP, wrap=True, kind="muted"))
        upper.addLayout(self._list)
        upper.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Spacing.XS)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, Spacing.M)
        column.setSpacing(Spacing.S)
        column.addWidget(PageScrollArea(inner), 1)
        column.addWidget(self._status)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(in_column(whole))

    def _make_rows(self, texts: Sequence[str]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [SentenceRow(number, text) for number, text in enumerate(texts, 1)]
        for row in self.rows:
            self._list.addWidget(row)
            row.changed.connect(self._update_keep)
        set_tab_order_after(None, self)

    def _update_keep(self) -> None:
        number = sum(bool(row.point) for row in self.rows)
        label = f"Keep {counted(number, 'key point')}" if number else "Keep key points"
        self.keep.setText(label)
        self.keep.setAccessibleName(label)
        self.keep.setEnabled(number > 0)

    def _request(self) -> None:
        points = tuple(dict.fromkeys(row.point for row in self.rows if row.point))
        if any(len(point) > MOST_CHARACTERS for point in points):
            self._say(f"A key point has at most {MOST_CHARACTERS} characters. Shorten it.")
            return
        if self._answer is not None and points:
            self.keep_requested.emit(self._answer, points)

    def _say(self, sentence: str) -> None:
        self._status.show_text(sentence)
        self._status.setVisible(bool(sentence))
