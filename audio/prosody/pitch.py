"""The fundamental frequency of a voice, tracked by Praat.

Praat finds the period at which a sound is most similar to itself (Boersma 1993, "Accurate
short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled
sound", Proc. Institute of Phonetic Sciences Amsterdam 17, 97-110). It runs twice: the first pass,
between LOWEST and HIGHEST, determines the range of this voice, in which the second pass searches
(De Looze and Hirst 2008, "Detecting changes in key and range for the automatic modelling and coding
of intonation", Proc. Speech Prosody 2008, 135-138). This leaves hardly any octave errors.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.samples import SPEECH_RATE, Samples, resample

LOWEST: Final = 60.0
"""Hertz; no speaking voice is lower, apart from creaks."""
HIGHEST: Final = 500.0
STEP: Final = 0.01
"""Seconds between readings."""

_RATE: Final = SPEECH_RATE // 2
"""Enough for the pitch of a voice, at half the cost."""
_SHORTEST: Final = 0.1
"""Seconds; Praat needs some periods of the lowest voice."""
_FIRST_STEP: Final = 0.03
_LEAST_FOUND: Final = 20
"""Readings of the first pass that are enough to determine the range of a voice."""
_BELOW: Final = 0.75
"""The floor of the second pass, as a factor of the first quartile of the first pass."""
_ABOVE: Final = 2.0
"""Its ceiling, as a factor of the third quartile: 1.5 suits even voices, 2.5 expressive ones."""
_JUMP: Final = 0.5
"""Octaves; no voice changes this much from one reading to the next."""
_BRIEFEST: Final = 4
"""Readings; a shorter run is noise that happens to be periodic."""
_OCTAVE: Final = 0.25
"""Octaves; a jump of one octave, give or take this much, is a tracking error."""


@dataclass(frozen=True)
class PitchTrack:
    """The readings of voiced sound: ``times`` in seconds, in order, and ``hertz``, both (n,)."""

    times: NDArray[np.float64]
    hertz: NDArray[np.float64]

    def within(self, start: float, end: float) -> "PitchTrack":
        """Return the part from ``start`` up to ``end``."""
        first, last = np.searchsorted(self.times, (start, end))
        return PitchTrack(self.times[first:last], self.hertz[first:last])

    def later(self, seconds: float) -> "PitchTrack":
        """Return the track shifted by ``seconds``."""
        return PitchTrack(self.times + seconds, self.hertz)


Octaves: TypeAlias = NDArray[np.float64]

NO_PITCH: Final = PitchTrack(np.zeros(0), np.zeros(0))


class PitchTracker:
    """Tracks one voice, piece by piece; for one thread.

    For a piece with too little speech to determine the range of the voice, the range of the pieces
    before it is used.
    """

    def __init__(self) -> None:
        self._range = (LOWEST, HIGHEST)

    def track(self, samples: Samples) -> PitchTrack:
        """Return the pitch of finite 16 kHz samples, some seconds to a minute at a time."""
        if len(samples) < _SHORTEST * SPEECH_RATE or not np.any(samples):
            return NO_PITCH
        halved = resample(samples, SPEECH_RATE, _RATE).astype(np.float64)
        found = _tracked(halved, _FIRST_STEP, LOWEST, HIGHEST).hertz
        if len(found) >= _LEAST_FOUND:
            low, high = np.percentile(found, (25, 75))
            self._range = max(LOWEST, _BELOW * low), min(HIGHEST, _ABOVE * high)
        return _without_errors(_tracked(halved, STEP, *self._range))


def join_tracks(tracks: list[PitchTrack]) -> PitchTrack:
    """Join consecutive tracks."""
    if not tracks:
        return NO_PITCH
    return PitchTrack(
        np.concatenate([track.times for track in tracks]),
        np.concatenate([track.hertz for track in tracks]),
    )


def _tracked(samples: NDArray[np.float64], step: float, floor: float, ceiling: float) -> PitchTrack:
    import parselmouth

    try:
        found = parselmouth.Sound(samples, _RATE).to_pitch_ac(
            time_step=step, pitch_floor=floor, pitch_ceiling=ceiling
        )
    except parselmouth.PraatError:
        # The sound is too short for three periods of the floor.
        return NO_PITCH
    hertz = np.asarray(found.selected_array["frequency"], dtype=np.float64)
    voiced = hertz > 0.0
    return PitchTrack(np.asarray(found.xs(), dtype=np.float64)[voiced], hertz[voiced])


def _without_errors(track: PitchTrack) -> PitchTrack:
    """Drop isolated readings, and runs an octave off those that they touch."""
    octaves = np.log2(track.hertz)
    apart = np.diff(track.times) > 1.5 * STEP
    breaks = np.flatnonzero(apart | (np.abs(np.diff(octaves)) > _JUMP)) + 1
    runs = np.split(octaves, breaks)
    touching = ~apart[breaks - 1]
    kept = [
        len(run) >= _BRIEFEST
        and not (place > 0 and touching[place - 1] and _is_off(run, runs[place - 1], 0, -1))
        and not (place + 1 < len(runs) and touching[place] and _is_off(run, runs[place + 1], -1, 0))
        for place, run in enumerate(runs)
    ]
    good = np.repeat(kept, [len(run) for run in runs])
    return PitchTrack(track.times[good], track.hertz[good])


def _is_off(run: Octaves, neighbor: Octaves, mine: int, its: int) -> bool:
    """Return whether a run is shorter than its neighbor and an octave off where they touch."""
    jump = abs(float(run[mine] - neighbor[its]))
    return len(run) < len(neighbor) and abs(jump - 1.0) <= _OCTAVE
