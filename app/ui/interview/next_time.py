"""The one thing to do next time, set large, with a button to try the question again."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.feedback import AdviceBasis, FeedbackAdvice
from mock_interviewer.app.ui.feedback.finding_list import MomentButton
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.labels import TextLabel

NEXT_TIME = "Next time"
"""The lead of advice that has none of its own."""
_HABIT_LEAD = "One thing to try"
_NARROW = 520
"""Width below which the button is below the tip."""


@dataclass(frozen=True)
class Tip:
    """A piece of advice in two parts: ``lead`` introduces ``text``."""

    lead: str
    text: str


def tip_of(advice: FeedbackAdvice) -> Tip:
    """Return advice as a tip; the lead is "Next time" unless the advice has a lead of its own."""
    lead, colon, rest = advice.text.partition(": ")
    if advice.about is AdviceBasis.STORY or not colon:
        return Tip(NEXT_TIME, advice.text)
    shown = NEXT_TIME if lead == _HABIT_LEAD else lead
    return Tip(shown, f"{rest[:1].upper()}{rest[1:]}")


class NextTimeCard(QFrame):
    """Shows one tip, what to say, and where to listen. The T key is the page's to handle."""

    play_asked = Signal(float)
    """Play the recording from this second."""
    again_pressed = Signal()
    """Try the question again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "surface")
        self._advice: tuple[FeedbackAdvice, bool] | None = None
        self._lead = TextLabel(strong=True, wrap=True, kind="muted")
        self._text = TextLabel(size=FontSize.TITLE, wrap=True)
        self._example = TextLabel(wrap=True, kind="muted")
        self.moment: MomentButton | None = None
        """Plays the moment that the tip is about; None if there is none to play."""
        self.again = KeyHintButton("T", "Try again", kind="grade")
        self.again.set_edge(Spacing.S)
        self.again.clicked.connect(lambda _checked: self.again_pressed.emit())
        self._lay_out()

    @property
    def tip(self) -> Tip:
        """The tip as shown."""
        return Tip(self._lead.plain, self._text.plain)

    @property
    def example(self) -> str:
        """What to say, as shown; empty if the tip has no example."""
        return self._example.plain

    def show_advice(self, advice: FeedbackAdvice, *, playable: bool) -> None:
        """Show a piece of advice; ``playable`` means that the recording can be played."""
        if (advice, playable) == self._advice:
            return
        self._advice = advice, playable
        tip = tip_of(advice)
        self.setAccessibleName(f"{tip.lead}: {tip.text}")
        self._lead.show_text(tip.lead)
        self._text.show_text(tip.text)
        self._example.show_text(f"Say: “{advice.example}”" if advice.example else "")
        self._example.setVisible(bool(advice.example) and advice.example != tip.text)
        self._show_moment(advice.at if playable else None, tip.text)

    def show_again(self, *, shown: bool) -> None:
        """Offer to try the question again, or don't."""
        self.again.setVisible(shown)

    def fit(self, *, low: bool) -> None:
        """Fit a low window, with a smaller tip."""
        self._text.set_size(FontSize.BODY if low else FontSize.TITLE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Move the button beside or below the tip."""
        super().resizeEvent(event)
        beside = event.size().width() >= _NARROW
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def _show_moment(self, at: float | None, about: str) -> None:
        if self.moment is not None:
            self._head.removeWidget(self.moment)
            self.moment.hide()
            self.moment.deleteLater()
        self.moment = None if at is None else MomentButton(at, about)
        if self.moment is not None:
            self.moment.play_asked.connect(self.play_asked)
            self._head.addWidget(self.moment, 0, Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(Spacing.XS)
        self._head.addWidget(self._lead, 1)
        words = QVBoxLayout()
        words.setSpacing(Spacing.XXS)
        words.addLayout(self._head)
        words.addWidget(self._text)
        words.addWidget(self._example)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(Spacing.M, Spacing.S, Spacing.M, Spacing.S)
        row.setSpacing(Spacing.M)
        row.addLayout(words, 1)
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
