"""The transcript of the take in view, corrected by its person."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.store.edited import text_to_edit
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.library_source import TakeData
from mock_interviewer.app.ui.widgets.transcript_panel import TranscriptPanel
from mock_interviewer.audio.errors import MachineError


class TranscriptEditing(QObject):
    """Lets a panel's words be edited. What was not saved waits for its take. GUI thread only."""

    written = Signal(str, object)
    """A take's id, and the Transcript of it that counts now."""
    refused = Signal(str)
    """Why it could not be saved, as a sentence."""

    def __init__(
        self, panel: TranscriptPanel, data: TakeData, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._editor = panel.editor
        self._data = data
        self._take: TakeRecord | None = None
        self._edited: str | None = None
        """The id of the take that is being edited."""
        self._drafts: dict[str, str] = {}
        self._arrivals = Arrivals(self)
        panel.edit_pressed.connect(self.begin)
        self._editor.saved.connect(self._save)
        self._editor.closed.connect(self._give_up)

    def show(self, take: TakeRecord) -> None:
        """Have a take in view whose words the panel shows; go on with what was not saved of it."""
        if self._edited != take.id:
            self.forget()
        self._take = take
        if self._edited == take.id:
            self._panel.show_editor()
        elif take.id in self._drafts:
            self.begin()

    def forget(self) -> None:
        """Have no take in view; what was not saved is kept for when it is again."""
        if self._edited is not None and self._editor.changed:
            self._drafts[self._edited] = self._editor.text
        self._take = self._edited = None

    @Slot()
    def begin(self) -> None:
        """Let the words of the take in view be edited, where there are any."""
        take = self._take
        if take is None or take.transcript is None or self._panel.sentence or self._edited:
            return
        self._edited = take.id
        self._panel.show_editor()
        self._editor.edit(text_to_edit(take.transcript), self._drafts.pop(take.id, None))

    @Slot(str)
    def _save(self, text: str) -> None:
        take = self._take
        if take is None or take.transcript is None:
            return
        self._editor.show_saving(saving=True)
        saving = self._data.edit(take.id, take.transcript, text)
        # One who leaves meanwhile has it kept all the same, unless it is refused.
        self._arrivals.wait(saving, self._saved, partial(self._refuse, take.id, text))

    def _saved(self, take: TakeRecord) -> None:
        self._drafts.pop(take.id, None)
        self._close(take.id)
        self.written.emit(take.id, take.transcript)

    def _refuse(self, take: str, text: str, error: MachineError) -> None:
        if take == self._edited:
            self._editor.show_saving(saving=False)
        else:
            self._drafts[take] = text
        self.refused.emit(str(error))

    @Slot()
    def _give_up(self) -> None:
        if self._take is not None:
            self._close(self._take.id)

    def _close(self, take: str) -> None:
        if self._edited == take:
            self._edited = None
            self._panel.hide_editor()
