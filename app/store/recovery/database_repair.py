"""Repair of a damaged database: it is set aside, and a new one is built from what can be read.

The new one is built beside it and takes its name once it is complete: after a kill, the next start
starts over or continues. Only rows on damaged pages are lost. A recording whose row was lost is
listed again, with its question if the sidecar has it, but without its transcript, name, note, star,
grade, and verdicts; one that was discarded is removed.
"""

import json
import logging
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import damage_marker, database_variant
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
from mock_interviewer.app.text.formatting import counted, listed
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
    """What could not be read.

    These are grades, verdicts that the person gave, and the names, notes, and marks of ``takes``
    listed again.
    """

    takes: int = 0
    grades: int = 0
    verdicts: int = 0


@dataclass(frozen=True)
class RepairReport:
    """What a rebuilt database holds.

    ``without_question`` and ``without_transcript`` count answers. The database before was
    ``damaged``, or missing. ``set_aside`` is where the damaged one is; None once it was removed,
    which happens when something is deleted.
    """

    set_aside: Path | None
    library_size: LibrarySize
    without_question: int
    without_transcript: int
    damaged: bool = True
    lost: RepairLosses = RepairLosses()

    @property
    def sentence(self) -> str:
        """The report in sentences, to be shown."""
        what = "was damaged" if self.damaged else "was gone"
        parts = [f"The database {what}. Mock Interviewer recovered {self.library_size.words}."]
        if missing := self._missing():
            parts.append(f"{missing}.")
        if self.lost.verdicts:
            parts.append(f"{counted(self.lost.verdicts, 'verdict')} of yours couldn't be read.")
        if self.set_aside:
            name, folder = self.set_aside.name, self.set_aside.parent
            parts.append(
                f"The damaged file is kept as {name} in {folder} until you next delete an answer."
            )
        return " ".join(parts)

    def _missing(self) -> str:
        """Return what the answers lack, as a clause; "" if they lack nothing."""
        missing = []
        if self.without_question:
            missing.append(f"{self.without_question} without the question")
        if self.without_transcript:
            missing.append(
                f"{self.without_transcript} without a transcript (you can transcribe again)"
            )
        if self.lost.takes and self.damaged:
            missing.append(f"{self.lost.takes} without their name, note, or star")
        if self.lost.grades:
            missing.append(f"{self.lost.grades} without the grade")
        return f"Of these, {listed(missing)}" if missing else ""


@dataclass(frozen=True)
class OpenedDatabase:
    """A database opened for writing; ``older`` is what there was no time to remove."""

    connection: sqlite3.Connection
    repair_report: RepairReport | None
    older: PendingDeletion | None


def connect(data: DataFolder, patience: float, *, repairs: bool = True) -> OpenedDatabase:
    """Open the database for writing, repaired first if it is damaged, or missing with recordings.

    Without ``repairs``, a damaged database is refused. Pending deletions are continued for about
    ``patience`` seconds. The writer's lock must be held. Raises StoreError.
    """
    if not repairs:
        return _connect(data, patience, None, check_rows=False)
    report = repair_database(data) if is_needed(data, alone=True) else None
    try:
        return _connect(data, patience, report, check_rows=report is None)
    except DatabaseDamaged as error:
        log.warning("%s", error)
    return _connect(data, patience, repair_database(data), check_rows=False)


def is_needed(data: DataFolder, *, alone: bool = False) -> bool:
    """Return whether the database is going to be repaired when it is next opened for writing.

    ``alone`` means that nobody is writing, so that the journal can be checked too. Raises
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
    """Return whether there are recordings that the database does not know.

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
    """Set a damaged database aside and replace it with a new one that has all readable rows.

    The writer's lock must be held. Takes about a minute with 50 000 takes. Raises StoreError if
    the machine refuses; the damaged database is then left where it was.
    """
    with _refused(data):
        ready, lost = _ready(data.database), RepairLosses()
        if ready is not None and not _is_ours(ready):
            remove(ready)
            ready = None
        if ready is None:
            log.error("%s is damaged or missing, and is rebuilt", data.database)
            ready, lost = _rebuild(data)
        aside = _set_aside(data.database, ready)
        damage_marker(data.database).unlink(missing_ok=True)
        ready.replace(data.database)
        sync_folder(data.root)
        with closing(sqlite3.connect(data.database)) as connection:
            harden(connection)
            closed = library_size(connection)
            # These become answers when they are recovered, right after this.
            still_open = connection.execute(_OPEN).fetchone()[0]
            counts = LibrarySize(closed.sessions, closed.answers + still_open)
            unknown, unheard = connection.execute(_LACKING).fetchone()
    report = RepairReport(
        aside, counts, int(unknown), int(unheard), damaged=aside is not None, lost=lost
    )
    log.warning("%s", report.sentence)
    return report


def _connect(
    data: DataFolder, patience: float, report: RepairReport | None, *, check_rows: bool
) -> OpenedDatabase:
    connection = connect_writer(data.database, check_rows=check_rows)
    try:
        with translate_sqlite_errors(data.database):
            removal = PendingDeletion(connection, data)
            finished = removal.run(time.monotonic() + patience)
    except BaseException:
        connection.close()
        raise
    if report is not None and report.set_aside is not None and not report.set_aside.exists():
        report = replace(report, set_aside=None)
    return OpenedDatabase(connection, report, None if finished else removal)


def _rebuild(data: DataFolder) -> tuple[Path, RepairLosses]:
    """Build a new database; return its path, once it is safely on disk, and what was lost."""
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
        # After a kill, the partial database is discarded.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA secure_delete = ON")
        apply_migrations(connection, migrations())
        full_text_index.enable_secure_delete(connection)
        connection.execute("BEGIN IMMEDIATE")
        repair = RowRepair(data)
        lost: Counter[str] = Counter()
        if data.database.exists():
            with DatabasePages(data.database) as pages:
                salvage = RowSalvage(connection, repair)
                salvage.put(pages.rows())
            lost = salvage.lost
        repair.reconcile(connection)
        orphans.add_sessions(connection, data)
        listed_again = orphans.add_takes(connection, data)
        orphans.apply_discard_marks(connection, data)
        recordings_module.name_packed_recordings(connection, data)
        _complete(connection)
        drop_invalid_rows(connection)
        connection.execute("COMMIT")
    return RepairLosses(listed_again, lost["reviews"], lost["verdicts"])


def _complete(connection: sqlite3.Connection) -> None:
    """Remove references to lost rows, and recompute the rows that follow from others."""
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
    """Return a time, for the name of a database that is set aside, that no other one has."""
    moment = now = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    again = 1
    while database_variant(database, f"{_ASIDE}{moment}").exists():
        again += 1
        moment = f"{now}-{again}"
    return moment


def _set_aside(database: Path, ready: Path) -> Path | None:
    """Rename a database and its journals, lest they be taken for those of the new one."""
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
    """Return a rebuilt database that is complete but not in place yet."""
    found = sorted(database.parent.glob(f"{database.stem}.{_READY}*{database.suffix}"))
    return found[0] if found else None


def _is_ours(ready: Path) -> bool:
    """Return whether a database that waits to be put in place was made by a repair."""
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
            "Free up space, check that you can write to its folder, then try again.",
        ) from error
