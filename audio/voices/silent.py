"""The last resort where nothing can speak: the time that the words would take."""

import threading
from typing import Final

import numpy as np

from mock_interviewer.audio.types import Sound
from mock_interviewer.audio.voices.protocol import Cancelled, VoiceInfo
from mock_interviewer.audio.voices.sayable import nothing_said, sayable

SILENT: Final = VoiceInfo("silent", "No voice (text only)", "silent", "")

_RATE: Final = 8_000


class SilentVoice:
    """Says nothing for as long as the text would take, so that it can be read; a Voice."""

    info = SILENT

    def synthesise(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        """Return silence as long as ``text`` at ``rate`` words a minute."""
        if cancel is not None and cancel.is_set():
            raise Cancelled
        words = len(sayable(text).split())
        if not words:
            return nothing_said()
        return Sound(np.zeros(round(words / rate * 60 * _RATE), dtype=np.float32), _RATE)

    def close(self) -> None:
        """Do nothing: there is nothing to end."""
