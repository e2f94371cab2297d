"""Names of the files beside the database: its log, its copies, and damaged ones set aside."""

from pathlib import Path


def copy_before_migration(database: Path, version: int) -> Path:
    """Return where a database is copied before it leaves ``version``."""
    return database.with_name(f"{database.stem}.v{version}{database.suffix}")


def database_copies(database: Path) -> list[Path]:
    """Return what else holds rows: copies from migrations, databases set aside or unfinished."""
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
    """Return the file whose being there says that a database was found damaged in use."""
    return database.with_name(f"{database.stem}.suspect")


def database_variant(database: Path, what: str) -> Path:
    """Return the file beside ``database`` that is called ``what``."""
    return database.with_name(f"{database.stem}.{what}{database.suffix}")


def log_path(database: Path) -> Path:
    """Return where the log of a database is."""
    return database.with_name(f"{database.name}-wal")
