"""The panel for transcribing answers again: choice of model, progress, and result."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.shared.model_names import model_display_name
from mock_interviewer.app.ui.shared.scope_choice import AnswerScope, ScopeChoice
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.task_panel import TaskPanel
from mock_interviewer.audio.recognition.models.catalog import SpeechModel

_MAX_PICKER_WIDTH = 300
_QUESTION = "Choose a model to transcribe again. The old transcript is kept."
_NONE = (
    "No speech model on this computer can transcribe this. The Speech models page in Settings "
    "says why."
)


class RetranscriptionPanel(TaskPanel):
    """With ``scopes`` (values and labels), the person also chooses what to transcribe."""

    requested = Signal(str, str)
    """The ID of the chosen session, "" for all or without ``scopes``, and a model's name."""

    def __init__(
        self, scopes: Sequence[tuple[AnswerScope, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__("Transcribe", "Stop transcribing", parent)
        self.scope = ScopeChoice("Which answers", scopes) if scopes else None
        self.models: Picker[str] = Picker("Speech model")
        self.go.setAccessibleName("Transcribe again with this model")
        self._lay_out(self.models, _MAX_PICKER_WIDTH, *([self.scope] if self.scope else []))
        if self.scope is not None:
            self.scope.description_changed.connect(self.models.setAccessibleDescription)
        self.go.clicked.connect(lambda _checked: self._ask())

    def offer(self, models: Sequence[SpeechModel], session: str = "") -> None:
        """Offer ``models``, smallest first, the largest chosen; do nothing during a run.

        ``session`` is the ID of the session that can be chosen alone, "" for none.
        """
        if self._running:
            return
        if not models:
            self.show_result(_NONE)
            return
        self.models.offer(
            [(model.name, model_display_name(model.name)) for model in models], models[-1].name
        )
        self._choose(_QUESTION, self.models)
        if self.scope is not None:
            self.scope.show_for(session)

    def show_progress(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` takes are done."""
        counts = f" · {done + 1} of {total}" if total > 1 else "…"
        self._run(f"Transcribing{counts}", done, total)

    def show_result(self, sentence: str) -> None:
        """Show the result; hide if it is empty."""
        if sentence:
            self._tell(sentence, "Close")
        else:
            self._running = False
            self._close()

    def _ask(self) -> None:
        model = self.models.value
        if model is None or self._running:
            return
        alone = self.scope is not None and self.scope.value is AnswerScope.SESSION
        self.requested.emit(self.scope.session if self.scope is not None and alone else "", model)
