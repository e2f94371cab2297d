"""The end of a session: what was reached, what to work on, and all answers."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import headline
from mock_interviewer.app.interview.speech.closing_words import ClosingAdvice
from mock_interviewer.app.text.formatting import SKIPPED
from mock_interviewer.app.ui.feedback.key_points_summary import KeyPointsBar
from mock_interviewer.app.ui.interview.next_time import NEXT_TIME, tip_of
from mock_interviewer.app.ui.interview.session_results import SessionAnswer, SessionResults
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import SMALL, Icon, pixmap
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import TextLabel

_WORKING = "Analyzing…"
_TITLE = "That's the end of this session."
_RESULT_WIDTH = 4 * Spacing.XXL
_LABEL_WIDTH = 2 * Spacing.XXL


class RecapRow(QPushButton):
    """One answer of a session: its question, and how many key points it covered.

    A click opens the take, unless it was skipped.
    """

    def __init__(self, answer: SessionAnswer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opens = answer.saved
        set_kind(self, "grade" if self._opens else "quiet")
        # Enter presses the focused row, and a click leaves the page its keys.
        self.setAutoDefault(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self._opens else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not self._opens)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._question = TextLabel(_numbered(answer), wrap=True)
        self._result = TextLabel(wrap=True, tabular=True, kind="muted")
        self._bar = KeyPointsBar()
        self._bar.hide()
        self._chevron = QLabel()
        self._chevron.setFixedWidth(SMALL)
        result = QWidget()
        result.setFixedWidth(_RESULT_WIDTH)
        right = QVBoxLayout(result)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(Spacing.XXS)
        right.addWidget(self._result)
        right.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.S, Spacing.XS, Spacing.S, Spacing.XS)
        row.setSpacing(Spacing.M)
        row.addWidget(self._question, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(result, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._chevron, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._question, result, self._chevron):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._draw_icon()
        self.show_answer(answer)

    @property
    def result(self) -> str:
        """The result, or the message in its place."""
        return self._result.plain

    def show_answer(self, answer: SessionAnswer) -> None:
        """Show how many key points the answer covered, or why that isn't known."""
        result, coverage = answer.result, answer.coverage
        self._bar.setVisible(coverage is not None)
        if not answer.saved:
            self._show_message(SKIPPED)
        elif coverage is not None:
            self._bar.show_coverage(coverage)
            self._show_message(headline(coverage))
        elif isinstance(result, Feedback):
            self._show_message(result.coverage_untold)
        else:
            self._show_message(_WORKING if result is None else result)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the content."""
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the least size of the content."""
        layout = self.layout()
        return super().minimumSizeHint() if layout is None else layout.minimumSize()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_chevron"):
            self._draw_icon()

    def _show_message(self, text: str) -> None:
        self._result.show_text(text)
        self.setAccessibleName(f"{self._question.plain} {text}")

    def _draw_icon(self) -> None:
        if not self._opens:
            return
        self._chevron.setPixmap(
            pixmap(Icon.LATER, roles().text_muted, SMALL, self.devicePixelRatioF())
        )


