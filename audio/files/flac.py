"""Lossless packing of recordings as FLAC, which takes about half the space."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.files.recording_file import HEADER_SIZE, whole_samples
from mock_interviewer.audio.samples import SPEECH_RATE

SUFFIX: Final = ".flac"
UNFINISHED: Final = ".*.flac.partial"
"""Pattern of the names of the unfinished files that an interrupted ``pack_as_flac`` leaves."""
_BLOCK: Final = 1 << 16
_REMEDY: Final = "The recording itself is unchanged."


def packed_path(recording: Path) -> Path:
    """Return the path of a recording's FLAC file."""
    return recording.with_suffix(SUFFIX)


def existing_recording_path(recording: Path) -> Path:
    """Return the current path of a recording, which may have been packed in the meantime."""
    packed = packed_path(recording)
    return packed if not recording.exists() and packed.exists() else recording


def pack_as_flac(recording: Path) -> Path:
    """Pack one of our recordings as FLAC; return the file, mode 0600, under a temporary name.

    When this returns, every sample has been read back and compared, and is on the disk; the
    recording itself is not touched. Raises BadAudioFile for a file that is not a complete recording
    of ours, and MachineError if the disk fails; nothing is left then. Takes about a millisecond for
    a second of sound.
    """
    samples = whole_samples(recording)
    partial = _begin(recording)
    try:
        _encode(recording, partial)
        _verify(recording, partial, samples)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return partial


def _begin(recording: Path) -> Path:
    """Create an empty file for this call alone."""
    try:
        descriptor, name = tempfile.mkstemp(
            prefix=f".{recording.stem}.", suffix=f"{SUFFIX}.partial", dir=recording.parent
        )
    except OSError as error:
        raise _refused(recording, error) from error
    os.close(descriptor)
    return Path(name)


def _encode(recording: Path, partial: Path) -> None:
    import soundfile

    try:
        partial.chmod(0o600)
        with soundfile.SoundFile(
            partial, "w", SPEECH_RATE, channels=1, subtype="PCM_16", format="FLAC"
        ) as file:
            for block in _blocks(recording):
                file.write(block)
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
    # libsndfile raises RuntimeError when the disk is full.
    except (OSError, RuntimeError) as error:
        raise _refused(recording, error) from error


def _refused(recording: Path, error: OSError | RuntimeError) -> MachineError:
    reason = getattr(error, "strerror", None) or str(error)
    return MachineError(
        f"The recording {recording} couldn't be packed as FLAC ({reason}).", _REMEDY
    )


def _verify(recording: Path, packed: Path, samples: int) -> None:
    if not _same(recording, packed, samples):
        raise MachineError(f"The FLAC file of {recording} differs from the recording.", _REMEDY)


def _same(recording: Path, packed: Path, samples: int) -> bool:
    """Return whether a FLAC file has the same samples as a recording."""
    import soundfile

    try:
        with soundfile.SoundFile(packed) as file:
            if (file.samplerate, file.channels, file.frames) != (SPEECH_RATE, 1, samples):
                return False
            seen = 0
            for block in _blocks(recording):
                if not np.array_equal(file.read(len(block), dtype="int16"), block):
                    return False
                seen += len(block)
    except (OSError, RuntimeError):
        return False
    return seen == samples


def _blocks(recording: Path) -> Iterator[NDArray[np.int16]]:
    with recording.open("rb") as file:
        file.seek(HEADER_SIZE)
        while len(data := file.read(_BLOCK * 2)) > 1:
            yield np.frombuffer(data, "<i2", len(data) // 2)
