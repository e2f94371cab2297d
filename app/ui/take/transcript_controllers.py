"""The transcripts of the take in view: choosing one, making another, and editing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.store.database.records import TakeRecord, TranscriptRecord
from mock_interviewer.app.store.takes.edited_transcript import text_to_edit
from mock_interviewer.app.text.taken_back import kept_text, without_phrases
from mock_interviewer.app.ui.shared.library_source import ListedTake, TakeSource
from mock_interviewer.app.ui.take.transcript_panel import TranscriptPanel
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError


class TranscriptVersionsController(QObject):
    """Shows the transcripts of the take in view in a panel, and requests others.

    Takes are identified by their IDs. GUI thread only.
    """

    chosen = Signal(str, object)
    """A take's ID and its current Transcript."""
    again_requested = Signal(str, str)
    """A take's ID and the name of the model to transcribe it again with."""
    failed = Signal(str)
    """A sentence: why something could not be done."""

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
        self._transcribing: set[str] = set()
        self._failures: dict[str, str] = {}
        """Why the last attempt to transcribe a take failed, as a sentence."""
        self._tasks = BackgroundTasks(GuiThread(self))
        panel.again_pressed.connect(self._offer_models)
        panel.again.requested.connect(self._request_again)
        panel.version_chosen.connect(self._choose)

    def show(self, listed: ListedTake) -> None:
        """Show the current transcript of a take, and offer its other transcripts."""
        self._take = take = listed.take.id
        failure = self._failures.get(take, "")
        self._panel.show_take(listed, transcribing=self.is_transcribing(take), failure=failure)
        if not self._panel.sentence:
            versions = self._data.transcripts(take)
            self._tasks.deliver(versions, partial(self._offer, take), self._fail)

    def forget(self) -> None:
        """Show no take, and drop what is on its way."""
        self._take = None
        self._tasks.forget()

    def transcription_started(self, take: str) -> None:
        """Remember that a take is being transcribed."""
        self._transcribing.add(take)
        self._failures.pop(take, None)

    def transcription_ended(self, take: str, failure: str = "") -> None:
        """Remember that transcribing a take ended, and the sentence that says why it failed."""
        self._transcribing.discard(take)
        self._failures.pop(take, None)
        if failure:
            self._failures[take] = failure

    def is_transcribing(self, take: str) -> bool:
        """Return whether a take is being transcribed."""
        return take in self._transcribing

    def _offer(self, take: str, versions: Sequence[TranscriptRecord]) -> None:
        if take == self._take and not self._panel.sentence:
            self._panel.show_versions(versions, self._now())

    @Slot()
    def _offer_models(self) -> None:
        self._tasks.deliver(self._data.models(), self._panel.again.offer, self._fail)

    @Slot(str, str)
    def _request_again(self, _session: str, model: str) -> None:
        if self._take is not None:
            self.again_requested.emit(self._take, model)

    @Slot(int)
    def _choose(self, number: int) -> None:
        def done(take: TakeRecord) -> None:
            if take.transcript is not None:
                self.chosen.emit(take.id, take.transcript)

        if self._take is not None:
            chosen = self._data.choose_transcript(self._take, number)
            self._tasks.deliver(chosen, done, self._fail)

    def _fail(self, error: MachineError) -> None:
        self.failed.emit(str(error))


class TranscriptEditingController(QObject):
    """Edits the words of a panel. Unsaved changes wait for their take. GUI thread only."""

    saved = Signal(str, object)
    """A take's ID and its current Transcript."""
    failed = Signal(str)
    """A sentence: why it could not be saved."""

    def __init__(
        self, panel: TranscriptPanel, data: TakeSource, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._editor = panel.editor
        self._data = data
        self._take: TakeRecord | None = None
        self._edited: str | None = None
        """The ID of the take being edited."""
        self._drafts: dict[str, str] = {}
        self._tasks = BackgroundTasks(GuiThread(self))
        panel.edit_pressed.connect(self.begin)
        panel.keep_pressed.connect(self._keep)
        self._editor.saved.connect(self._save)
        self._editor.closed.connect(self._cancel)

    def show(self, take: TakeRecord) -> None:
        """Follow the take whose words the panel shows; continue with its unsaved changes."""
        if self._edited != take.id:
            self.forget()
        self._take = take
        if self._edited == take.id:
            self._panel.show_editor()
        elif take.id in self._drafts:
            self.begin()

    def forget(self) -> None:
        """Show no take; keep its unsaved changes until it is in view again."""
        if self._edited is not None and self._editor.changed:
            self._drafts[self._edited] = self._editor.text
        self._take = self._edited = None

    @Slot()
    def begin(self) -> None:
        """Open the editor if the take in view has words."""
        take = self._take
        if take is None or take.transcript is None or self._panel.sentence or self._edited:
            return
        self._edited = take.id
        self._panel.show_editor()
        self._editor.edit(text_to_edit(take.transcript), self._drafts.pop(take.id, None))

    @Slot()
    def _keep(self) -> None:
        """Save the words without "scratch that", so that nothing is taken back."""
        take = self._take
        if take is None or take.transcript is None or not kept_text(take.transcript.text).strip():
            return
        text = without_phrases(text_to_edit(take.transcript))
        saving = self._data.edit(take.id, take.transcript, text)
        self._tasks.deliver(saving, self._finish, lambda error: self.failed.emit(str(error)))

    @Slot(str)
    def _save(self, text: str) -> None:
        take = self._take
        if take is None or take.transcript is None:
            return
        self._editor.show_saving(saving=True)
        saving = self._data.edit(take.id, take.transcript, text)
        # Someone who leaves meanwhile still has it saved, unless saving fails.
        self._tasks.deliver(saving, self._finish, partial(self._fail, take.id, text))

    def _finish(self, take: TakeRecord) -> None:
        self._drafts.pop(take.id, None)
        self._close(take.id)
        self.saved.emit(take.id, take.transcript)

    def _fail(self, take: str, text: str, error: MachineError) -> None:
        if take == self._edited:
            self._editor.show_saving(saving=False)
        else:
            self._drafts[take] = text
        self.failed.emit(str(error))

    @Slot()
    def _cancel(self) -> None:
        if self._take is not None:
            self._close(self._take.id)

    def _close(self, take: str) -> None:
        if self._edited == take:
            self._edited = None
            self._panel.hide_editor()
