"""Recordings as files that other programs play: WAV, FLAC, MP3 and Opus."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from mock_interviewer.audio.types import SPEECH_RATE, Sound

_BLOCK: Final = 1 << 13
"""Samples that an encoder is given at once: more overflow the stack of some."""
_KINDS: Final = {
    "wav": {"format": "WAV", "subtype": "PCM_16"},
    "flac": {"format": "FLAC", "subtype": "PCM_16"},
    "mp3": {"format": "MP3", "subtype": "MPEG_LAYER_III"},
    "opus": {"format": "OGG", "subtype": "OPUS"},
}
_LONGEST_WAV: Final = 37 * 3600 * SPEECH_RATE
"""Samples: a WAV file tells its length in 32 bits."""
_SLACK: Final = 0.5
"""Seconds by which a file may seem shorter than what was put into it, as encoders count."""


class SoundForm(StrEnum):
    """A kind of sound file; its value is how the names of such files end."""

    WAV = "wav"
    FLAC = "flac"
    MP3 = "mp3"
    OPUS = "opus"


def encode(blocks: Iterable[Sound], target: Path, form: SoundForm) -> float:
    """Write blocks of 16 kHz mono that follow one another to ``target``; return their seconds.

    Keeps one block in memory. Raises OSError where the file cannot be written whole, and whatever
    ``blocks`` raises. Blocks: not for the GUI's thread.
    """
    import soundfile

    samples = 0
    try:
        with soundfile.SoundFile(target, "w", SPEECH_RATE, 1, **_KINDS[form]) as file:
            for block in blocks:
                samples += len(block.samples)
                if form is SoundForm.WAV and samples > _LONGEST_WAV:
                    raise OSError(None, "WAV files are limited to 37 hours; choose FLAC")
                _append(file, block)
        whole = samples == 0 or soundfile.info(target).duration > samples / SPEECH_RATE - _SLACK
    except (soundfile.SoundFileError, AssertionError) as error:
        raise _unwritten() from error
    if not whole:
        raise _unwritten()
    return samples / SPEECH_RATE


def _append(file: Any, block: Sound) -> None:
    if block.rate != SPEECH_RATE:
        raise ValueError(f"{block.rate} samples a second")
    for start in range(0, len(block.samples), _BLOCK):
        file.write(block.samples[start : start + _BLOCK])


def _unwritten() -> OSError:
    return OSError(None, "not all of the sound could be written, so the disk may be full")
