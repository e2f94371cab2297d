"""Speech segments of a sound, found from level and voicing alone.

The level of the voice determines what is loud enough to be speech; the level while nobody speaks
determines what is too soft. Both are tracked over time. Speech has loud frames of some length with
voicing in them; from there it extends over softer frames. So a click is too short, a breath is too
soft, and a consonant released after the end of a word still belongs to the word.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from mock_interviewer.audio.prosody.pitch import PitchTrack
from mock_interviewer.audio.prosody.prosody import FRAME_SECONDS, Levels, average_levels

CLEAR: Final = 20.0
"""Decibels by which a voice must be above other sound for its edges to be reliable."""

_SECOND: Final = round(1.0 / FRAME_SECONDS)
_VOICE_REACH: Final = 15
"""Seconds before and after a moment over which the level of the voice is measured."""
_NOISE_REACH: Final = 2
"""Seconds before and after a moment over which the level of the noise is measured."""
_STEADY: Final = 5
"""Frames over which the level of noise is averaged."""
_SOFTEST: Final = 5.0
"""Percentile of the levels that stands for the softest moments."""
_ABOVE_FLOOR: Final = 15.0
"""Decibels above the softest moments beyond which sound may be speech, before more is known."""
_LOUD: Final = 80.0
"""Percentile of such frames that stands for the level of the voice."""
_FADED: Final = 20.0
"""Decibels that a voice may drop below its overall level, as when the person turns away."""
_SURE: Final = 20.0
"""Decibels below the level of the voice down to which frames count as speech."""
_SOFT: Final = 35.0
"""Decibels below it down to which frames belong to adjacent speech."""
_RELEASE: Final = 30.0
"""Decibels below it down to which a consonant may be released after a word."""
_MARGIN: Final = 2.0
"""Decibels above nearly all of the noise, so that noise does not count as speech."""
_MOST_NOISE: Final = 80.0
_FIRST_MARGIN: Final = 7.0
_STEP: Final = 3.0
_REACH: Final = round(0.12 / FRAME_SECONDS)
"""Softer frames over which speech extends."""
_BRIDGE: Final = round(0.15 / FRAME_SECONDS)
"""Frames of a gap within a word, as before a consonant is released."""
_LONGEST_RELEASE: Final = round(0.12 / FRAME_SECONDS)
_LONGEST_EVENT: Final = round(1.5 / FRAME_SECONDS)
_LEAST_LOUD: Final = round(0.04 / FRAME_SECONDS)
_LEAST_VOICED: Final = round(0.03 / FRAME_SECONDS)
_LEAST_FRAMES: Final = round(0.2 / FRAME_SECONDS)
_WHISPER: Final = 0.15
"""Share of loud frames with voicing below which speech is whispered."""
_PASSES: Final = 2

FrameMask: TypeAlias = NDArray[np.bool_]
LevelCurve: TypeAlias = NDArray[np.float64]
FrameRun: TypeAlias = tuple[int, int]
"""The first frame of a run, and the one after its last."""


@dataclass(frozen=True)
class SpeechSegments:
    """The parts of a sound with speech.

    ``stretches`` are their beginnings and ends in seconds, in order and disjoint. ``clear`` is by
    how many decibels the voice is above most other sound for nine tenths of the time; below CLEAR
    the edges of the stretches are unreliable.
    """

    stretches: tuple[tuple[float, float], ...]
    clear: float


def find_speech(levels: Levels, pitch: PitchTrack) -> SpeechSegments | None:
    """Find the speech in a sound with these levels and this pitch, independent of its volume.

    Returns None if nothing stands out, as in silence, a tone, or steady noise.
    """
    if len(levels) < _LEAST_FRAMES:
        return None
    # The median of three frames removes clicks and leaves edges where they are.
    smooth = np.median(sliding_window_view(np.pad(levels, 1, mode="edge"), 3), axis=1)
    floor = _floor(levels)
    voiced = _voiced(pitch, len(levels))
    voice = _voice_level(smooth, voiced, floor)
    if voice is None:
        return None
    loud = smooth > voice - _SURE
    whispered = np.count_nonzero(voiced & loud) < _WHISPER * np.count_nonzero(loud)
    noise = np.full(len(levels), floor + _FIRST_MARGIN - _MARGIN)
    for _ in range(_PASSES):
        runs, others = _loud_runs(smooth, voice, noise + _MARGIN, None if whispered else voiced)
        noise = _noise(smooth, [*runs, *others], floor)
    stretches = tuple((first / _SECOND, last / _SECOND) for first, last in runs)
    return (
        SpeechSegments(stretches, float(np.percentile(voice - noise, 10.0))) if stretches else None
    )


def _voiced(pitch: PitchTrack, count: int) -> FrameMask:
    voiced = np.zeros(count, dtype=bool)
    voiced[np.clip((pitch.times / FRAME_SECONDS).astype(int), 0, count - 1)] = True
    return voiced


def _floor(levels: Levels) -> float:
    """Return the level of the softest moments."""
    return float(np.percentile(average_levels(levels, _STEADY), _SOFTEST))


def _voice_level(levels: Levels, voiced: FrameMask, floor: float) -> LevelCurve | None:
    """Return the level of the voice around each frame; None if no voice stands out."""
    active = levels > floor + _ABOVE_FLOOR
    if np.count_nonzero(active) < _LEAST_FRAMES:
        return None
    overall = np.percentile(levels[active], _LOUD)
    around = _percentiles(levels, active & voiced, _VOICE_REACH, _LOUD, least=_SECOND)
    if np.isnan(around).all():
        return np.full(len(levels), overall)
    return np.maximum(_spread(around, len(levels)), overall - _FADED)


def _noise(levels: Levels, loud: list[FrameRun], floor: float) -> LevelCurve:
    """Return the level of the noise around each frame, measured outside the loud runs."""
    quiet = np.ones(len(levels), dtype=bool)
    for first, last in loud:
        quiet[first:last] = False
    around = _percentiles(levels, quiet, _NOISE_REACH, _MOST_NOISE)
    if np.isnan(around).all():
        return np.full(len(levels), floor + _FIRST_MARGIN - _MARGIN)
    return _spread(around, len(levels))


def _percentiles(
    levels: Levels, counted: FrameMask, reach: int, percent: float, least: int = _LEAST_FRAMES
) -> LevelCurve:
    """Return for each second a percentile of the ``counted`` levels within ``reach`` seconds.

    NaN where fewer than ``least`` levels count.
    """
    found = np.full(-(-len(levels) // _SECOND), np.nan)
    for second in range(len(found)):
        near = slice(max(0, second - reach) * _SECOND, (second + reach + 1) * _SECOND)
        those = levels[near][counted[near]]
        if len(those) >= least:
            found[second] = np.percentile(those, percent)
    return found


def _spread(seconds: LevelCurve, count: int) -> LevelCurve:
    """Interpolate values for ``count`` frames from one value a second, of which some are NaN."""
    known = np.flatnonzero(np.isfinite(seconds))
    middles = (known + 0.5) * _SECOND
    return np.interp(np.arange(count), middles, seconds[known])


def _loud_runs(
    levels: Levels, voice: LevelCurve, audible: LevelCurve, voiced: FrameMask | None
) -> tuple[list[FrameRun], list[FrameRun]]:
    """Return the runs of speech, and those of other short loud sounds, as of a door.

    ``voiced`` is None if the speech is whispered. Longer loud sound that is not speech is noise.
    """
    soft = levels > np.maximum(audible, voice - _SOFT)
    loud = levels > np.maximum(audible + _STEP, voice - _SURE)
    let_go = levels > np.maximum(audible + _STEP, voice - _RELEASE)
    speech: list[FrameRun] = []
    others: list[FrameRun] = []
    for first, last in _bridged(_runs(loud), _BRIDGE):
        start, end = _grown(soft, first, last)
        lasts = np.count_nonzero(loud[first:last]) >= _LEAST_LOUD
        if lasts and (voiced is None or np.count_nonzero(voiced[start:end]) >= _LEAST_VOICED):
            speech.append((start, _released(let_go, soft, end)))
        elif end - start <= _LONGEST_EVENT:
            others.append((start, end))
    return _bridged(speech, 0), others


def _grown(soft: FrameMask, first: int, last: int) -> FrameRun:
    """Extend speech over the softer frames beside it."""
    before = soft[max(0, first - _REACH) : first][::-1]
    after = soft[last : last + _REACH]
    return first - _leading(before), last + _leading(after)


def _released(let_go: FrameMask, soft: FrameMask, end: int) -> int:
    """Return the end of a word whose last consonant may be released after a closure."""
    (heard,) = np.nonzero(let_go[end : end + _BRIDGE])
    if not len(heard):
        return end
    start = end + int(heard[0])
    length = _leading(soft[start : start + _LONGEST_RELEASE + 1])
    return start + length if 1 < length <= _LONGEST_RELEASE else end


def _leading(frames: FrameMask) -> int:
    """Return the number of true frames before the first false one."""
    (others,) = np.nonzero(~frames)
    return int(others[0]) if len(others) else len(frames)


def _runs(frames: FrameMask) -> list[FrameRun]:
    """Return the runs [first, last) of true frames."""
    edges = np.flatnonzero(np.diff(frames, prepend=False, append=False))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _bridged(runs: list[FrameRun], gap: int) -> list[FrameRun]:
    """Join runs that are at most ``gap`` frames apart."""
    joined: list[FrameRun] = []
    for first, last in runs:
        if joined and first - joined[-1][1] <= gap:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined
