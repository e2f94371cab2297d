"""What there is to hear of how something is said, taken from sound of any length piece by piece."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from mock_interviewer.audio.levels import FLOOR_DBFS, cleaned
from mock_interviewer.audio.prosody.loudness import FRAME_SAMPLES, Levels, levels_of
from mock_interviewer.audio.prosody.pitch import PitchTrack, PitchTracker, joined
from mock_interviewer.audio.types import SPEECH_RATE, Samples, Sound

_PIECE: Final = 30 * 100 * FRAME_SAMPLES
"""Samples at 16 kHz that are looked at together."""
_AROUND: Final = SPEECH_RATE // 2
"""Samples before and after them, so that a piece's edges are no edges of the voice."""
_BLOCK: Final = 10.0
"""Seconds of a sound that are resampled together."""


@dataclass(frozen=True)
class Prosody:
    """What was heard of a sound; ``duration`` in seconds."""

    duration: float
    levels: Levels
    pitch: PitchTrack

    @property
    def is_silent(self) -> bool:
        """Whether there is no sound at all, as from a microphone that is switched off."""
        return not np.any(self.levels > FLOOR_DBFS)


def prosody_of(sound: Sound) -> Prosody:
    """Listen to a sound of any rate, length and content; impossible samples are silence."""
    size = max(1, round(_BLOCK * sound.rate))
    starts = range(0, len(sound.samples), size)
    return prosody_of_blocks((sound.samples[start : start + size] for start in starts), sound.rate)


def prosody_of_blocks(blocks: Iterable[Samples], rate: int) -> Prosody:
    """Listen to mono sound at ``rate`` Hz that comes in blocks; keeps a minute of it at most."""
    levels: list[Levels] = []
    tracks: list[PitchTrack] = []
    tracker = PitchTracker()
    heard = 0
    for samples, first, last in _pieces(_at_speech_rate(blocks, rate)):
        levels.append(levels_of(samples[first:last]))
        track = tracker.track(samples).within(first / SPEECH_RATE, last / SPEECH_RATE)
        tracks.append(track.later((heard - first) / SPEECH_RATE))
        heard += last - first
    return Prosody(heard / SPEECH_RATE, np.concatenate(levels), joined(tracks))


def _at_speech_rate(blocks: Iterable[Samples], rate: int) -> Iterator[Samples]:
    from mock_interviewer.audio.resampling import ToSpeechRate

    convert = ToSpeechRate(rate)
    for block in blocks:
        yield convert.take(cleaned(np.asarray(block, dtype=np.float32))[0])
    yield convert.rest()


def _pieces(blocks: Iterable[Samples]) -> Iterator[tuple[Samples, int, int]]:
    """Yield pieces with some sound around them, and their first and last sample therein.

    There is one at least, which may be empty.
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
