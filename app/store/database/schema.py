"""The schema: its migrations, and the check that a database has exactly ours.

A database file can come from anywhere. An added trigger, view, index on an expression, or virtual
table would run when the program reads or writes, so a database is used only if its schema is
exactly ours. Every migration changes the schema, so the objects alone determine the version of a
database, regardless of its header.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib import resources
from pathlib import Path

from mock_interviewer.app.data_folder.database_files import copy_before_migration
from mock_interviewer.app.data_folder.private_files import make_private_file
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database.sqlite_errors import damaged_database
from mock_interviewer.audio.files.folder_sync import sync_folder


@dataclass(frozen=True)
class Migration:
    """One step: ``script`` migrates to version ``number`` from the version before it."""

    number: int
    script: str


def migrations() -> tuple[Migration, ...]:
    """Return the numbered .sql files beside this module, in order, from 1 without a gap.

    Each changes the schema, since ``inspect_schema`` determines the version by the objects.
    """
    folder = resources.files(__package__) / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=str)
    return tuple(
        Migration(int(file.name.split("_")[0]), file.read_text(encoding="utf-8")) for file in files
    )


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the schema; 0 for an empty database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, database: Path, steps: Sequence[Migration]) -> None:
    """Migrate a database, in autocommit mode, to the version of the last step.

    A database that is not empty is copied first; see ``copy_before_migration``. Each step is
    atomic. Raises sqlite3.Error, OSError.
    """
    version = version_of(connection)
    if 0 < version < steps[-1].number:
        copy_database(connection, copy_before_migration(database, version))
    apply_migrations(connection, steps)


def apply_migrations(connection: sqlite3.Connection, steps: Sequence[Migration]) -> None:
    """Migrate a database as ``migrate`` does, without a copy. Raises sqlite3.Error."""
    version = version_of(connection)
    for step in (step for step in steps if step.number > version):
        try:
            connection.executescript(
                f"BEGIN IMMEDIATE;\n{step.script}\nPRAGMA user_version = {step.number};\nCOMMIT;"
            )
        except BaseException:
            if connection.in_transaction:
                connection.rollback()
            raise


def copy_database(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a whole database, including its journal, to ``target``, mode 0600."""
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    make_private_file(partial, follow=False)
    with closing(sqlite3.connect(partial)) as other:
        connection.backup(other)
    partial.replace(target)
    sync_folder(target.parent)


_Object = tuple[str, str, str, str | None]
"""Type, name, table, and SQL of a row of sqlite_schema; automatic indexes have no SQL."""
_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
_HEADER_BITS = (1 << 32) - 1
_OUR_TABLES = frozenset({"sessions", "takes"})
"""Tables of every version."""


class SchemaState(Enum):
    """The origin of a database, as its schema shows."""

    EMPTY = auto()
    """It has no objects, and no version in its header."""
    OURS = auto()
    """It is exactly what the migrations create, with the same version in its header."""
    DAMAGED = auto()
    """It is ours, but was changed, or its header contradicts it."""
    EXTENDED = auto()
    """It is ours, with objects that the program never creates."""
    NEWER = auto()
    """It is from a newer version of the program."""
    FOREIGN = auto()
    """It is from another program."""


@dataclass(frozen=True)
class InspectedSchema:
    """The state of a schema.

    ``version`` is the version that its objects belong to, 0 if they belong to none. ``additions``
    are the objects that the program never creates, such as "trigger t1".
    """

    state: SchemaState
    version: int = 0
    additions: tuple[str, ...] = ()


def inspect_schema(connection: sqlite3.Connection) -> InspectedSchema:
    """Compare the schema of a database with ours. Raises sqlite3.Error if it cannot be read."""
    rows = connection.execute(_OBJECTS).fetchall()
    found = frozenset(rows)
    said = version_of(connection)
    newest = migrations()[-1].number
    if len(rows) != len(found):
        return InspectedSchema(SchemaState.DAMAGED)
    if not found:
        return InspectedSchema(_state_without_objects(said, newest))
    for version in range(newest, 0, -1):
        if found == objects_of(version):
            return InspectedSchema(_state_of_version(said, version, newest), version)
    if said > newest:
        return InspectedSchema(SchemaState.NEWER)
    for version in range(newest, 0, -1):
        if found > objects_of(version):
            return InspectedSchema(
                SchemaState.EXTENDED, version, _names(found - objects_of(version))
            )
    if said <= 0 or {name for _, name, *_ in found}.isdisjoint(_OUR_TABLES):
        return InspectedSchema(SchemaState.FOREIGN)
    return InspectedSchema(SchemaState.DAMAGED)


def _state_without_objects(version: int, newest: int) -> SchemaState:
    if version == 0:
        return SchemaState.EMPTY
    if version > newest:
        return SchemaState.NEWER
    return SchemaState.DAMAGED if version > 0 else SchemaState.FOREIGN


def _state_of_version(said: int, version: int, newest: int) -> SchemaState:
    """Return the state of a database of ``version`` whose header has the version ``said``."""
    if said == version:
        return SchemaState.OURS
    one_bit = ((said ^ version) & _HEADER_BITS).bit_count() == 1
    return SchemaState.NEWER if said > newest and not one_bit else SchemaState.DAMAGED


def refuse_unless_ours(connection: sqlite3.Connection, database: Path) -> None:
    """Raise StoreError unless a database is empty or has exactly our schema.

    For a damaged schema, that is DatabaseDamaged. Raises sqlite3.Error if it cannot be read.
    """
    schema = inspect_schema(connection)
    match schema.state:
        case SchemaState.DAMAGED:
            raise damaged_database(database)
        case SchemaState.NEWER:
            raise StoreError(
                f"The database {database} was made by a newer version of Mock Interviewer.",
                "Install the newest version, or choose another folder with --data-dir. "
                "The database was not changed.",
            )
        case SchemaState.FOREIGN:
            raise StoreError(
                f"{database} is not a database of Mock Interviewer.",
                "Choose another folder with --data-dir.",
            )
        case SchemaState.EXTENDED:
            raise StoreError(
                f"The database {database} contains objects that Mock Interviewer did not create:"
                f" {', '.join(schema.additions)}. It was not opened.",
                "Restore a backup that you trust, or remove the addition with the tool that made"
                " it.",
            )
        case SchemaState.EMPTY | SchemaState.OURS:
            return


@cache
def objects_of(version: int) -> frozenset[_Object]:
    """Return the objects that the migrations up to ``version`` create."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        apply_migrations(connection, migrations()[:version])
        return frozenset(connection.execute(_OBJECTS).fetchall())


def _names(objects: frozenset[_Object]) -> tuple[str, ...]:
    return tuple(sorted(f"{kind} {name!r}" for kind, name, *_ in objects))
