"""The sound of a file, block by block, as a worker feeds it to what hears it."""

from collections.abc import Iterator
from pathlib import Path

from mock_interviewer.audio.recognition.messages import Pcm, to_pcm
from mock_interviewer.audio.types import SPEECH_RATE

_BLOCK = 10 * SPEECH_RATE


def blocks(path: Path) -> Iterator[Pcm]:
    """Yield a sound file's contents; raises MachineError at once where it cannot be read.

    A recording that was kept as FLAC since its path was told is found nevertheless.
    """
    # Imported late: a worker that hears only what it is sent reads no file.
    from mock_interviewer.audio.flac import at_hand
    from mock_interviewer.audio.sound_file import read_sound

    pcm = to_pcm(read_sound(at_hand(path), SPEECH_RATE).samples)
    return (pcm[start : start + _BLOCK] for start in range(0, len(pcm), _BLOCK))


def blocks_in_time(path: Path) -> Iterator[Pcm]:
    """Yield the same, but read the file only when the first block is asked for."""
    yield from blocks(path)
