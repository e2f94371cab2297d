"""A text read aloud by the voice, sentence by sentence, so that it begins at once."""

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

_NO_VOICE = "There is no voice yet. Try again in a moment."


class ReadAloud(QObject):
    """One text at a time. GUI thread only."""

    over = Signal()
    """It was read to its end, or something else is being said or heard."""
    failed = Signal(str)
    """A sentence: why it is not read; ``over`` comes too."""

    def __init__(self, speaker: Callable[[], Speaker | None], gui: GuiThread) -> None:
        super().__init__()
        self._get_speaker = speaker
        self._gui = gui
        self._speaker: Speaker | None = None
        self._left: list[str] = []
        self._turn = 0

    @Slot(str)
    def read(self, text: str) -> None:
        """Read ``text`` in place of whatever is being said."""
        self._turn += 1
        self._speaker = self._get_speaker()
        if self._speaker is None:
            self.failed.emit(_NO_VOICE)
            self.over.emit()
            return
        self._left = [sentence.text for sentence in sentences(text)]
        self._go_on()

    @Slot()
    def hush(self) -> None:
        """Be silent, if this is what is heard."""
        self._turn += 1
        self._left = []
        if self._speaker is not None:
            self._speaker.stop()
            self._speaker = None

    def _go_on(self) -> None:
        # One that was exchanged meanwhile is being closed, and says nothing any more.
        if not self._left or self._speaker is None or self._speaker is not self._get_speaker():
            self._end()
            return
        sentence = self._left.pop(0)
        turn = self._turn
        self._speaker.say(sentence, lambda event: self._gui.post(partial(self._heard, turn, event)))
        if self._left:
            self._speaker.prepare(self._left[0])

    def _heard(self, turn: int, event: UtteranceEvent) -> None:
        if turn != self._turn:
            return
        match event:
            case UtteranceFinished():
                self._go_on()
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
