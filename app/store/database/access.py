"""The one connection to the database, as the rooms of the store share it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.errors import DatabaseDamaged
from mock_interviewer.app.store.database.integrity import mark_damaged
from mock_interviewer.app.store.database.sqlite_errors import translate_sqlite_errors


class DatabaseAccess:
    """Reads and writes through one connection, on the thread that made it.

    Every method raises StoreError where the machine refuses.
    """

    def __init__(
        self, connection: sqlite3.Connection, data: DataFolder, *, writes: bool = False
    ) -> None:
        self.connection = connection
        self.data = data
        self._writes = writes
        self._identity = _file_identity(data.database)

    def rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows that a statement gives."""
        with self.guarded():
            return self.connection.execute(statement, parameters).fetchall()

    def value(self, statement: str, *parameters: object) -> int:
        """Return the number that a statement gives."""
        return int(self.rows(statement, *parameters)[0][0])

    def change(self, statement: str, *parameters: object) -> int:
        """Execute one statement in a transaction of its own; return how many rows it changed."""
        with self.transaction() as connection:
            return connection.execute(statement, parameters).rowcount

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection; what is done with it happens whole, and survives a kill, or not."""
        self.check_place()
        with self.guarded():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Raise what SQLite refuses in this block as a StoreError, and remember damage."""
        try:
            with translate_sqlite_errors(self.data.database):
                yield
        except DatabaseDamaged:
            self.suspect()
            raise

    def suspect(self) -> None:
        """Have the database repaired when it is next opened to write."""
        if self._writes:
            mark_damaged(self.data.database)

    def check_place(self) -> None:
        """Raise StoreError if the database is no longer where it was opened.

        SQLite would go on writing into a file that has no name any more.
        """
        if not self._writes:
            raise RuntimeError("this library was opened to be read")
        if _file_identity(self.data.database) != self._identity:
            raise self.data.gone()


def _file_identity(database: Path) -> tuple[int, int] | None:
    try:
        found = database.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
