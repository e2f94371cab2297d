"""The review of a take by a language model: the request, and the text as it arrives."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.reviewer.prompt import why_not_reviewable
from mock_interviewer.app.feedback.reviewer.review import (
    ReviewDone,
    ReviewEvent,
    ReviewFailed,
    ReviewStarted,
    ReviewStopped,
    ReviewText,
    ServersFound,
)
from mock_interviewer.app.text.formatting import spoken_length
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel
from mock_interviewer.audio.recognition.transcript import Transcript

MOST_REVIEWS = 100
_HERE = (
    "A language model on this computer will read your answer and write a review. It can be wrong."
)
_ASK = "Ask for a review"
_LOOKING = "Looking for a model…"


@dataclass(frozen=True)
class TakeToReview:
    """A take with everything that a model is given."""

    asked: CoverageQuestion
    transcript: Transcript
    feedback: Feedback | None

    @property
    def key(self) -> tuple[str, str]:
        """What identifies the review of this take: the texts of question and answer."""
        return self.asked.text, self.transcript.text


class ReviewSection(QWidget):
    """The review of the take in view, hidden until the person enables reviews.

    Set the take with ``show_take``; ``ReviewController`` does the rest. Reviews are kept while the
    program runs and shown again with their take. GUI thread only.
    """

    review_requested = Signal()
    """The person wants a review of ``take``."""
    stop_requested = Signal()
    """Stop the review that is being written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take: TakeToReview | None = None
        self._why = why_not_reviewable(None, None)
        self._host = ""
        self._model = ""
        self._writing = False
        self._kept: dict[tuple[str, str], ReviewDone] = {}
        self._hint = TextLabel(wrap=True, kind="muted")
        self._words = TextLabel(size=FontSize.BODY, wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._mark = StatusLabel()
        self.go = QPushButton(_ASK)
        self.go.setAccessibleName(f"{_ASK}, by a language model")
        self.go.setAutoDefault(True)
        self.stop = QPushButton("Stop")
        self.stop.setAutoDefault(True)
        self.stop.setAccessibleName("Stop the review")
        self.go.clicked.connect(lambda _checked: self._request())
        self.stop.clicked.connect(lambda _checked: self._request_stop())
        self._lay_out()
        self._rest()
        self.hide()

    @property
    def take(self) -> TakeToReview | None:
        """The take in view; None if there is nothing to review."""
        return self._take

    @property
    def words(self) -> str:
        """The text of the review, as far as it is shown."""
        return "" if self._words.isHidden() else self._words.plain

    @property
    def message(self) -> str:
        """The sentence about the review, or in place of one."""
        return " ".join(part.plain for part in (self._hint, self._mark) if not part.isHidden())

    @property
    def failed(self) -> bool:
        """Whether the sentence reports a problem."""
        return not self._mark.isHidden() and self._mark.kind == "bad"

    @property
    def writing(self) -> bool:
        """Whether a review was requested and has not ended."""
        return self._writing

    def set_enabled_by_person(self, *, on: bool) -> None:
        """Show the section, or hide it and stop the review."""
        if not on:
            self._drop()
        self.setVisible(on)

    def set_model_host(self, host: str) -> None:
        """Show which computer runs the model; "" for this one."""
        self._host = host
        if not self._hint.isHidden() and not self._writing:
            self._hint.show_text(self._offer_text())

    @Slot(object, object, object)
    def show_take(
        self,
        asked: CoverageQuestion | None,
        transcript: Transcript | None,
        feedback: Feedback | None,
    ) -> None:
        """Show a take with its review, if it has one; stop a review of another take."""
        before = self._take
        self._why = why_not_reviewable(asked, transcript)
        if asked is None or transcript is None or self._why:
            self._take = None
        else:
            self._take = TakeToReview(asked, transcript, feedback)
        if before is not None and self._take is not None and before.key == self._take.key:
            return
        self._drop()
        self._rest()

    def handle_event(self, event: ReviewEvent) -> None:
        """Show an event of the review of the take in view; ignore it once the review has ended."""
        if not self._writing:
            return
        match event:
            case ServersFound():
                pass
            case ReviewStarted(model, where):
                self._model = model
                reader = f"{model} at {where}" if where else model
                self._wait(f"{reader} is reading your answer. The first words can take a minute.")
            case ReviewText(text, restarts):
                self._write(text if restarts else self._words.plain + text)
            case ReviewDone():
                self._end()
                self._keep(event)
                self._show_done(event)
            case ReviewStopped():
                self._end()
                self._show_stopped()
            case ReviewFailed(error):
                self._end()
                self._say(str(error), "bad", "Try again")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Spacing.XS)
        buttons.addWidget(self.go)
        buttons.addWidget(self.stop)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(TextLabel("Review by a local model", FontSize.BODY, strong=True))
        for part in (self._words, self._hint, self._mark):
            column.addWidget(part)
        column.addLayout(buttons)

    def _rest(self) -> None:
        """Show the take while no review is being written."""
        self._words.show_text("")
        self._words.hide()
        done = self._kept.get(self._take.key) if self._take is not None else None
        if done is not None:
            self._show_done(done)
            return
        self._mark.hide()
        self._hint.show_text(self._offer_text())
        self._hint.show()
        self._show_buttons(_ASK if self._take is not None else "")

    def _offer_text(self) -> str:
        if self._why:
            return self._why
        if not self._host:
            return _HERE
        return (
            f"A language model at {self._host} will read your answer and write a review. "
            "The question, its key points, and your transcript are sent there when you ask."
        )

    def _request(self) -> None:
        if self._take is None or self._writing:
            return
        self._writing = True
        self._model = ""
        self._words.show_text("")
        self._words.hide()
        self._mark.hide()
        self._wait(_LOOKING)
        self._swap_buttons(self.go, self.stop)
        self.review_requested.emit()

    def _request_stop(self) -> None:
        if self._writing:
            self.stop_requested.emit()

    def _drop(self) -> None:
        """Stop the review that is being written, and ignore what still arrives."""
        if self._writing:
            self._end()
            self.stop_requested.emit()
            self._rest()

    def _wait(self, sentence: str) -> None:
        self._hint.show_text(sentence)
        self._hint.show()

    def _write(self, text: str) -> None:
        self._words.show_text(text)
        self._words.setVisible(bool(text))
        self._wait(f"{self._model} is writing…")

    def _end(self) -> None:
        self._writing = False
        self._hint.hide()
        self._swap_buttons(self.stop, self.go)

    def _keep(self, done: ReviewDone) -> None:
        if self._take is None:
            return
        self._kept.pop(self._take.key, None)
        self._kept[self._take.key] = done
        if len(self._kept) > MOST_REVIEWS:
            self._kept.pop(next(iter(self._kept)))

    def _show_done(self, done: ReviewDone) -> None:
        self._words.show_text(done.text)
        self._words.show()
        where = f"at {done.where}" if done.where else "on this computer"
        cut = " It reached its length limit." if done.cut else ""
        took = spoken_length(max(1.0, done.seconds))
        self._say(
            f"Written by {done.model} {where} in {took}.{cut} It can be wrong.", "hint", "Ask again"
        )

    def _show_stopped(self) -> None:
        if self.words:
            self._say(f"Stopped before {self._model} finished.", "muted", "Ask again")
        else:
            self._rest()

    def _say(self, sentence: str, kind: str, again: str) -> None:
        self._hint.hide()
        self._mark.show_text(sentence, kind)
        self._mark.show()
        self._show_buttons(again)

    def _show_buttons(self, go: str) -> None:
        if go:
            self.go.setText(go)
            self.go.setAccessibleName(f"{go}, by a language model")
        self.go.setVisible(bool(go))
        self.stop.setVisible(self._writing)

    def _swap_buttons(self, old: QPushButton, new: QPushButton) -> None:
        """Show ``new`` in place of ``old``, and move the focus with it."""
        focused = old.hasFocus()
        new.show()
        if focused:
            new.setFocus(Qt.FocusReason.OtherFocusReason)
        old.hide()
