"""Sound files of several hours that take a few kilobytes and are written quickly."""

from pathlib import Path

import numpy as np
import soundfile

_TOTAL = slice(18, 26)
"""Bytes of a FLAC file of which the last 36 bits are how many samples it has."""
_TOTAL_BITS = 36


def silence(path: Path, seconds: float, rate: int = 1_000) -> Path:
    """Write silence as FLAC."""
    minute = np.zeros(60 * rate, dtype=np.int16)
    left = round(seconds * rate)
    with soundfile.SoundFile(path, "w", rate, 1, subtype="PCM_16", format="FLAC") as file:
        while left > 0:
            file.write(minute[:left])
            left -= len(minute)
    return path


def claim(path: Path, samples: int) -> Path:
    """Set the number of samples that a FLAC file declares; 0 means unknown."""
    content = bytearray(path.read_bytes())
    before = int.from_bytes(content[_TOTAL], "big") >> _TOTAL_BITS << _TOTAL_BITS
    content[_TOTAL] = (before | samples).to_bytes(8, "big")
    path.write_bytes(content)
    return path


def days(path: Path) -> Path:
    """Write a minute of silence that declares a length of 40 hours."""
    return claim(silence(path, 60.0), 40 * 3600 * 1_000)
