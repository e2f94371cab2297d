"""Bringing a database to the shape that this version knows."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from mock_interviewer.app.private_files import make_private_file
from mock_interviewer.audio.syncing import sync_folder


@dataclass(frozen=True)
class Migration:
    """One step: ``script`` makes version ``number`` out of the version before it."""

    number: int
    script: str


def migrations() -> tuple[Migration, ...]:
    """Return the numbered .sql files beside this module, in order, from 1 without a gap.

    Each changes the schema, since ``schema_check`` tells the version of a database by its objects.
    """
    folder = resources.files("mock_interviewer.app.store") / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=str)
    return tuple(
        Migration(int(file.name.split("_")[0]), file.read_text(encoding="utf-8")) for file in files
    )


def version_of(connection: sqlite3.Connection) -> int:
    """Return the schema's version; 0 for a database in which nothing was made yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, database: Path, steps: Sequence[Migration]) -> None:
    """Take ``connection``, in autocommit mode, to the version of the last step.

    A database that holds something is copied first; see ``copy_path``. Each step happens whole
    or not at all. Raises sqlite3.Error, OSError.
    """
    version = version_of(connection)
    if 0 < version < steps[-1].number:
        copy(connection, copy_path(database, version))
    take_up(connection, steps)


def take_up(connection: sqlite3.Connection, steps: Sequence[Migration]) -> None:
    """Do what ``migrate`` does, to a database of which no copy is wanted. Raises sqlite3.Error."""
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


def copy_path(database: Path, version: int) -> Path:
    """Return where a database is copied before it leaves ``version``."""
    return database.with_name(f"{database.stem}.v{version}{database.suffix}")


def copies(database: Path) -> list[Path]:
    """Return what else holds rows: copies from migrations, databases set aside or unfinished."""
    return sorted(
        path
        for kind in ("v*", "damaged-*", "mending", "mended-*")
        for more in ("", "-*", ".partial*")
        for path in database.parent.glob(f"{database.stem}.{kind}{database.suffix}{more}")
    )


def damaged_ones(database: Path) -> list[Path]:
    """Return the damaged databases that were set aside, the newest last."""
    return sorted(database.parent.glob(f"{database.stem}.damaged-*{database.suffix}"))


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a whole database, with what its journal holds, to ``target``, mode 0600."""
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    make_private_file(partial, follow=False)
    with closing(sqlite3.connect(partial)) as other:
        connection.backup(other)
    partial.replace(target)
    sync_folder(target.parent)
