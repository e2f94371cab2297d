"""A damaged database set aside, and a new one made of what can still be read and of the recordings.

The new one is made beside it and changes its name once it is whole: killed at any moment, the next
start begins anew or goes on. Lost are the rows on pages that are damaged themselves. A recording
whose row was lost is listed anew, with its question where that stands beside it, without its
transcript, name, note, star and grade; one that was discarded is removed.
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

from mock_interviewer.app.errors import DatabaseDamaged, StoreError
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.plain import from_plain
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.private_files import PRIVATE_FILE, make_private_file, remove
from mock_interviewer.app.store import (
    figures,
    packed_names,
    reviews,
    unlisted,
    word_index,
    write_ahead_log,
)
from mock_interviewer.app.store.connection import (
    connect_reader,
    connect_untrusted,
    connect_writer,
    harden,
)
from mock_interviewer.app.store.deletion import Removal
from mock_interviewer.app.store.environment import environment
from mock_interviewer.app.store.held import Held, held
from mock_interviewer.app.store.pages import Pages
from mock_interviewer.app.store.row_checks import drop_orphans, drop_senseless
from mock_interviewer.app.store.row_repair import RowRepair
from mock_interviewer.app.store.salvage import Salvage
from mock_interviewer.app.store.schema import migrations, take_up
from mock_interviewer.app.store.soundness import suspicion
from mock_interviewer.app.wording import listed
from mock_interviewer.audio.syncing import sync_folder

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
class Lost:
    """What could not be read: the rows of ``takes``, listed again without their marks, and grades.

    Marks are a take's name, note and star.
    """

    takes: int = 0
    grades: int = 0


@dataclass(frozen=True)
class Mended:
    """What a new database holds: of the answers, some ``without_question`` and ``unheard``.

    The one before was ``damaged``, or gone. ``aside`` is where it is; None where it is nowhere any
    more, as it goes with what is deleted.
    """

    aside: Path | None
    held: Held
    without_question: int
    unheard: int
    damaged: bool = True
    lost: Lost = Lost()

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
class Opened:
    """A database that was opened to write; ``older`` is what there was no time to remove."""

    connection: sqlite3.Connection
    mended: Mended | None
    older: Removal | None


def connect(data: DataFolder, patience: float, *, mends: bool = True) -> Opened:
    """Open the database to write, mended where that is needed.

    That is where it is damaged or was found to be, or where it is gone and there are recordings.
    Without ``mends`` a damaged one is refused. Goes on for about ``patience`` seconds with what was
    being deleted. The writer's lock must be held. Raises StoreError.
    """
    if not mends:
        return _connect(data, patience, None, check_rows=False)
    mended = mend(data) if is_needed(data, alone=True) else None
    try:
        return _connect(data, patience, mended, check_rows=mended is None)
    except DatabaseDamaged as error:
        log.warning("%s", error)
    return _connect(data, patience, mend(data), check_rows=False)


def is_needed(data: DataFolder, *, alone: bool = False) -> bool:
    """Return whether the database is known to be mended when it is next opened to write.

    ``alone`` says that nobody writes now, so that the journal can be checked too. Raises
    StoreError.
    """
    with _refused(data):
        if _ready(data.database) is not None or suspicion(data.database).exists():
            return True
        there = data.database.exists() and data.database.stat().st_size > 0
        if not there:
            return unlisted.are_there(data)
        if alone and not write_ahead_log.is_sound(data.database):
            return True
        return _lacks_rows(data)


def _lacks_rows(data: DataFolder) -> bool:
    """Return whether there are recordings of which the database knows nothing.

    Raises OSError, StoreError.
    """
    recordings = unlisted.newest_recordings(data)
    with (
        suppress(DatabaseDamaged),
        environment(data.database),
        closing(connect_reader(data.database)) as connection,
    ):
        rows = connection.execute(
            "SELECT s.id, t.place FROM takes AS t JOIN sessions AS s ON s.number = t.session"
        )
        return not recordings <= set(rows)
    return False


def mend(data: DataFolder) -> Mended:
    """Set a damaged database aside and put one in its place with all that can be read of it.

    The writer's lock must be held. Takes about a minute with 50 000 takes. Raises StoreError where
    the machine refuses; then the damaged one is where it was.
    """
    with _refused(data):
        ready, lost = _ready(data.database), Lost()
        if ready is not None and not _is_ours(ready):
            remove(ready)
            ready = None
        if ready is None:
            log.error("%s is damaged or gone, and is rebuilt", data.database)
            ready, lost = _rebuild(data)
        aside = _set_aside(data.database, ready)
        suspicion(data.database).unlink(missing_ok=True)
        ready.replace(data.database)
        sync_folder(data.root)
        with closing(sqlite3.connect(data.database)) as connection:
            harden(connection)
            closed = held(connection)
            # They are answers as soon as they are recovered, right after this.
            still_open = connection.execute(_OPEN).fetchone()[0]
            counts = Held(closed.sessions, closed.answers + still_open)
            unknown, unheard = connection.execute(_LACKING).fetchone()
    mended = Mended(aside, counts, int(unknown), int(unheard), damaged=aside is not None, lost=lost)
    log.warning("%s", mended.sentence)
    return mended


def _connect(
    data: DataFolder, patience: float, mended: Mended | None, *, check_rows: bool
) -> Opened:
    connection = connect_writer(data.database, check_rows=check_rows)
    try:
        with environment(data.database):
            removal = Removal(connection, data)
            finished = removal.go_on(time.monotonic() + patience)
    except BaseException:
        connection.close()
        raise
    if mended is not None and mended.aside is not None and not mended.aside.exists():
        mended = replace(mended, aside=None)
    return Opened(connection, mended, None if finished else removal)


def _rebuild(data: DataFolder) -> tuple[Path, Lost]:
    """Make a new database; return its path once all of it is on the disk, and what was lost."""
    partial = _beside(data.database, "mending")
    partial.unlink(missing_ok=True)
    make_private_file(partial, follow=False)
    try:
        lost = _fill(partial, data)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    ready = _beside(data.database, f"{_READY}{_free_moment(data.database)}")
    partial.replace(ready)
    sync_folder(data.root)
    return ready, lost


def _fill(database: Path, data: DataFolder) -> Lost:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        # What a kill leaves of it is thrown away.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA secure_delete = ON")
        take_up(connection, migrations())
        word_index.forget_at_once(connection)
        connection.execute("BEGIN IMMEDIATE")
        repair, grades = RowRepair(data), 0
        if data.database.exists():
            with Pages(data.database) as pages:
                salvage = Salvage(connection, repair)
                salvage.put(pages.rows())
            grades = salvage.lost["reviews"]
        repair.reconcile(connection)
        unlisted.add_sessions(connection, data)
        listed_again = unlisted.add_takes(connection, data)
        unlisted.discard(connection, data)
        packed_names.follow(connection, data)
        _complete(connection)
        drop_senseless(connection)
        connection.execute("COMMIT")
    return Lost(listed_again, grades)


def _complete(connection: sqlite3.Connection) -> None:
    """Remove what points to rows that were lost, and make anew what follows from others."""
    drop_orphans(connection)
    connection.execute(_WITHOUT_CURRENT)
    for transcript, feedback in connection.execute(_WITHOUT_FIGURES).fetchall():
        with suppress(ValueError):
            figures.put(connection, transcript, from_plain(Feedback, json.loads(feedback)))
    for key in connection.execute("SELECT DISTINCT bank, question FROM reviews"):
        reviews.fold_card(connection, key)


def _free_moment(database: Path) -> str:
    """Return the time of day for the name of a database that is set aside."""
    moment = now = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    again = 1
    while _beside(database, f"{_ASIDE}{moment}").exists():
        again += 1
        moment = f"{now}-{again}"
    return moment


def _set_aside(database: Path, ready: Path) -> Path | None:
    """Rename a database and its journals, which must not be taken for those of the new one."""
    moment = ready.stem.rpartition(_READY)[2]
    aside = _beside(database, f"{_ASIDE}{moment}")
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


def _beside(database: Path, what: str) -> Path:
    return database.with_name(f"{database.stem}.{what}{database.suffix}")


@contextmanager
def _refused(data: DataFolder) -> Iterator[None]:
    try:
        with environment(data.database):
            yield
    except OSError as error:
        raise StoreError(
            f"The database {data.database} is damaged and could not be rebuilt: {error.strerror}.",
            "Free some space, check that you can write to its folder, then try again.",
        ) from error
