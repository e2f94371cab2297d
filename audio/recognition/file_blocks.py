"""The sound of a file, block by block, as a worker feeds it to what hears it."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from mock_interviewer.audio.recognition.messages import Pcm, to_pcm
from mock_interviewer.audio.types import SPEECH_RATE


def blocks(path: Path) -> Iterator[Pcm]:
    """Return a sound file's contents, some seconds at a time, of which one is kept in memory.

    Raises MachineError at once where it cannot be read or says that it is longer than a day, and
    on the way where it is. A recording that was kept as FLAC since its path was told is found.
    """
    # Imported late: a worker that hears only what it is sent reads no file.
    from mock_interviewer.audio.flac import at_hand
    from mock_interviewer.audio.sound_file import LONGEST, read_blocks

    parts = read_blocks(at_hand(path), SPEECH_RATE, longest=LONGEST)
    first = next(parts)
    return (to_pcm(part.samples) for part in chain((first,), parts))


def blocks_in_time(path: Path) -> Iterator[Pcm]:
    """Yield the same, but read the file only when the first block is asked for."""
    yield from blocks(path)
