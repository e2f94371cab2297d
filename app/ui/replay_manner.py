"""How a take is heard: how fast, which passage of it over and over, with its silences or not."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.ui.replay import Replay
from mock_interviewer.app.ui.widgets.waveform_marks import Passage
from mock_interviewer.audio.rendition.course import Manner, Stretch

SPEEDS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
_SHORTEST: Final = 0.3
"""Seconds of a passage that can be told from the ones beside it."""
_LONG: Final = 0.6
"""Seconds from which on a silence is jumped over."""
_KEPT: Final = 0.15
"""Seconds of a silence that stay at each end of it, so that no word is cut."""


class ReplayManner(QObject):
    """Tells ``replay`` how to be heard. Speed and silences stay from take to take. GUI thread."""

    changed = Signal()

    def __init__(self, replay: Replay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._replay = replay
        self.speed = 1.0
        """Seconds of the recording heard in a second."""
        self.passage = Passage()
        """What is set off, to be heard over and over."""
        self.skips = False
        """Whether silences are jumped over, where any are known."""
        self._silences: tuple[Stretch, ...] = ()

    @property
    def silences(self) -> tuple[Stretch, ...]:
        """What is jumped over if that is wanted."""
        return self._silences

    @property
    def skipping(self) -> bool:
        """Whether there is anything that is jumped over."""
        return self.skips and bool(self._silences)

    @Slot(float)
    def set_speed(self, speed: float) -> None:
        """Be heard at a speed, one of SPEEDS."""
        self.speed = speed
        self._tell()

    @Slot()
    def faster(self) -> None:
        """Take the next higher speed."""
        self.set_speed(SPEEDS[min(SPEEDS.index(self.speed) + 1, len(SPEEDS) - 1)])

    @Slot()
    def slower(self) -> None:
        """Take the next lower speed."""
        self.set_speed(SPEEDS[max(SPEEDS.index(self.speed) - 1, 0)])

    @Slot(bool)
    def skip_silences(self, skips: bool) -> None:
        """Jump over silences, or hear them."""
        self.skips = skips
        self._tell()

    def know_silences(self, silences: Iterable[Stretch]) -> None:
        """Take over where the take is silent, in seconds; what is short is left to be heard."""
        self._silences = tuple(
            (start + _KEPT, end - _KEPT) for start, end in silences if end - start > _LONG
        )
        self._tell()

    @Slot()
    def mark_start(self) -> None:
        """Let the passage begin where the player is."""
        at, end = self._replay.position, self.passage.end
        if end is not None and end - at < _SHORTEST:
            end = None
        self._set(Passage(at, end, on=end is not None))

    @Slot()
    def mark_end(self) -> None:
        """Let the passage end where the player is; it begins with the recording if nowhere else."""
        at, start = self._replay.position, self.passage.start or 0.0
        if at - start >= _SHORTEST:
            self._set(Passage(start, at, on=True))

    @Slot(float, float)
    def set_passage(self, start: float, end: float) -> None:
        """Hear a passage over and over; one that is too short to be meant changes nothing."""
        wanted = Passage(start, end, on=True)
        self._set(wanted if end - start >= _SHORTEST else self.passage)

    @Slot()
    def toggle_loop(self) -> None:
        """Hear the passage over and over, or go on after it; one without an end ends with all."""
        start, end = self.passage.start, self.passage.end or self._replay.duration
        if start is not None and end - start >= _SHORTEST:
            self._set(Passage(start, end, on=not self.passage.on))

    def clear_passage(self) -> bool:
        """Set nothing off any more; return whether anything was."""
        had = self.passage != Passage()
        self._set(Passage())
        return had

    def _set(self, passage: Passage) -> None:
        self.passage = passage
        self._tell()
        if (loop := _loop(passage)) and not loop[0] <= self._replay.position < loop[1]:
            self._replay.seek(loop[0])

    def _tell(self) -> None:
        left_out = self._silences if self.skips else ()
        self._replay.hear(Manner(self.speed, _loop(self.passage), left_out))
        self.changed.emit()


def _loop(passage: Passage) -> Stretch | None:
    if not passage.on or passage.start is None or passage.end is None:
        return None
    return passage.start, passage.end
