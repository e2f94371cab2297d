"""The file of a recording, which can be played at any moment, even after a kill."""

import contextlib
import errno
import os
import shutil
import struct
from pathlib import Path
from typing import Final

from mock_interviewer.audio.errors import BadAudioFile, DiskFull, MachineError
from mock_interviewer.audio.files.folder_sync import sync_folder
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, to_pcm

BYTES_PER_SAMPLE: Final = 2
HEADER_SIZE: Final = 44
MOST_SAMPLES: Final = (0xFFFFFFFF - HEADER_SIZE) // BYTES_PER_SAMPLE
"""A WAV file stores its length in 32 bits: 37 hours."""
_HEADER: Final = struct.Struct("<4sI4s4sIHHIIHH4sI")
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BINARY: Final = getattr(os, "O_BINARY", 0)


class RecordingWriter:
    """A writer of 16 kHz mono PCM16 WAV, mode 0600; for one thread at a time.

    ``append`` continues an existing recording, after repairing it. Raises FileExistsError if a new
    recording would overwrite one, DiskFull, and OSError for anything else.
    """

    def __init__(self, path: Path, *, append: bool = False) -> None:
        self.path = path
        if append and path.exists():
            repair(path)
            self._file = os.open(path, os.O_RDWR | _BINARY)
            self._samples = (os.fstat(self._file).st_size - HEADER_SIZE) // BYTES_PER_SAMPLE
        else:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
            self._samples = 0
        self._closed = False
        try:
            path.chmod(0o600)
            if not self._samples:
                self._write_at(0, _header(0))
                os.fsync(self._file)
                sync_folder(path.parent)
        except BaseException:
            os.close(self._file)
            raise

    @property
    def samples(self) -> int:
        """The number of samples in the file."""
        return self._samples

    @property
    def duration(self) -> float:
        """Seconds in the file."""
        return self._samples / SPEECH_RATE

    def write(self, block: Samples) -> None:
        """Append finite samples; values outside -1 to 1 are clipped.

        Raises DiskFull, and MachineError if the file would have more than MOST_SAMPLES.
        """
        if self._samples + len(block) > MOST_SAMPLES:
            hours = MOST_SAMPLES // SPEECH_RATE // 3600
            raise MachineError(
                f"A recording can be up to {hours} hours long. Everything recorded so far is"
                " saved.",
                "Start another answer.",
            )
        offset = HEADER_SIZE + self._samples * BYTES_PER_SAMPLE
        self._write_at(offset, to_pcm(block).astype("<i2").tobytes())
        self._samples += len(block)

    def sync(self) -> None:
        """Make the samples written so far survive a kill and a power cut. Raises DiskFull."""
        self._write_at(0, _header(self._samples))
        try:
            os.fsync(self._file)
        except OSError as error:
            raise self._explained(error) from error

    def close(self) -> None:
        """Sync and close; the file is closed even if DiskFull or OSError is raised."""
        if self._closed:
            return
        self._closed = True
        try:
            os.ftruncate(self._file, HEADER_SIZE + self._samples * BYTES_PER_SAMPLE)
            self.sync()
        finally:
            os.close(self._file)

    def _write_at(self, offset: int, data: bytes) -> None:
        try:
            os.lseek(self._file, offset, os.SEEK_SET)
            written = 0
            while written < len(data):
                written += os.write(self._file, data[written:])
        except OSError as error:
            raise self._explained(error) from error

    def _explained(self, error: OSError) -> OSError | DiskFull:
        return disk_full(self.path) if error.errno in _NO_ROOM else error


def disk_full(path: Path, *, seconds: float = 600.0) -> DiskFull:
    """Return the error for a disk with no space for ``seconds`` more of recording at ``path``."""
    needed = round(seconds * SPEECH_RATE * BYTES_PER_SAMPLE / 1e6)
    free = ""
    with contextlib.suppress(OSError):
        free = f" ({shutil.disk_usage(path.parent).free / 1e6:.1f} MB left)"
    return DiskFull(
        f"The disk is full{free}. Recording stopped, and everything recorded so far is saved.",
        f"Free at least {needed} MB, enough for {seconds / 60:.0f} minutes, then resume.",
    )


def repair(path: Path) -> float:
    """Make the recording at ``path`` playable after a kill; return its length in seconds.

    All samples that reached the disk are kept. Raises BadAudioFile if ``path`` is not one of our
    recordings: missing, not a file, or another kind of file.
    """
    try:
        file = os.open(path, os.O_RDWR | _BINARY)
    except OSError as error:
        raise BadAudioFile(f"The recording {path} can't be opened ({error.strerror}).") from error
    try:
        size = os.fstat(file).st_size
        start = os.read(file, HEADER_SIZE)
        if not _header(0).startswith(start[:4]) or (
            len(start) == HEADER_SIZE and not _is_ours(start)
        ):
            raise BadAudioFile(f"{path} isn't a recording made by Mock Interviewer.")
        samples = max(0, size - HEADER_SIZE) // BYTES_PER_SAMPLE
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, _header(samples))
        os.ftruncate(file, HEADER_SIZE + samples * BYTES_PER_SAMPLE)
        os.fsync(file)
    finally:
        os.close(file)
    return samples / SPEECH_RATE


def whole_samples(path: Path) -> int:
    """Return the number of samples in a recording, without changing it.

    Raises BadAudioFile for a file that is not one of our recordings, or not a complete one: it is
    still being written, was truncated, or has no sound.
    """
    try:
        with path.open("rb") as file:
            start = file.read(HEADER_SIZE)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise BadAudioFile(f"The recording {path} can't be opened ({error.strerror}).") from error
    samples, rest = divmod(size - HEADER_SIZE, BYTES_PER_SAMPLE)
    if samples <= 0 or rest or start != _header(samples):
        raise BadAudioFile(f"{path} isn't a complete recording made by Mock Interviewer.")
    return samples


def _header(samples: int) -> bytes:
    size = min(samples, MOST_SAMPLES) * BYTES_PER_SAMPLE
    return _HEADER.pack(
        b"RIFF",
        HEADER_SIZE - 8 + size,
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        SPEECH_RATE,
        SPEECH_RATE * BYTES_PER_SAMPLE,
        BYTES_PER_SAMPLE,
        8 * BYTES_PER_SAMPLE,
        b"data",
        size,
    )


def _is_ours(start: bytes) -> bool:
    """Return whether the header is ours, apart from its two lengths."""
    lengths = slice(4, 8), slice(40, 44)
    ours, found = bytearray(_header(0)), bytearray(start)
    for length in lengths:
        ours[length] = found[length] = bytes(4)
    return ours == found
