"""The waveform outline of a recording: its peaks, in few enough numbers to draw."""

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


_STRETCHES_A_SECOND: Final = 50


_STRETCHES_A_BLOCK: Final = 500


_REMEDY: Final = "Put the recording back to see its outline."


@dataclass(frozen=True)
class WaveformOutline:
    """``peaks`` are as many equal stretches of the ``seconds`` that the recording lasts."""

    peaks: Peaks
    seconds: float


def scale_peaks(loudest: Samples) -> Peaks:
    """Return the loudest samples of stretches as heights.

    Ordinary speech fills the height, while a near-silent recording stays flat.
    """
    if len(loudest) == 0:
        return np.zeros(0, dtype=np.float32)
    full = max(float(np.percentile(loudest, 98)), _QUIETEST_FULL_HEIGHT)
    return np.asarray(np.clip(loudest / full, 0.0, 1.0), dtype=np.float32)


def reduce_peaks(peaks: Peaks, bins: int) -> Peaks:
    """Return ``peaks`` in at most ``bins`` stretches, each as high as its highest part."""
    if bins <= 0 or len(peaks) == 0:
        return np.zeros(0, dtype=np.float32)
    if len(peaks) <= bins:
        return peaks
    starts = np.linspace(0, len(peaks), bins, endpoint=False, dtype=np.int64)
    return np.maximum.reduceat(peaks, starts)


def waveform_outline(recording: Path, bins: int) -> WaveformOutline:
    """Read a file that libsndfile understands into an outline of at most ``bins`` stretches.

    Holds ten seconds of it at a time. NaN and Inf are silence; a file that breaks off gives what
    is left of it. Raises BadAudioFile where there is no file, or no sound in it. Blocks: not for
    the GUI's thread.
    """
    import soundfile

    recording = existing_recording_path(recording)
    if not recording.is_file():
        raise BadAudioFile(f"{recording} is not there.", _REMEDY)
    try:
        with soundfile.SoundFile(recording) as file:
            stretch = max(1, file.samplerate // _STRETCHES_A_SECOND)
            parts, frames = [], 0
            for block in _blocks(file, stretch):
                parts.append(_loudest(block, stretch))
                frames += len(block)
            seconds = frames / file.samplerate
    # TypeError: soundfile takes a file whose name ends in .raw for headerless samples.
    except (soundfile.SoundFileError, TypeError, OSError) as error:
        raise BadAudioFile(f"{recording} cannot be read as sound.", _REMEDY) from error
    if not parts:
        raise BadAudioFile(f"{recording} has no sound in it.", _REMEDY)
    return WaveformOutline(scale_peaks(reduce_peaks(np.concatenate(parts), bins)), seconds)


def _blocks(file: Any, stretch: int) -> Iterator[NDArray[np.float32]]:
    """Yield blocks of shape (frames, channels), whole stretches but for the last."""
    import soundfile

    begun = False
    while True:
        try:
            block = file.read(stretch * _STRETCHES_A_BLOCK, dtype="float32", always_2d=True)
        except soundfile.SoundFileError:
            if not begun:
                raise
            return
        if not len(block):
            return
        yield block
        begun = True


def _loudest(block: NDArray[np.float32], stretch: int) -> Samples:
    heights = np.abs(np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)).max(axis=1)
    return np.maximum.reduceat(heights, np.arange(0, len(heights), stretch))


DEFAULT_BINS = 1200
"""Enough for a strip as wide as the widest page."""


_A_SECOND = 100
"""Enough for one that shows a few seconds."""


def outline_of_sound(sound: Sound) -> Peaks:
    """Return an outline of a recording that can be looked at closely; see ``peaks_of``."""
    return peaks_of(sound.samples, max(DEFAULT_BINS, round(sound.duration * _A_SECOND)))


def peaks_of(samples: Samples, bins: int = DEFAULT_BINS) -> Peaks:
    """Return the loudest sample of each of at most ``bins`` equal stretches, as heights.

    Takes time in proportion to the sound: call it off the GUI thread.
    """
    if len(samples) == 0:
        return np.zeros(0, dtype=np.float32)
    bins = min(bins, len(samples))
    starts = np.linspace(0, len(samples), bins, endpoint=False, dtype=np.int64)
    loudest = np.maximum(
        np.maximum.reduceat(samples, starts), -np.minimum.reduceat(samples, starts)
    )
    return scale_peaks(loudest)
