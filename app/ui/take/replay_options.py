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

    Between words, they are the pauses that the delivery reports or, if it reports none, the gaps
    between words and fillers. The time before the first and after the last word is silence too.
    """
    if transcript is None:
        return ()
    words = [(word.start, word.end) for word in transcript.words]
    spoken = sorted([*words, *((filler.start, filler.end) for filler in transcript.fillers or ())])
    if not spoken:
        return ()
    gaps = list(_gaps(spoken, transcript.duration))
    if delivery is None or delivery.pauses is None:
        return tuple(gaps)
    first, last = spoken[0][0], max(end for _start, end in spoken)
    pauses = [(pause.start, pause.end) for pause in delivery.pauses.moments]
    around = [gap for gap in gaps if gap[1] <= first or gap[0] >= last]
    return tuple(sorted([*around, *pauses]))


def _gaps(spoken: Iterable[TimeRange], duration: float) -> Iterable[TimeRange]:
    at = 0.0
    for start, end in spoken:
        if start > at:
            yield at, start
        at = max(at, end)
    if duration > at:
        yield at, duration


REPLAY_SPEEDS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)


_SHORTEST: Final = 0.3
"""The shortest passage that can be looped, in seconds."""


_LONG: Final = 0.6
"""Silences longer than this many seconds are skipped."""


_KEPT: Final = 0.15
"""Seconds kept at each end of a skipped silence, so that no word is cut off."""


class ReplayOptions(QObject):
    """How ``replay`` plays. Speed and skipped silences stay from take to take. GUI thread only."""

    changed = Signal()

    def __init__(self, replay: Replay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._replay = replay
        self.speed = 1.0
        """Seconds of the recording played in one second."""
        self.passage = LoopPassage()
        """The passage to loop."""
        self.skips_silences = False
        """Whether to skip silences, if any are known."""
        self._silences: tuple[TimeRange, ...] = ()

    @property
    def silences(self) -> tuple[TimeRange, ...]:
        """The parts to skip if silences are skipped, in seconds."""
        return self._silences

    @property
    def skipping(self) -> bool:
        """Whether anything is skipped."""
        return self.skips_silences and bool(self._silences)

    @Slot(float)
    def set_speed(self, speed: float) -> None:
        """Play at ``speed``, one of REPLAY_SPEEDS."""
        self.speed = speed
        self._apply()

    @Slot()
    def faster(self) -> None:
        """Switch to the next higher speed."""
        self.set_speed(
            REPLAY_SPEEDS[min(REPLAY_SPEEDS.index(self.speed) + 1, len(REPLAY_SPEEDS) - 1)]
        )

    @Slot()
    def slower(self) -> None:
        """Switch to the next lower speed."""
        self.set_speed(REPLAY_SPEEDS[max(REPLAY_SPEEDS.index(self.speed) - 1, 0)])

    @Slot(bool)
    def skip_silences(self, skips: bool) -> None:
        """Skip silences, or play them."""
        self.skips_silences = skips
        self._apply()

    def set_silences(self, silences: Iterable[TimeRange]) -> None:
        """Set the silences of the take, in seconds; short ones are still played."""
        self._silences = tuple(
            (start + _KEPT, end - _KEPT) for start, end in silences if end - start > _LONG
        )
        self._apply()

    @Slot()
    def mark_start(self) -> None:
        """Start the passage at the position of the player."""
        at, end = self._replay.position, self.passage.end
        if end is not None and end - at < _SHORTEST:
            end = None
        self._set(LoopPassage(at, end, on=end is not None))

    @Slot()
    def mark_end(self) -> None:
        """End the passage at the position of the player; without a start it starts at 0."""
        at, start = self._replay.position, self.passage.start or 0.0
        if at - start >= _SHORTEST:
            self._set(LoopPassage(start, at, on=True))

    @Slot(float, float)
    def set_passage(self, start: float, end: float) -> None:
        """Loop a passage; one that is too short to be intended is ignored."""
        passage = LoopPassage(start, end, on=True)
        self._set(passage if end - start >= _SHORTEST else self.passage)

    @Slot()
    def toggle_loop(self) -> None:
        """Loop the passage or stop looping it; without an end it ends with the recording."""
        start, end = self.passage.start, self.passage.end or self._replay.duration
        if start is not None and end - start >= _SHORTEST:
            self._set(LoopPassage(start, end, on=not self.passage.on))

    def clear_passage(self) -> bool:
        """Remove the passage; return whether there was one."""
        had = self.passage != LoopPassage()
        self._set(LoopPassage())
        return had

    def _set(self, passage: LoopPassage) -> None:
        self.passage = passage
        self._apply()
        if (loop := _loop(passage)) and not loop[0] <= self._replay.position < loop[1]:
            self._replay.seek(loop[0])

    def _apply(self) -> None:
        skipped = self._silences if self.skips_silences else ()
        self._replay.set_playback(PlaybackOptions(self.speed, _loop(self.passage), skipped))
        self.changed.emit()


def _loop(passage: LoopPassage) -> TimeRange | None:
    if not passage.on or passage.start is None or passage.end is None:
        return None
    return passage.start, passage.end
