"""Reading a text aloud sentence by sentence, so that it starts at once."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.text.sentences import sentences
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.audio.voices.speaker import (
    Speaker,
    UtteranceEvent,
    UtteranceFailed,
    UtteranceFinished,
    UtteranceStopped,
)

_NO_VOICE = "The voice isn't ready yet. Try again in a moment."


class ReadAloud(QObject):
    """One text at a time. GUI thread only."""

    over = Signal()
    """The text was read to its end, or another sound replaced it."""
    failed = Signal(str)
    """Why the text is not read, as a sentence; ``over`` follows."""

    def __init__(self, speaker: Callable[[], Speaker | None], gui: GuiThread) -> None:
        super().__init__()
        self._get_speaker = speaker
        self._gui = gui
        self._speaker: Speaker | None = None
        self._left: list[str] = []
        self._turn = 0

    @Slot(str)
    def read(self, text: str) -> None:
        """Read ``text`` instead of what is being read."""
        self._turn += 1
        self._speaker = self._get_speaker()
        if self._speaker is None:
            self.failed.emit(_NO_VOICE)
            self.over.emit()
            return
        self._left = [sentence.text for sentence in sentences(text)]
        self._read_next()

    @Slot()
    def stop(self) -> None:
        """Stop reading."""
        self._turn += 1
        self._left = []
        if self._speaker is not None:
            self._speaker.stop()
            self._speaker = None

    def _read_next(self) -> None:
        # A speaker that has been replaced is being closed, and says nothing more.
        if not self._left or self._speaker is None or self._speaker is not self._get_speaker():
            self._end()
            return
        sentence = self._left.pop(0)
        turn = self._turn
        self._speaker.say(
            sentence, lambda event: self._gui.post(partial(self._on_event, turn, event))
        )
        if self._left:
            self._speaker.prepare(self._left[0])

    def _on_event(self, turn: int, event: UtteranceEvent) -> None:
        if turn != self._turn:
            return
        match event:
            case UtteranceFinished():
                self._read_next()
            case UtteranceStopped():
                self._end()
            case UtteranceFailed(error):
                self.failed.emit(str(error))
                self._end()

    def _end(self) -> None:
        self._turn += 1
        self._left = []
        self._speaker = None
        self.over.emit()
