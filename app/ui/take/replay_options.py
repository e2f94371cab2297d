"""How a take is replayed: its speed, a looped passage, and skipped silences."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.ui.shared.replay import Replay
from mock_interviewer.app.ui.shared.waveform_parts import LoopPassage
from mock_interviewer.audio.playback.adjustable_sound import PlaybackOptions, TimeRange
from mock_interviewer.audio.recognition.transcript import Transcript


def find_silences(
    transcript: Transcript | None, delivery: Delivery | None
) -> tuple[TimeRange, ...]:
    """Return the silences of a take in seconds, in order.

    Between the words they are the pauses that feedback tells; where it tells none, the gaps between
    words and fillers. What is before the first and after the last word is silence too.
    """
    if transcript is None:
        return ()
    words = [(word.start, word.end) for word in transcript.words]
    heard = sorted([*words, *((filler.start, filler.end) for filler in transcript.fillers or ())])
    if not heard:
        return ()
    gaps = list(_gaps(heard, transcript.duration))
    if delivery is None or delivery.pauses is None:
        return tuple(gaps)
    first, last = heard[0][0], max(end for _start, end in heard)
    pauses = [(pause.start, pause.end) for pause in delivery.pauses.moments]
    around = [gap for gap in gaps if gap[1] <= first or gap[0] >= last]
    return tuple(sorted([*around, *pauses]))


def _gaps(heard: Iterable[TimeRange], duration: float) -> Iterable[TimeRange]:
    at = 0.0
    for start, end in heard:
        if start > at:
            yield at, start
        at = max(at, end)
    if duration > at:
        yield at, duration


REPLAY_SPEEDS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)


_SHORTEST: Final = 0.3
"""Seconds of a passage that can be told from the ones beside it."""


_LONG: Final = 0.6
"""Seconds from which on a silence is jumped over."""


_KEPT: Final = 0.15
"""Seconds of a silence that stay at each end of it, so that no word is cut."""


class ReplayOptions(QObject):
    """Tells ``replay`` how to be heard. Speed and silences stay from take to take. GUI thread."""

    changed = Signal()

    def __init__(self, replay: Replay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._replay = replay
        self.speed = 1.0
        """Seconds of the recording heard in a second."""
        self.passage = LoopPassage()
        """What is set off, to be heard over and over."""
        self.skips = False
        """Whether silences are jumped over, where any are known."""
        self._silences: tuple[TimeRange, ...] = ()

    @property
    def silences(self) -> tuple[TimeRange, ...]:
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
        self.set_speed(
            REPLAY_SPEEDS[min(REPLAY_SPEEDS.index(self.speed) + 1, len(REPLAY_SPEEDS) - 1)]
        )

    @Slot()
    def slower(self) -> None:
        """Take the next lower speed."""
        self.set_speed(REPLAY_SPEEDS[max(REPLAY_SPEEDS.index(self.speed) - 1, 0)])

    @Slot(bool)
    def skip_silences(self, skips: bool) -> None:
        """Jump over silences, or hear them."""
        self.skips = skips
        self._tell()

    def know_silences(self, silences: Iterable[TimeRange]) -> None:
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
        self._set(LoopPassage(at, end, on=end is not None))

    @Slot()
    def mark_end(self) -> None:
        """Let the passage end where the player is; it begins with the recording if nowhere else."""
        at, start = self._replay.position, self.passage.start or 0.0
        if at - start >= _SHORTEST:
            self._set(LoopPassage(start, at, on=True))

    @Slot(float, float)
    def set_passage(self, start: float, end: float) -> None:
        """Hear a passage over and over; one that is too short to be meant changes nothing."""
        wanted = LoopPassage(start, end, on=True)
        self._set(wanted if end - start >= _SHORTEST else self.passage)

    @Slot()
    def toggle_loop(self) -> None:
        """Hear the passage over and over, or go on after it; one without an end ends with all."""
        start, end = self.passage.start, self.passage.end or self._replay.duration
        if start is not None and end - start >= _SHORTEST:
            self._set(LoopPassage(start, end, on=not self.passage.on))

    def clear_passage(self) -> bool:
        """Set nothing off any more; return whether anything was."""
        had = self.passage != LoopPassage()
        self._set(LoopPassage())
        return had

    def _set(self, passage: LoopPassage) -> None:
        self.passage = passage
        self._tell()
        if (loop := _loop(passage)) and not loop[0] <= self._replay.position < loop[1]:
            self._replay.seek(loop[0])

    def _tell(self) -> None:
        left_out = self._silences if self.skips else ()
        self._replay.hear(PlaybackOptions(self.speed, _loop(self.passage), left_out))
        self.changed.emit()


def _loop(passage: LoopPassage) -> TimeRange | None:
    if not passage.on or passage.start is None or passage.end is None:
        return None
    return passage.start, passage.end
