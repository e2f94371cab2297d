"""Repair of a damaged database: it is set aside, and a new one is built from what can be read.

The new one is built beside it and takes its name once it is complete: after a kill, the next start
starts over or continues. Only rows on damaged pages are lost. A recording whose row was lost is
listed again, with its question if the sidecar has it, but without its transcript, name, note, star,
and grade; one that was discarded is removed.
"""

import json
import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mock_interviewer.app.data_folder.database_files import damage_marker, database_variant
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.data_folder.private_files import PRIVATE_FILE, make_private_file, remove
from mock_interviewer.app.errors import DatabaseDamaged, StoreError
from mock_interviewer.app.feedback.feedback import Feedback, from_json_data
from mock_interviewer.app.store.database import full_text_index
from mock_interviewer.app.store.database.connection import (
    connect_reader,
    connect_untrusted,
    connect_writer,
    harden,
)
from mock_interviewer.app.store.database.records import LibrarySize
from mock_interviewer.app.store.database.row_checks import drop_invalid_rows, drop_orphans
from mock_interviewer.app.store.database.rows import library_size
from mock_interviewer.app.store.database.schema import apply_migrations, migrations
from mock_interviewer.app.store.database.sqlite_errors import translate_sqlite_errors
from mock_interviewer.app.store.deletion.deletion import PendingDeletion
from mock_interviewer.app.store.practice import reviews
from mock_interviewer.app.store.recovery import orphans, write_ahead_log
from mock_interviewer.app.store.recovery.database_pages import DatabasePages
from mock_interviewer.app.store.recovery.salvage import RowRepair, RowSalvage
from mock_interviewer.app.store.takes import recordings as recordings_module
from mock_interviewer.app.store.takes import saved_feedback
from mock_interviewer.app.text.formatting import listed
from mock_interviewer.audio.files.folder_sync import sync_folder

log = logging.getLogger(__name__)


_READY = "mended-"


_ASIDE = "damaged-"


_WITHOUT_CURRENT = """
UPDATE transcripts SET current = 1
WHERE number IN (SELECT max(number) FROM transcripts GROUP BY take HAVING NOT max(current))
"""


_WITHOUT_FIGURES = """
SELECT transcript, data FROM feedback WHERE transcript NOT IN (SELECT transcript FROM figures)
"""


_OPEN = "SELECT count(*) FROM takes WHERE status = 'open' AND NOT deleting"


_LACKING = """
SELECT total(t.question = ''), total(t.duration > 0 AND x.number IS NULL)
FROM takes AS t JOIN sessions AS s ON s.number = t.session
LEFT JOIN transcripts AS x ON x.take = t.number AND x.current
WHERE t.status = 'saved' AND NOT t.deleting AND NOT s.deleting
"""


@dataclass(frozen=True)
class RepairLosses:
    """What could not be read: the rows of ``takes``, listed again without their marks, and grades.

    Marks are a take's name, note and star.
    """

    takes: int = 0
    grades: int = 0


@dataclass(frozen=True)
class RepairReport:
    """What a new database holds: of the answers, some ``without_question`` and ``unheard``.

    The one before was ``damaged``, or gone. ``aside`` is where it is; None where it is nowhere any
    more, as it goes with what is deleted.
    """

    aside: Path | None
    held: LibrarySize
    without_question: int
    unheard: int
    damaged: bool = True
    lost: RepairLosses = RepairLosses()

    @property
    def sentence(self) -> str:
        """What a person is told."""
        what = "was damaged" if self.damaged else "was gone"
        parts = [f"The database {what}. Mock Interviewer recovered {self.held.words}."]
        if missing := self._missing():
            parts.append(f"{missing}.")
        if self.aside:
            parts.append(
                f"The damaged file is kept as {self.aside.name} in {self.aside.parent} until you"
                " next delete an answer."
            )
        return " ".join(parts)

    def _missing(self) -> str:
        """Return what the answers lack, in one sentence; empty for nothing."""
        missing = []
        if self.without_question:
            missing.append(f"{self.without_question} without the question")
        if self.unheard:
            missing.append(f"{self.unheard} without a transcript (you can transcribe again)")
        if self.lost.takes and self.damaged:
            missing.append(f"{self.lost.takes} without their name, note, or star")
        if self.lost.grades:
            missing.append(f"{self.lost.grades} without the grade")
        return f"Of these, {listed(missing)}" if missing else ""


