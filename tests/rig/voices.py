"""A voice for tests of what uses one; test_voices.py holds it to the contract."""

import threading
from collections.abc import Callable

from rig.sounds import tone

from mock_interviewer.audio.types import Sound
from mock_interviewer.audio.voices.protocol import Cancelled, VoiceInfo
from mock_interviewer.audio.voices.sayable import nothing_said, sayable


class ToneVoice:
    """Says any text as 40 ms of tone; ``before`` may hold it up or raise."""

    info = VoiceInfo("tone", "Tone", "system", "en")

    def __init__(self, before: Callable[[str, threading.Event], None] | None = None) -> None:
        self.texts: list[str] = []
        self.rates: list[int] = []
        self.closed = False
        self._before = before

    def synthesise(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        self.texts.append(text)
        self.rates.append(rate)
        if self._before is not None:
            self._before(text, cancel or threading.Event())
        if cancel is not None and cancel.is_set():
            raise Cancelled
        return tone(0.04) if sayable(text) else nothing_said()

    def close(self) -> None:
        self.closed = True
