"""Rows read page by page from a database that SQLite cannot read anymore.

Only leaf pages of tables are read. The pages that lead to them may be lost; a damaged page costs
only its own rows. The layout is that of https://www.sqlite.org/fileformat2.html.
"""

import struct
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from mock_interviewer.app.data_folder.database_files import log_path
from mock_interviewer.app.store.database.row_checks import ColumnValue
from mock_interviewer.app.store.recovery.write_ahead_log import EMPTY_LOG, read_log

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_USUAL_SIZE = 4096
_SIZES = tuple(512 << power for power in range(8))
_LEAF = 13
"""The first byte of a page that holds rows of a table."""
_MOST_OVERFLOW = 4
"""Total size of long rows, in sizes of the database; more is a hostile file."""
_MOST_TRIED = 2000
"""Rows that are read to check the reserved bytes that the header claims."""
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer, by serial type."""
_REAL = 7
_CONSTANTS = {8: 0, 9: 1}
_FIRST_BLOB = 12
_FIRST_TEXT = 13
_MORE = 0x80
"""The bit of a byte that says that a number continues."""


class DatabasePages:
    """The pages of a database and its write-ahead log. Raises OSError if it cannot be opened."""

    def __init__(self, database: Path) -> None:
        with ExitStack() as opened:
            self._file: BinaryIO = opened.enter_context(database.open("rb"))
            self._journal = None
            with suppress(FileNotFoundError):
                journal = log_path(database).open("rb")
                self._journal = opened.enter_context(journal)
            said, reserved = _layout(self._file)
            log = read_log(self._journal) if self._journal is not None else EMPTY_LOG
            self._newer = log.committed
            self._size = log.page_size if self._newer else said
            self._usable = self._size
            self._count = -(-database.stat().st_size // self._size)
            self._left = _MOST_OVERFLOW * database.stat().st_size + (1 << 20)
            if reserved and self._fits(reserved):
                self._usable = self._size - reserved
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._opened.close()

    def rows(self) -> Iterator[tuple[int, list[ColumnValue]]]:
        """Yield the key and columns of every readable row, of any table.

        The column that is the key itself is None. Rows with a blob are left out.
        """
        for page, at in self._cells():
            try:
                row = self._row(page, at)
            except (IndexError, ValueError):
                continue
            if row is not None:
                yield row

    def _cells(self) -> Iterator[tuple[bytes, int]]:
        """Yield each page that holds rows with the offset of each of its rows."""
        for number in sorted({*range(1, self._count + 1), *self._newer}):
            page = self._page(number)
            begin = _HEADER if number == 1 else 0
            if len(page) < self._size or page[begin] != _LEAF:
                continue
            cells = int.from_bytes(page[begin + 3 : begin + 5])
            for at in range(begin + 8, min(begin + 8 + 2 * cells, self._size - 1), 2):
                yield page, int.from_bytes(page[at : at + 2])

    def _fits(self, reserved: int) -> bool:
        """Return whether no row reaches into the bytes that the header says are reserved.

        SQLite fills a page from its end, so a flipped bit in the header shows.
        """
        for page, at in islice(self._cells(), _MOST_TRIED):
            with suppress(IndexError):
                length, begin = _number(page, at)
                _, begin = _number(page, begin)
                if self._size - reserved < begin + self._local(length) <= self._size:
                    return False
        return True

    def _row(self, page: bytes, at: int) -> tuple[int, list[ColumnValue]] | None:
        length, at = _number(page, at)
        key, at = _number(page, at)
        end = at + self._local(length)
        if end > self._usable:
            raise ValueError("a row that extends beyond its page")
        kinds = list(_kinds(page[at:end]))
        if any(kind >= _FIRST_BLOB and kind % 2 == 0 for kind in kinds):
            return None
        content = page[at:end]
        if len(content) < length:
            content += self._rest(int.from_bytes(page[end : end + 4]), length - len(content))
        return key - (1 << 64) * (key >> 63), list(_values(content, kinds))

    def _local(self, length: int) -> int:
        """Return how many bytes of a row of ``length`` bytes are on its own page."""
        most = self._usable - 35
        if length <= most:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        some = least + (length - least) % (self._usable - 4)
        return some if some <= most else least

    def _rest(self, number: int, length: int) -> bytes:
        """Return the part of a long row that is on overflow pages."""
        parts = []
        seen = set[int]()
        while length > 0:
            page = self._page(number)
            part = page[4 : min(self._usable, 4 + length)]
            if not part or number in seen:
                raise ValueError("a row that is cut off, or has no end")
            seen.add(number)
            parts.append(part)
            length -= len(part)
            self._left -= len(part)
            if self._left < 0:
                raise ValueError("more overflow pages than a database of this size can have")
            number = int.from_bytes(page[:4])
        return b"".join(parts)

    def _page(self, number: int) -> bytes:
        """Return a page, from the log if it has it; empty if it is unreadable."""
        if number < 1:
            return b""
        file: BinaryIO = self._file
        place = (number - 1) * self._size
        if number in self._newer and self._journal is not None:
            file, place = self._journal, self._newer[number]
        try:
            file.seek(place)
            return file.read(self._size)
        except (OSError, OverflowError):
            return b""


def _layout(file: BinaryIO) -> tuple[int, int]:
    """Return the page size, and the bytes reserved at the end of a page, from the header."""
    header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return _USUAL_SIZE, 0
    said = int.from_bytes(header[16:18])
    size = _SIZES[-1] if said == 1 else said
    return (size if size in _SIZES else _USUAL_SIZE), header[20]


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a variable-length integer, and the offset of its end. Raises IndexError."""
    value = 0
    for place in range(at, at + 8):
        byte = data[place]
        value = value << 7 | byte & ~_MORE
        if byte < _MORE:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def _kinds(record: bytes) -> Iterator[int]:
    end, at = _number(record, 0)
    while at < end:
        kind, at = _number(record, at)
        yield kind


def _values(record: bytes, kinds: list[int]) -> Iterator[ColumnValue]:
    """Yield the columns of a record without blobs. Raises ValueError, IndexError.

    Bytes that are not UTF-8 become surrogates.
    """
    at, _ = _number(record, 0)
    for kind in kinds:
        length = _INTEGERS.get(kind, 8 if kind == _REAL else 0)
        if kind >= _FIRST_TEXT:
            length = (kind - _FIRST_TEXT) // 2
        part = record[at : at + length]
        if len(part) < length:
            raise ValueError("a row that is cut off")
        at += length
        if kind >= _FIRST_TEXT:
            yield part.decode(errors="surrogateescape")
        elif kind == _REAL:
            yield struct.unpack(">d", part)[0]
        elif length:
            yield int.from_bytes(part, signed=True)
        else:
            yield _CONSTANTS.get(kind)
