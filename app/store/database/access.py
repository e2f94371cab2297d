"""Access to the database through one connection, shared by the whole store."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import DatabaseDamaged
from mock_interviewer.app.store.database.integrity import mark_damaged
from mock_interviewer.app.store.database.sqlite_errors import translate_sqlite_errors


class DatabaseAccess:
    """Reads and writes through one connection, on the thread that opened it.

    Every method raises StoreError if the machine refuses.
    """

    def __init__(
        self, connection: sqlite3.Connection, data: DataFolder, *, writes: bool = False
    ) -> None:
        self.connection = connection
        self.data = data
        self._writes = writes
        self._identity = _file_identity(data.database)

    def rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        with self.translated_errors():
            return self.connection.execute(statement, parameters).fetchall()

    def value(self, statement: str, *parameters: object) -> int:
        """Return the number in the first column and row of a statement."""
        return int(self.rows(statement, *parameters)[0][0])

    def change(self, statement: str, *parameters: object) -> int:
        """Execute one statement in its own transaction; return how many rows it changed."""
        with self.transaction() as connection:
            return connection.execute(statement, parameters).rowcount

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection; what the block does is durable when it ends, or rolled back."""
        self.check_place()
        with self.translated_errors():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def translated_errors(self) -> Iterator[None]:
        """Raise SQLite errors in this block as StoreErrors; mark a damaged database."""
        try:
            with translate_sqlite_errors(self.data.database):
                yield
        except DatabaseDamaged:
            self.mark_damaged()
            raise

    def mark_damaged(self) -> None:
        """Have the database repaired when it is next opened for writing."""
        if self._writes:
            mark_damaged(self.data.database)

    def check_place(self) -> None:
        """Raise StoreError if the database is no longer at its path.

        SQLite would continue writing to a file that has no name anymore.
        """
        if not self._writes:
            raise RuntimeError("this library was opened for reading")
        if _file_identity(self.data.database) != self._identity:
            raise self.data.missing_error()


def _file_identity(database: Path) -> tuple[int, int] | None:
    try:
        found = database.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
