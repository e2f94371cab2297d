"""The panel for transcribing answers again: with which model, progress, and result."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.shared.model_names import model_display_name
from mock_interviewer.app.ui.shared.scope_choice import AnswerScope, ScopeChoice
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.task_panel import TaskPanel
from mock_interviewer.audio.recognition.models.catalog import SpeechModel

_MOST_PICKER = 300
_QUESTION = "Write it down again with which model? The old transcript is kept."
_NONE = (
    "No speech model on this computer can write this down. The page of speech models, in the "
    "Settings, says why."
)


class RetranscriptionPanel(TaskPanel):
    """With ``scopes`` (values and labels) it also asks of what."""

    asked = Signal(str, str)
    """The id of the chosen session, "" for all or where nothing was to choose; a model's name."""

    def __init__(
        self, scopes: Sequence[tuple[AnswerScope, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__("Transcribe", "Stop writing it down", parent)
        self.scope = ScopeChoice("Which answers", scopes) if scopes else None
        self.models: Picker[str] = Picker("Speech model")
        self.go.setAccessibleName("Transcribe again with this model")
        self._lay_out(self.models, _MOST_PICKER, *([self.scope] if self.scope else []))
        if self.scope is not None:
            self.scope.told.connect(self.models.setAccessibleDescription)
        self.go.clicked.connect(lambda _checked: self._ask())

    def choose(self, models: Sequence[SpeechModel], session: str = "") -> None:
        """Offer ``models``, smallest first, the largest chosen; nothing happens during a run.

        ``session`` is the id of the one that can be chosen alone, "" for none.
        """
        if self._running:
            return
        if not models:
            self.say(_NONE)
            return
        self.models.offer(
            [(model.name, model_display_name(model.name)) for model in models], models[-1].name
        )
        self._choose(_QUESTION, self.models)
        if self.scope is not None:
            self.scope.ask(session)

    def show_progress(self, done: int, total: int) -> None:
        """Say that a run is under way, ``done`` of ``total`` behind it."""
        counts = f" · {done + 1} of {total}" if total > 1 else "…"
        self._run(f"Writing it down{counts}", done, total)

    def say(self, sentence: str) -> None:
        """Say what became of it; hide where there is nothing to say."""
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
        self.asked.emit(self.scope.session if self.scope is not None and alone else "", model)
