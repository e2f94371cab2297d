"""The folded parts of the feedback on an answer: its transcript, and its delivery."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.feedback.delivery.summary import delivery_summary
from mock_interviewer.app.ui.interview.answer_text import transcript_legend
from mock_interviewer.app.ui.interview.caption import CaptionView
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.toolkit.tab_order import set_tab_order_after
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.recognition.transcript import Transcript

if TYPE_CHECKING:
    from mock_interviewer.app.ui.feedback.delivery import DeliveryView


class AnswerDetails(QWidget):
    """Two buttons in a row, each of which unfolds its part below."""

    play_asked = Signal(float)
    """Play the recording from this second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delivery: Delivery | None = None
        self._playable = False
        self.transcript = _fold("Transcript")
        self.delivery = _fold("Delivery")
        self.words = CaptionView(whole=True)
        """The transcript, as high as it is."""
        self._legend = TextLabel(size=FontSize.CAPTION, wrap=True, kind="muted")
        self.figures: DeliveryView | None = None
        """The figures of the delivery; made when they are first unfolded."""
        folds = QHBoxLayout()
        folds.setSpacing(Spacing.M)
        folds.addWidget(self.transcript)
        folds.addWidget(self.delivery)
        folds.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Spacing.S)
        self._column.addLayout(folds)
        self._column.addWidget(self.words)
        self._column.addWidget(self._legend)
        self.transcript.toggled.connect(self._show_words)
        self.delivery.toggled.connect(self._show_figures)
        self._show_words()

    def show_answer(
        self, transcript: Transcript | None, delivery: Delivery, *, playable: bool
    ) -> None:
        """Show the answer; ``playable`` means that its recording can be played."""
        self._delivery, self._playable = delivery, playable
        self.transcript.setVisible(transcript is not None)
        if transcript is not None:
            self.words.show_transcript(transcript)
            self._legend.show_text(transcript_legend(transcript, self.words.words))
        summary = delivery_summary(delivery)
        self.delivery.show_label(f"Delivery: {summary}" if summary else "Delivery")
        self._show_words()
        self._show_figures()

    def fold(self) -> None:
        """Fold both parts, for another answer."""
        self.transcript.setChecked(False)
        self.delivery.setChecked(False)

    @Slot()
    def _show_words(self) -> None:
        shown = self.transcript.isChecked() and not self.transcript.isHidden()
        self.words.setVisible(shown)
        self._legend.setVisible(shown and bool(self._legend.plain))

    @Slot()
    def _show_figures(self) -> None:
        shown = self.delivery.isChecked() and self._delivery is not None
        if shown and self._delivery is not None:
            if self.figures is None:
                self.figures = self._make_figures()
            self.figures.show_delivery(self._delivery, playable=self._playable)
            set_tab_order_after(self.delivery, self.figures)
        if self.figures is not None:
            self.figures.setVisible(shown)

    def _make_figures(self) -> "DeliveryView":
        # Its curves load a charting library.
        from mock_interviewer.app.ui.feedback.delivery import DeliveryView

        made = DeliveryView(MEASURES, waveform=False)
        made.play_asked.connect(self.play_asked)
        made.seek_asked.connect(self.play_asked)
        self._column.addWidget(made)
        return made


def _fold(label: str) -> DisclosureButton:
    made = DisclosureButton(label, "tool")
    made.setCheckable(True)
    # A click leaves the page its keys.
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
