"""Rows taken from the pages of a database one by one, where SQLite gives up on the whole.

Only pages that hold rows of tables are looked at. What leads to them, and what says which table
they belong to, may be lost; a page that is damaged costs its own rows and no others. The layout is
that of https://www.sqlite.org/fileformat2.html.
"""

import struct
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

Value = int | float | str | None
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_USUAL_SIZE = 4096
_SIZES = tuple(512 << power for power in range(8))
_LEAF = 13
"""What the first byte of a page says that holds rows of a table."""
_JOURNAL_HEADER = 32
_FRAME_HEADER = 24
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of a whole number, by its kind."""
_REAL = 7
_CONSTANTS = {8: 0, 9: 1}
_FIRST_BLOB = 12
_FIRST_TEXT = 13
_MORE = 0x80
"""The bit of a byte that says that a number goes on."""


class Pages:
    """The pages of a database and its write-ahead log. Raises OSError where it cannot be opened."""

    def __init__(self, database: Path) -> None:
        with ExitStack() as opened:
            self._file: BinaryIO = opened.enter_context(database.open("rb"))
            self._journal = None
            with suppress(FileNotFoundError):
                journal = database.with_name(f"{database.name}-wal").open("rb")
                self._journal = opened.enter_context(journal)
            self._size = _page_size(self._file)
            self._newer, size = _frames(self._journal) if self._journal is not None else ({}, 0)
            self._size = size or self._size
            self._count = -(-database.stat().st_size // self._size)
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

    def rows(self) -> Iterator[tuple[int, list[Value]]]:
        """Give the key and the columns of every row that can be read, of any table.

        The column that is the key itself is None in it. Rows with a blob are left out.
        """
        for number in range(1, max(self._count, *self._newer, 0) + 1):
            page = self._page(number)
            begin = _HEADER if number == 1 else 0
            if len(page) < self._size or page[begin] != _LEAF:
                continue
            cells = int.from_bytes(page[begin + 3 : begin + 5])
            for at in range(begin + 8, min(begin + 8 + 2 * cells, self._size - 1), 2):
                try:
                    row = self._row(page, int.from_bytes(page[at : at + 2]))
                except (IndexError, ValueError):
                    continue
                if row is not None:
                    yield row

    def _row(self, page: bytes, at: int) -> tuple[int, list[Value]] | None:
        length, at = _number(page, at)
        key, at = _number(page, at)
        end = at + self._local(length)
        if end > self._size:
            raise ValueError("a row that leaves its page")
        kinds = list(_kinds(page[at:end]))
        if any(kind >= _FIRST_BLOB and kind % 2 == 0 for kind in kinds):
            return None
        content = page[at:end]
        if len(content) < length:
            content += self._rest(int.from_bytes(page[end : end + 4]), length - len(content))
        return key - (1 << 64) * (key >> 63), list(_values(content, kinds))

    def _local(self, length: int) -> int:
        """Return how many bytes of a row of that length are on its own page."""
        most = self._size - 35
        if length <= most:
            return length
        least = (self._size - 12) * 32 // 255 - 23
        some = least + (length - least) % (self._size - 4)
        return some if some <= most else least

    def _rest(self, number: int, length: int) -> bytes:
        """Return what of a long row is on pages of its own."""
        parts = []
        seen = set[int]()
        while length > 0:
            page = self._page(number)
            part = page[4 : min(self._size, 4 + length)]
            if not part or number in seen:
                raise ValueError("a row that is cut off, or has no end")
            seen.add(number)
            parts.append(part)
            length -= len(part)
            number = int.from_bytes(page[:4])
        return b"".join(parts)

    def _page(self, number: int) -> bytes:
        """Return a page, as the log has it where that does; empty where it cannot be read."""
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


def _page_size(file: BinaryIO) -> int:
    """Return the size of a page as the header says, or the usual one if that cannot be."""
    header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return _USUAL_SIZE
    said = int.from_bytes(header[16:18])
    size = _SIZES[-1] if said == 1 else said
    return size if size in _SIZES else _USUAL_SIZE


def _frames(journal: BinaryIO) -> tuple[dict[int, int], int]:
    """Return where the log holds the pages of all that was committed, by their numbers.

    And the size of a page; 0 for a log that holds none.
    """
    header = journal.read(_JOURNAL_HEADER)
    size = int.from_bytes(header[8:12])
    if len(header) < _JOURNAL_HEADER or size not in _SIZES:
        return {}, 0
    found: dict[int, int] = {}
    waiting: dict[int, int] = {}
    at = _JOURNAL_HEADER
    while True:
        journal.seek(at)
        frame = journal.read(_FRAME_HEADER)
        # Frames of an earlier round have other salts.
        if len(frame) < _FRAME_HEADER or frame[8:16] != header[16:24]:
            return found, size if found else 0
        waiting[int.from_bytes(frame[:4])] = at + _FRAME_HEADER
        if int.from_bytes(frame[4:8]):
            found.update(waiting)
            waiting.clear()
        at += _FRAME_HEADER + size


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length, and where it ends. Raises IndexError."""
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


def _values(record: bytes, kinds: list[int]) -> Iterator[Value]:
    """Give the columns of a record without blobs. Raises ValueError, IndexError.

    Bytes that are no UTF-8 become surrogates.
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
