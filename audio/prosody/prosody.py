"""Loudness and pitch of a sound of any length, measured piece by piece."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from mock_interviewer.audio.prosody.pitch import PitchTrack, PitchTracker, join_tracks
from mock_interviewer.audio.samples import (
    FLOOR_DBFS,
    SPEECH_RATE,
    Samples,
    Sound,
    ToSpeechRate,
    without_invalid_samples,
)

FRAME_SECONDS: Final = 0.01
"""Seconds covered by one level."""


FRAME_SAMPLES: Final = round(FRAME_SECONDS * SPEECH_RATE)


Levels: TypeAlias = NDArray[np.float32]
"""Decibels relative to full scale, at least FLOOR_DBFS, one for each frame; shape (n,)."""


_LOWEST_POWER: Final = 10.0 ** (FLOOR_DBFS / 10.0)


def levels_of(samples: Samples) -> Levels:
    """Return the level of each whole frame of finite 16 kHz samples.

    A level is the variance of its frame: a constant offset and slow rumble, which are inaudible, do
    not count.
    """
    count = len(samples) // FRAME_SAMPLES
    frames = samples[: count * FRAME_SAMPLES].reshape(count, FRAME_SAMPLES)
    return to_decibels(np.var(frames, axis=1, dtype=np.float64))


def average_levels(levels: Levels, frames: int) -> Levels:
    """Return the level of the mean power of each whole group of ``frames`` frames."""
    count = len(levels) // frames
    groups = levels[: count * frames].reshape(count, frames).astype(np.float64)
    return to_decibels(np.mean(10.0 ** (groups / 10.0), axis=1))


def smooth_levels(levels: Levels, frames: int) -> Levels:
    """Return the levels of the mean power of ``frames`` frames, from each frame that has as many.

    The result is shorter than ``levels``.
    """
    if len(levels) < frames:
        return levels[:0]
    powers = 10.0 ** (levels.astype(np.float64) / 10.0)
    return to_decibels(sliding_window_view(powers, frames).mean(axis=1))


def to_decibels(powers: NDArray[np.float64]) -> Levels:
    """Return powers in decibels; a power of 1 is full scale."""
    return np.asarray(10.0 * np.log10(np.maximum(powers, _LOWEST_POWER)), dtype=np.float32)


_PIECE: Final = 30 * 100 * FRAME_SAMPLES
"""16 kHz samples that are analyzed together."""


_AROUND: Final = SPEECH_RATE // 2
"""Extra samples before and after them, so that the voice does not break off at a piece's edges."""


_BLOCK: Final = 10.0
"""Seconds of a sound that are resampled together."""


@dataclass(frozen=True)
class Prosody:
    """The loudness and pitch of a sound; ``duration`` is in seconds."""

    duration: float
    levels: Levels
    pitch: PitchTrack

    @property
    def is_silent(self) -> bool:
        """Whether there is no sound at all, as from a microphone that is turned off."""
        return not np.any(self.levels > FLOOR_DBFS)


def prosody_of(sound: Sound) -> Prosody:
    """Measure a sound of any rate, length, and content; invalid samples count as silence."""
    size = max(1, round(_BLOCK * sound.rate))
    starts = range(0, len(sound.samples), size)
    return prosody_of_blocks((sound.samples[start : start + size] for start in starts), sound.rate)


def prosody_of_blocks(blocks: Iterable[Samples], rate: int) -> Prosody:
    """Measure consecutive blocks of mono sound at ``rate`` Hz; keeps at most a minute of it."""
    levels: list[Levels] = []
    tracks: list[PitchTrack] = []
    tracker = PitchTracker()
    heard = 0
    for samples, first, last in _pieces(_at_speech_rate(blocks, rate)):
        levels.append(levels_of(samples[first:last]))
        track = tracker.track(samples).within(first / SPEECH_RATE, last / SPEECH_RATE)
        tracks.append(track.later((heard - first) / SPEECH_RATE))
        heard += last - first
    return Prosody(heard / SPEECH_RATE, np.concatenate(levels), join_tracks(tracks))


def _at_speech_rate(blocks: Iterable[Samples], rate: int) -> Iterator[Samples]:
    convert = ToSpeechRate(rate)
    for block in blocks:
        yield convert.take(without_invalid_samples(np.asarray(block, dtype=np.float32))[0])
    yield convert.rest()


def _pieces(blocks: Iterable[Samples]) -> Iterator[tuple[Samples, int, int]]:
    """Yield each piece with some sound around it, and the first and last sample of the piece in it.

    Yields at least one, which may be empty.
    """
    held: list[Samples] = []
    size = before = 0
    for block in blocks:
        held.append(block)
        size += len(block)
        while size >= before + _PIECE + _AROUND:
            samples = np.concatenate(held)
            yield samples[: before + _PIECE + _AROUND], before, before + _PIECE
            held = [samples[before + _PIECE - _AROUND :]]
            before, size = _AROUND, len(held[0])
    samples = np.concatenate(held)
    yield samples, before, len(samples)
