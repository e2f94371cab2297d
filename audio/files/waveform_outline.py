"""The waveform outline of a recording: its peaks, reduced to a number that can be drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.flac import existing_recording_path
from mock_interviewer.audio.samples import Samples, Sound

Peaks: TypeAlias = NDArray[np.float32]
"""Heights from 0 to 1, shape (bins,)."""


_QUIETEST_FULL_HEIGHT: Final = 0.02


_BINS_PER_SECOND: Final = 50


_BINS_PER_BLOCK: Final = 500


_REMEDY: Final = "Put the recording back to see its waveform."


@dataclass(frozen=True)
class WaveformOutline:
    """The peaks of a recording, evenly spaced over its ``seconds``."""

    peaks: Peaks
    seconds: float


def scale_peaks(loudest: Samples) -> Peaks:
    """Scale peak amplitudes to heights from 0 to 1.

    Ordinary speech fills the height, while a nearly silent recording stays flat.
    """
    if len(loudest) == 0:
        return np.zeros(0, dtype=np.float32)
    full = max(float(np.percentile(loudest, 98)), _QUIETEST_FULL_HEIGHT)
    return np.asarray(np.clip(loudest / full, 0.0, 1.0), dtype=np.float32)


def reduce_peaks(peaks: Peaks, bins: int) -> Peaks:
    """Reduce ``peaks`` to at most ``bins``, each the maximum of those it stands for."""
    if bins <= 0 or len(peaks) == 0:
        return np.zeros(0, dtype=np.float32)
    if len(peaks) <= bins:
        return peaks
    starts = np.linspace(0, len(peaks), bins, endpoint=False, dtype=np.int64)
    return np.maximum.reduceat(peaks, starts)


def waveform_outline(recording: Path, bins: int) -> WaveformOutline:
    """Return the outline, of at most ``bins`` peaks, of a file that libsndfile can read.

    Keeps ten seconds of sound in memory. NaN and Inf count as silence; a truncated file gives the
    outline of what is left. Raises BadAudioFile if there is no file or no sound in it. Blocks: do
    not call it on the GUI thread.
    """
    import soundfile

    recording = existing_recording_path(recording)
    if not recording.is_file():
        raise BadAudioFile(f"{recording} is missing.", _REMEDY)
    try:
        with soundfile.SoundFile(recording) as file:
            size = max(1, file.samplerate // _BINS_PER_SECOND)
            parts, frames = [], 0
            for block in _blocks(file, size):
                parts.append(_peaks(block, size))
                frames += len(block)
            seconds = frames / file.samplerate
    # TypeError: soundfile expects headerless samples in a file whose name ends in .raw.
    except (soundfile.SoundFileError, TypeError, OSError) as error:
        raise BadAudioFile(f"{recording} can't be read as sound.", _REMEDY) from error
    if not parts:
        raise BadAudioFile(f"{recording} contains no sound.", _REMEDY)
    return WaveformOutline(scale_peaks(reduce_peaks(np.concatenate(parts), bins)), seconds)


def _blocks(file: Any, size: int) -> Iterator[NDArray[np.float32]]:
    """Yield blocks of shape (frames, channels); all but the last have a multiple of ``size``."""
    import soundfile

    started = False
    while True:
        try:
            block = file.read(size * _BINS_PER_BLOCK, dtype="float32", always_2d=True)
        except soundfile.SoundFileError:
            if not started:
                raise
            return
        if not len(block):
            return
        yield block
        started = True


def _peaks(block: NDArray[np.float32], size: int) -> Samples:
    heights = np.abs(np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)).max(axis=1)
    return np.maximum.reduceat(heights, np.arange(0, len(heights), size))


DEFAULT_BINS = 1200
"""Enough for a waveform as wide as the widest page."""


_ZOOMED_BINS_PER_SECOND = 100
"""Enough for a waveform that shows a few seconds."""


def outline_of_sound(sound: Sound) -> Peaks:
    """Return an outline detailed enough to zoom in on; see ``peaks_of``."""
    return peaks_of(
        sound.samples, max(DEFAULT_BINS, round(sound.duration * _ZOOMED_BINS_PER_SECOND))
    )


def peaks_of(samples: Samples, bins: int = DEFAULT_BINS) -> Peaks:
    """Return the peaks of at most ``bins`` equal parts of a sound, as heights.

    Takes time in proportion to the sound: do not call it on the GUI thread.
    """
    if len(samples) == 0:
        return np.zeros(0, dtype=np.float32)
    bins = min(bins, len(samples))
    starts = np.linspace(0, len(samples), bins, endpoint=False, dtype=np.int64)
    loudest = np.maximum(
        np.maximum.reduceat(samples, starts), -np.minimum.reduceat(samples, starts)
    )
    return scale_peaks(loudest)
