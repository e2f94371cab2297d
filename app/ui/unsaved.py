"""What becomes of a question that is not saved where another one is wanted."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.ui.widgets.editor.question_editor import QuestionEditor


class Unsaved(QObject):
    """Asks in the editor, and does what was wanted once that is answered. GUI thread only."""

    asked = Signal()
    """The question that is written on stays until the person says what to do."""
    dropped = Signal()
    """What is written is not wanted any more."""

    def __init__(self, editor: QuestionEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._then: Callable[[], object] | None = None
        """What the person wanted when something was not saved."""
        editor.leaving.save_asked.connect(self._save)
        editor.leaving.drop_asked.connect(self._drop)
        editor.leaving.stay_asked.connect(self._stay)

    def leave(self, then: Callable[[], object]) -> None:
        """Do something that shows another question, once what is written is saved or dropped."""
        if not self._editor.dirty:
            then()
            return
        self._then = then
        self.asked.emit()
        self._editor.ask_to_leave()

    def saved(self) -> None:
        """Go on with what the person wanted."""
        then, self._then = self._then, None
        if then is not None:
            self.leave(then)

    def forget(self) -> None:
        """Go on with nothing: it could not be saved."""
        self._then = None

    def _save(self) -> None:
        if not self._editor.ask_save():
            self.forget()

    def _drop(self) -> None:
        then, self._then = self._then, None
        self.dropped.emit()
        if then is not None:
            then()

    def _stay(self) -> None:
        self.forget()
        self._editor.form.take_keyboard()