class SessionRecap(HeightForWidthWidget):
    """The results of a session, and all its answers in the order in which they were given."""

    take_chosen = Signal(str)
    """The id of a take that the person wants to open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Your answers")
        self._rows: dict[str, RecapRow] = {}
        self._headline = TextLabel(size=FontSize.QUESTION, wrap=True)
        self._details = TextLabel(size=FontSize.BODY, tabular=True, wrap=True, kind="muted")
        self._strongest = _Finding("Strongest")
        self._advice = _Finding("Work on")
        self._list = QVBoxLayout()
        self._list.setSpacing(Spacing.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(TextLabel(_TITLE, FontSize.BODY, kind="muted"))
        column.addWidget(self._headline)
        column.addWidget(self._details)
        column.addSpacing(Spacing.XS)
        findings = QGridLayout()
        findings.setColumnMinimumWidth(0, _LABEL_WIDTH)
        findings.setColumnStretch(1, 1)
        findings.setHorizontalSpacing(Spacing.XS)
        findings.setVerticalSpacing(Spacing.XS)
        for at, finding in enumerate((self._strongest, self._advice)):
            finding.add_to(findings, at)
        column.addLayout(findings)
        column.addSpacing(Spacing.S)
        column.addLayout(self._list)
        column.addStretch(1)

    @property
    def rows(self) -> tuple[RecapRow, ...]:
        """The rows, from first to last."""
        return tuple(self._rows.values())

    @property
    def headline(self) -> str:
        """The points made of all."""
        return self._headline.plain

    @property
    def details(self) -> str:
        """The number of answers, and the time spoken."""
        return self._details.plain

    @property
    def strongest(self) -> str:
        """The strongest answer; empty if there is none."""
        return self._strongest.text

    @property
    def advice(self) -> str:
        """What to work on; empty if there is nothing."""
        return self._advice.text

    def fit(self, *, low: bool) -> None:
        """Fit a low window, with a smaller headline."""
        self._headline.set_size(FontSize.TITLE if low else FontSize.QUESTION)

    def show_results(self, results: SessionResults) -> None:
        """Show the results of a session as far as they are known."""
        self._headline.show_text(results.headline)
        self._details.show_text(results.details)
        best = results.strongest
        scored = None if best is None else best.coverage
        self._strongest.show_text("" if best is None else best.question.text)
        self._strongest.show_note("" if scored is None else headline(scored))
        self._show_advice(results.advice)
        self._show_answers(results.answers)

    def _show_advice(self, found: ClosingAdvice | None) -> None:
        tip = None if found is None else tip_of(found.advice)
        about = "" if found is None or found.number is None else f"Question {found.number}"
        lead = "" if tip is None or tip.lead == NEXT_TIME else tip.lead
        self._advice.show_text("" if tip is None else tip.text)
        self._advice.show_note(" · ".join(part for part in (about, lead) if part))

    def _show_answers(self, answers: tuple[SessionAnswer, ...]) -> None:
        wanted = {answer.take: answer for answer in answers}
        for take in [take for take in self._rows if take not in wanted]:
            row = self._rows.pop(take)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, (take, answer) in enumerate(wanted.items()):
            if take not in self._rows:
                self._rows[take] = self._make_row(answer)
                self._list.insertWidget(at, self._rows[take])
            self._rows[take].show_answer(answer)
        self._rows = {take: self._rows[take] for take in wanted}

    def _make_row(self, answer: SessionAnswer) -> RecapRow:
        row = RecapRow(answer)
        if answer.saved:
            row.clicked.connect(lambda _checked: self.take_chosen.emit(answer.take))
        return row


def _numbered(answer: SessionAnswer) -> str:
    """Return a question with its number, or marked as a follow-up."""
    follow_up = answer.question.follow_up is not None
    return f"{'Follow-up:' if follow_up else f'{answer.position}.'} {answer.question.text}"


class _Finding:
    """A labeled line: its text, and a note below it. Hidden while there is no text."""

    def __init__(self, label: str) -> None:
        self._label = TextLabel(label, FontSize.BODY, kind="muted")
        self._text = TextLabel(size=FontSize.BODY, wrap=True)
        self._note = TextLabel(size=FontSize.CAPTION, wrap=True, tabular=True, kind="muted")
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._text)
        column.addWidget(self._note)

    @property
    def text(self) -> str:
        """The text."""
        return self._text.plain

    def add_to(self, grid: QGridLayout, row: int) -> None:
        """Add the line to a grid."""
        grid.addWidget(self._label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._right, row, 1)

    def show_text(self, text: str) -> None:
        """Show the text; "" hides the line."""
        self._text.show_text(text)
        self._label.setVisible(bool(text))
        self._right.setVisible(bool(text))

    def show_note(self, note: str) -> None:
        """Show a note below the text; "" for none."""
        self._note.show_text(note)
        self._note.setVisible(bool(note))
