"""Names of the files beside the database: journals, copies, and damaged databases set aside."""

import re
from pathlib import Path, PurePath
from typing import Final

JOURNAL_SUFFIXES: Final = ("-wal", "-shm", "-journal")
"""What SQLite appends to the name of a database for the files that it keeps beside it."""
_COMPANION = re.compile(r"(sqlite3|v\d+\.|damaged-|mending|mended-|suspect)")


def journals(database: Path) -> list[Path]:
    """Return where SQLite keeps the journals of a database, whether they exist or not."""
    return [database.with_name(f"{database.name}{suffix}") for suffix in JOURNAL_SUFFIXES]


def log_path(database: Path) -> Path:
    """Return where the write-ahead log of a database is."""
    return database.with_name(f"{database.name}-wal")


def rollback_journal(database: Path) -> Path:
    """Return where the rollback journal of a database is, on a disk without write-ahead logs."""
    return database.with_name(f"{database.name}-journal")


def copy_before_migration(database: Path, version: int) -> Path:
    """Return where a database is copied before it is migrated from ``version``."""
    return database_variant(database, f"v{version}")


def database_copies(database: Path) -> list[Path]:
    """Return other files with rows: copies before migrations, damaged and unfinished databases."""
    return sorted(
        path
        for kind in ("v*", "damaged-*", "mending", "mended-*")
        for more in ("", "-*", ".partial*")
        for path in database.parent.glob(f"{database.stem}.{kind}{database.suffix}{more}")
    )


def damaged_databases(database: Path) -> list[Path]:
    """Return the damaged databases that were set aside, the newest last."""
    return sorted(database.parent.glob(f"{database.stem}.damaged-*{database.suffix}"))


def damage_marker(database: Path) -> Path:
    """Return the file whose existence says that a database was found damaged while in use."""
    return database.with_name(f"{database.stem}.suspect")


def database_variant(database: Path, what: str) -> Path:
    """Return the file beside ``database`` that has ``what`` before its suffix."""
    return database.with_name(f"{database.stem}.{what}{database.suffix}")


def is_database_file(name: str, database: str) -> bool:
    """Return whether a name is that of a database, or of any file beside it."""
    stem = f"{PurePath(database).stem}."
    return name.startswith(stem) and _COMPANION.match(name, len(stem)) is not None
