"""The moment of a take at which it says what was searched for."""

from PySide6.QtCore import QObject

from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.store.searching import moment, moments
from mock_interviewer.app.ui.replay import Replay
from mock_interviewer.app.ui.widgets.transcript_view import TranscriptView


class TakeSought(QObject):
    """Marks the words in the transcript, and goes to them once. GUI thread only."""

    def __init__(self, view: TranscriptView, replay: Replay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._replay = replay
        self._take = self._text = ""
        self._at: float | None = None

    def want(self, take: str, text: str) -> None:
        """Look in a take, by its id, for what was typed; "" for nothing."""
        self._take, self._text, self._at = take, text, None

    def show(self, take: TakeRecord) -> None:
        """Mark the words in the transcript of a take, which is shown now."""
        self._at = None
        if take.id != self._take or not self._text or take.transcript is None:
            self._view.show_found(())
            return
        self._view.show_found(moments(take.transcript, self._text))
        self._at = moment(take.transcript, self._text)
        if self._at is not None:
            self._view.show_position(self._at)

    def go(self) -> None:
        """Go there with the recording, which was read now."""
        if self._at is not None:
            self._replay.seek(self._at)