@dataclass(frozen=True)
class OpenedDatabase:
    """A database that was opened to write; ``older`` is what there was no time to remove."""

    connection: sqlite3.Connection
    mended: RepairReport | None
    older: PendingDeletion | None


def connect(data: DataFolder, patience: float, *, mends: bool = True) -> OpenedDatabase:
    """Open the database to write, mended where that is needed.

    That is where it is damaged or was found to be, or where it is gone and there are recordings.
    Without ``mends`` a damaged one is refused. Goes on for about ``patience`` seconds with what was
    being deleted. The writer's lock must be held. Raises StoreError.
    """
    if not mends:
        return _connect(data, patience, None, check_rows=False)
    mended = repair_database(data) if is_needed(data, alone=True) else None
    try:
        return _connect(data, patience, mended, check_rows=mended is None)
    except DatabaseDamaged as error:
        log.warning("%s", error)
    return _connect(data, patience, repair_database(data), check_rows=False)


def is_needed(data: DataFolder, *, alone: bool = False) -> bool:
    """Return whether the database is known to be mended when it is next opened to write.

    ``alone`` says that nobody writes now, so that the journal can be checked too. Raises
    StoreError.
    """
    with _refused(data):
        if _ready(data.database) is not None or damage_marker(data.database).exists():
            return True
        there = data.database.exists() and data.database.stat().st_size > 0
        if not there:
            return orphans.recordings_exist(data)
        if alone and not write_ahead_log.is_sound(data.database):
            return True
        return _lacks_rows(data)


def _lacks_rows(data: DataFolder) -> bool:
    """Return whether there are recordings of which the database knows nothing.

    Raises OSError, StoreError.
    """
    recordings = orphans.newest_recordings(data)
    with (
        suppress(DatabaseDamaged),
        translate_sqlite_errors(data.database),
        closing(connect_reader(data.database)) as connection,
    ):
        rows = connection.execute(
            "SELECT s.id, t.place FROM takes AS t JOIN sessions AS s ON s.number = t.session"
        )
        return not recordings <= set(rows)
    return False


def repair_database(data: DataFolder) -> RepairReport:
    """Set a damaged database aside and put one in its place with all that can be read of it.

    The writer's lock must be held. Takes about a minute with 50 000 takes. Raises StoreError where
    the machine refuses; then the damaged one is where it was.
    """
    with _refused(data):
        ready, lost = _ready(data.database), RepairLosses()
        if ready is not None and not _is_ours(ready):
            remove(ready)
            ready = None
        if ready is None:
            log.error("%s is damaged or gone, and is rebuilt", data.database)
            ready, lost = _rebuild(data)
        aside = _set_aside(data.database, ready)
        damage_marker(data.database).unlink(missing_ok=True)
        ready.replace(data.database)
        sync_folder(data.root)
        with closing(sqlite3.connect(data.database)) as connection:
            harden(connection)
            closed = library_size(connection)
            # They are answers as soon as they are recovered, right after this.
            still_open = connection.execute(_OPEN).fetchone()[0]
            counts = LibrarySize(closed.sessions, closed.answers + still_open)
            unknown, unheard = connection.execute(_LACKING).fetchone()
    mended = RepairReport(
        aside, counts, int(unknown), int(unheard), damaged=aside is not None, lost=lost
    )
    log.warning("%s", mended.sentence)
    return mended


