"""The transcripts of the take in view: choosing, making another, and editing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.store.database.records import TakeRecord, TranscriptRecord
from mock_interviewer.app.store.takes.edited_transcript import text_to_edit
from mock_interviewer.app.ui.shared.library_source import TakeSource
from mock_interviewer.app.ui.take.transcript_panel import TranscriptPanel
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError


class PendingTranscriptions:
    """Takes by their ids."""

    def __init__(self) -> None:
        self._writing: set[str] = set()
        self._failures: dict[str, str] = {}

    def begin(self, take: str) -> None:
        """Take note that one is being transcribed."""
        self._writing.add(take)
        self._failures.pop(take, None)

    def end(self, take: str, failure: str = "") -> None:
        """Take note that it was, or in a sentence why not."""
        self._writing.discard(take)
        self._failures.pop(take, None)
        if failure:
            self._failures[take] = failure

    def under_way(self, take: str) -> bool:
        """Return whether a take is being transcribed."""
        return take in self._writing

    def failure(self, take: str) -> str:
        """Return why a take could not be transcribed; "" where it could, or nobody tried."""
        return self._failures.get(take, "")


class TranscriptVersionsController(QObject):
    """Does what a panel's choices ask for, with the take that it was told of last. GUI thread."""

    chosen = Signal(str, object)
    """A take's id, and the Transcript of it that counts now."""
    again_requested = Signal(str, str)
    """A take's id, and the name of the model that is to hear it again."""
    refused = Signal(str)
    """Why something cannot be done, as a sentence."""

    def __init__(
        self,
        panel: TranscriptPanel,
        data: TakeSource,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._data = data
        self._now = now
        self._take: str | None = None
        self._tasks = BackgroundTasks(GuiThread(self))
        panel.again_pressed.connect(self._look_for_models)
        panel.again.asked.connect(self._ask_again)
        panel.version_chosen.connect(self._choose)

    def show(self, take: str) -> None:
        """Offer the transcripts of a take, where its words are shown."""
        self._take = take
        if not self._panel.sentence:
            kept = self._data.transcripts(take)
            self._tasks.deliver(kept, partial(self._offer, take), self._refuse)

    def forget(self) -> None:
        """Have no take in view, and want nothing that is on its way."""
        self._take = None
        self._tasks.forget()

    def _offer(self, take: str, kept: Sequence[TranscriptRecord]) -> None:
        if take == self._take and not self._panel.sentence:
            self._panel.show_versions(kept, self._now())

    @Slot()
    def _look_for_models(self) -> None:
        self._tasks.deliver(self._data.models(), self._panel.again.choose, self._refuse)

    @Slot(str, str)
    def _ask_again(self, _session: str, model: str) -> None:
        if self._take is not None:
            self.again_requested.emit(self._take, model)

    @Slot(int)
    def _choose(self, number: int) -> None:
        def done(take: TakeRecord) -> None:
            if take.transcript is not None:
                self.chosen.emit(take.id, take.transcript)

        if self._take is not None:
            wanted = self._data.choose_transcript(self._take, number)
            self._tasks.deliver(wanted, done, self._refuse)

    def _refuse(self, error: MachineError) -> None:
        self.refused.emit(str(error))


class TranscriptEditingController(QObject):
    """Lets a panel's words be edited. What was not saved waits for its take. GUI thread only."""

    written = Signal(str, object)
    """A take's id, and the Transcript of it that counts now."""
    refused = Signal(str)
    """Why it could not be saved, as a sentence."""

    def __init__(
        self, panel: TranscriptPanel, data: TakeSource, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._editor = panel.editor
        self._data = data
        self._take: TakeRecord | None = None
        self._edited: str | None = None
        """The id of the take that is being edited."""
        self._drafts: dict[str, str] = {}
        self._tasks = BackgroundTasks(GuiThread(self))
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
        self._tasks.deliver(saving, self._saved, partial(self._refuse, take.id, text))

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
