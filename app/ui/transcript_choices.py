"""The transcripts of the take in view: which one counts, and with which model another is made."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.store.records import TakeRecord, TranscriptRecord
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.library_source import TakeData
from mock_interviewer.app.ui.widgets.transcript_panel import TranscriptPanel
from mock_interviewer.audio.errors import MachineError


class TranscriptChoices(QObject):
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
        data: TakeData,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._data = data
        self._now = now
        self._take: str | None = None
        self._arrivals = Arrivals(self)
        panel.again_pressed.connect(self._look_for_models)
        panel.again.asked.connect(self._ask_again)
        panel.version_chosen.connect(self._choose)

    def show(self, take: str) -> None:
        """Offer the transcripts of a take, where its words are shown."""
        self._take = take
        if not self._panel.sentence:
            kept = self._data.transcripts(take)
            self._arrivals.wait(kept, partial(self._offer, take), self._refuse)

    def forget(self) -> None:
        """Have no take in view, and want nothing that is on its way."""
        self._take = None
        self._arrivals.forget()

    def _offer(self, take: str, kept: Sequence[TranscriptRecord]) -> None:
        if take == self._take and not self._panel.sentence:
            self._panel.show_versions(kept, self._now())

    @Slot()
    def _look_for_models(self) -> None:
        self._arrivals.wait(self._data.models(), self._panel.again.choose, self._refuse)

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
            self._arrivals.wait(wanted, done, self._refuse)

    def _refuse(self, error: MachineError) -> None:
        self.refused.emit(str(error))
