"""The write-ahead log beside a database, read frame by frame.

After a kill, the log holds everything written since the program started. SQLite ignores everything
from the first frame with a wrong checksum, so a single flipped bit would silently lose answers.
The layout is that of https://www.sqlite.org/fileformat2.html#the_write_ahead_log.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from mock_interviewer.app.data_folder.database_files import log_path

_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_SUMMED_OF_HEADER: Final = 24
_SUMMED_OF_FRAME: Final = 8
_BIG_ENDIAN: Final = 1
"""The bit of the magic number with the byte order of the checksums' input."""
_PAGE_SIZES: Final = frozenset(512 << power for power in range(8))
_WORD: Final = 0xFFFFFFFF


_Sums = tuple[int, int]


@dataclass(frozen=True)
class LogFrame:
    """A page in the log: its number, and the offset of its content in the file.

    ``commits`` is True if it ends a transaction, and ``sound`` if its checksum is right.
    """

    page: int
    place: int
    commits: bool
    sound: bool


@dataclass(frozen=True)
class WriteAheadLog:
    """The frames since the log was last reset, in order, and the page size in bytes.

    ``gapless`` is True if the header is sound and no frame is missing between others.
    """

    frames: tuple[LogFrame, ...]
    page_size: int
    gapless: bool

    @property
    def committed(self) -> dict[int, int]:
        """The offset of each page, by its number, as of the last committed transaction."""
        found: dict[int, int] = {}
        waiting: dict[int, int] = {}
        for frame in self.frames:
            waiting[frame.page] = frame.place
            if frame.commits:
                found.update(waiting)
                waiting.clear()
        return found

    @property
    def is_sound(self) -> bool:
        """Whether SQLite can read everything that was committed.

        A power cut may damage the frames of an unfinished transaction, so a wrong checksum matters
        only if a later frame ends a transaction.
        """
        if not self.gapless:
            return not any(frame.commits for frame in self.frames)
        spoiled = [not frame.sound for frame in self.frames]
        first = spoiled.index(True) if any(spoiled) else len(spoiled)
        return not any(frame.commits for frame in self.frames[first + 1 :])


EMPTY_LOG: Final = WriteAheadLog((), 0, gapless=True)


def is_sound(database: Path) -> bool:
    """Return whether SQLite can read everything committed to a database's log. Raises OSError.

    Nobody may be writing meanwhile.
    """
    try:
        with log_path(database).open("rb") as file:
            return read_log(file).is_sound
    except FileNotFoundError:
        return True


def read_log(file: BinaryIO) -> WriteAheadLog:
    """Return the frames of the log in ``file``. Raises OSError."""
    file.seek(0)
    header = file.read(_HEADER)
    size = int.from_bytes(header[8:12])
    if len(header) < _HEADER or size not in _PAGE_SIZES:
        return EMPTY_LOG
    order = ">" if header[3] & _BIG_ENDIAN else "<"
    sums = _stored(header, _SUMMED_OF_HEADER)
    header_is_sound = _summed(header[:_SUMMED_OF_HEADER], (0, 0), order) == sums
    salts = header[16:24] if header_is_sound else None
    frames = []
    gapless, missing = header_is_sound, False
    for place, head, content in _frames(file, size):
        salts = salts or head[8:16]
        if head[8:16] != salts:
            missing = True
        else:
            gapless = gapless and not missing
            now = _summed(head[:_SUMMED_OF_FRAME] + content, sums, order)
            stored = _stored(head, 16)
            commits = int.from_bytes(head[4:8]) > 0
            frames.append(LogFrame(int.from_bytes(head[:4]), place, commits, now == stored))
        sums = _stored(head, 16)
    return WriteAheadLog(tuple(frames), size, gapless)


def _frames(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the offset of each frame's content, its header, and the content."""
    place = _HEADER
    while True:
        file.seek(place)
        head = file.read(_FRAME_HEADER)
        content = file.read(size)
        if len(head) < _FRAME_HEADER or len(content) < size:
            return
        yield place + _FRAME_HEADER, head, content
        place += _FRAME_HEADER + size


def _stored(data: bytes, place: int) -> _Sums:
    first, second = struct.unpack_from(">2I", data, place)
    return first, second


def _summed(data: bytes, sums: _Sums, order: str) -> _Sums:
    """Return the checksum of ``data`` that continues the checksum ``sums``."""
    first, second = sums
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    for even, odd in zip(words, words, strict=True):
        first = (first + even + second) & _WORD
        second = (second + odd + first) & _WORD
    return first, second