def _connect(
    data: DataFolder, patience: float, mended: RepairReport | None, *, check_rows: bool
) -> OpenedDatabase:
    connection = connect_writer(data.database, check_rows=check_rows)
    try:
        with translate_sqlite_errors(data.database):
            removal = PendingDeletion(connection, data)
            finished = removal.go_on(time.monotonic() + patience)
    except BaseException:
        connection.close()
        raise
    if mended is not None and mended.aside is not None and not mended.aside.exists():
        mended = replace(mended, aside=None)
    return OpenedDatabase(connection, mended, None if finished else removal)


def _rebuild(data: DataFolder) -> tuple[Path, RepairLosses]:
    """Make a new database; return its path once all of it is on the disk, and what was lost."""
    partial = database_variant(data.database, "mending")
    partial.unlink(missing_ok=True)
    make_private_file(partial, follow=False)
    try:
        lost = _fill(partial, data)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    ready = database_variant(data.database, f"{_READY}{_free_moment(data.database)}")
    partial.replace(ready)
    sync_folder(data.root)
    return ready, lost


def _fill(database: Path, data: DataFolder) -> RepairLosses:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        # What a kill leaves of it is thrown away.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA secure_delete = ON")
        apply_migrations(connection, migrations())
        full_text_index.enable_secure_delete(connection)
        connection.execute("BEGIN IMMEDIATE")
        repair, grades = RowRepair(data), 0
        if data.database.exists():
            with DatabasePages(data.database) as pages:
                salvage = RowSalvage(connection, repair)
                salvage.put(pages.rows())
            grades = salvage.lost["reviews"]
        repair.reconcile(connection)
        orphans.add_sessions(connection, data)
        listed_again = orphans.add_takes(connection, data)
        orphans.apply_discard_marks(connection, data)
        recordings_module.name_packed_recordings(connection, data)
        _complete(connection)
        drop_invalid_rows(connection)
        connection.execute("COMMIT")
    return RepairLosses(listed_again, grades)


def _complete(connection: sqlite3.Connection) -> None:
    """Remove what points to rows that were lost, and make anew what follows from others."""
    drop_orphans(connection)
    connection.execute(_WITHOUT_CURRENT)
    for transcript, feedback in connection.execute(_WITHOUT_FIGURES).fetchall():
        with suppress(ValueError):
            saved_feedback.save_figures(
                connection, transcript, from_json_data(Feedback, json.loads(feedback))
            )
    for key in connection.execute("SELECT DISTINCT bank, question FROM reviews"):
        reviews.rebuild_card(connection, key)


def _free_moment(database: Path) -> str:
    """Return the time of day for the name of a database that is set aside."""
    moment = now = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    again = 1
    while database_variant(database, f"{_ASIDE}{moment}").exists():
        again += 1
        moment = f"{now}-{again}"
    return moment


def _set_aside(database: Path, ready: Path) -> Path | None:
    """Rename a database and its journals, which must not be taken for those of the new one."""
    moment = ready.stem.rpartition(_READY)[2]
    aside = database_variant(database, f"{_ASIDE}{moment}")
    database.with_name(f"{database.name}-shm").unlink(missing_ok=True)
    for journal in ("-wal", "-journal", ""):
        old, new = (path.with_name(f"{path.name}{journal}") for path in (database, aside))
        if old.exists():
            old.chmod(PRIVATE_FILE)
            old.replace(new)
    return aside if aside.exists() else None


def _ready(database: Path) -> Path | None:
    """Return a new database that was made whole and is not in its place yet."""
    found = sorted(database.parent.glob(f"{database.stem}.{_READY}*{database.suffix}"))
    return found[0] if found else None


def _is_ours(ready: Path) -> bool:
    """Return whether a database that waits to be put in place is one that a repair made."""
    if ready.is_symlink() or not ready.is_file():
        return False
    try:
        connect_untrusted(ready).close()
    except StoreError:
        return False
    return True


@contextmanager
def _refused(data: DataFolder) -> Iterator[None]:
    try:
        with translate_sqlite_errors(data.database):
            yield
    except OSError as error:
        raise StoreError(
            f"The database {data.database} is damaged and could not be rebuilt: {error.strerror}.",
            "Free some space, check that you can write to its folder, then try again.",
        ) from error
