"""Recordings as FLAC: about half the size, every sample the same."""

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
"""Pattern of the names of what ``pack_as_flac`` was writing when it was cut short."""
_BLOCK: Final = 1 << 16
_REMEDY: Final = "The recording itself is as it was."


def packed_path(recording: Path) -> Path:
    """Return where the FLAC of a recording belongs."""
    return recording.with_suffix(SUFFIX)


def existing_recording_path(recording: Path) -> Path:
    """Return where a recording is now: what was packed meanwhile is found under its new name."""
    packed = packed_path(recording)
    return packed if not recording.exists() and packed.exists() else recording


def pack_as_flac(recording: Path) -> Path:
    """Write a recording of ours as FLAC and return that file, mode 0600, not under its name yet.

    Every sample was read back from it and is on the disk when this returns; the recording is not
    touched. Raises BadAudioFile for what is no whole recording of ours, MachineError where the disk
    refuses; then nothing is left. Takes a millisecond a second of sound.
    """
    samples = whole_samples(recording)
    partial = _begin(recording)
    try:
        _encode(recording, partial)
        _prove(recording, partial, samples)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return partial


def _begin(recording: Path) -> Path:
    """Make an empty file that nobody else packs into."""
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
    # RuntimeError: what libsndfile says of a disk that takes no more.
    except (OSError, RuntimeError) as error:
        raise _refused(recording, error) from error


def _refused(recording: Path, error: OSError | RuntimeError) -> MachineError:
    reason = getattr(error, "strerror", None) or str(error)
    return MachineError(f"The recording {recording} cannot be kept as FLAC ({reason}).", _REMEDY)


def _prove(recording: Path, packed: Path, samples: int) -> None:
    if not _same(recording, packed, samples):
        raise MachineError(f"The FLAC of {recording} is not what was recorded.", _REMEDY)


def _same(recording: Path, packed: Path, samples: int) -> bool:
    """Tell whether a FLAC holds what a recording does, sample by sample."""
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
