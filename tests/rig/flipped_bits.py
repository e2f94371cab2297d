"""A library of many takes with single flipped bits in its database, and code that reads it all."""

import random
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rig.kept_takes import keep, new_session, question, record

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import DatabaseDamaged
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import ALL_TAKES, TakeFilter
from mock_interviewer.audio.files.waveform_outline import waveform_outline
from mock_interviewer.questions.schedule import RecallGrade

SESSIONS = 20
TAKES = 10
SECONDS = 0.02
_PAGE = 4096
_FILE_HEADER = 100
_PAGE_HEADER = 8
_ROW_HEADER = 32
_LEAF = 13
_NOT_COPIED = shutil.ignore_patterns("*-wal", "*-shm", "lock*", "logs")
_WORDS = ["attention", "scales", "tokens", "so", "the", "cost", "été", "grows", "squared"]


@dataclass(frozen=True)
class Made:
    """A closed library, the bytes of its database, and its original takes."""

    data: DataFolder
    database: bytes
    takes: dict[str, TakeRecord]

    def places(self) -> list[int]:
        """Return the offsets of nonzero bytes in the database."""
        return [at for at, byte in enumerate(self.database) if byte]

    def structure(self) -> list[int]:
        """Return the offsets of page headers and of the first row on each leaf page."""
        places = list(range(_FILE_HEADER))
        for page in range(0, len(self.database), _PAGE):
            begin = page + (_FILE_HEADER if page == 0 else 0)
            places += range(begin, begin + _PAGE_HEADER)
            if self.database[begin] == _LEAF:
                row = page + int.from_bytes(self.database[begin + 8 : begin + 10])
                places += range(row, row + _ROW_HEADER)
        return places


def make(root: Path, sessions: int = SESSIONS, takes: int = TAKES) -> Made:
    """Save sessions of answers with transcripts, feedback, grades, verdicts, a note, and a name."""
    data = DataFolder(root)
    chance = random.Random(5)  # noqa: S311 (nothing to keep secret)
    with Library.open(data) as library:
        for number in range(sessions):
            asked = [
                question(f"q{number}-{at}", text=f"What is number {at} of {number}?")
                for at in range(takes)
            ]
            session = new_session(library, *asked)
            for at, one in enumerate(asked):
                said = " ".join(chance.choices(_WORDS, k=60))
                take = keep(library, session, said, asked=one, made=1, position=at + 1)
                record(library.take(take).recording, SECONDS)
                library.cards.grade(take, RecallGrade.HARD)
                library.set_verdict(take, "p1", CoverageVerdict.MADE)
            library.marks.note(take, "A note.")
            library.marks.rename_session(session, f"Session {number}")
            library.end_session(session)
    with Library.open(data, read_only=True) as library:
        kept = {
            take.id: take for session in library.sessions() for take in library.takes(session.id)
        }
    return Made(data, data.database.read_bytes(), kept)


def spoiled(made: Made, folder: Path, at: int, bit: int) -> DataFolder:
    """Return a copy of a library, in a new folder, with one flipped bit in its database."""
    data = DataFolder(folder / "data")
    shutil.copytree(made.data.root, data.root, ignore=_NOT_COPIED)
    content = bytearray(made.database)
    content[at] ^= 1 << bit
    data.database.write_bytes(content)
    return data


def read_everything(library: Library) -> dict[str, TakeRecord]:
    """Read everything that commands and pages read, and return the takes."""
    later = datetime.now(UTC) + timedelta(days=400)
    takes: dict[str, TakeRecord] = {}
    for session in library.sessions():
        library.find_session(session.id)
        session.started_at.astimezone()
        for take in library.takes(session.id):
            takes[take.id] = take
            library.transcripts(take.id)
            library.feedback(take.id)
            library.cards.graded(take.id)
            take.started_at.astimezone()
            library.listing.of_question(take.bank, take.question)
            library.cards.lengths(take.bank, take.question)
    library.listing.takes(ALL_TAKES, count=1000)
    library.listing.sessions(count=1000)
    library.listing.practiced()
    library.listing.count(TakeFilter(coverage=(0, 1)))
    for words in ("tokens", "number", "note"):
        library.search.find(words)
    library.untranscribed()
    library.without_feedback()
    library.cards.due(later)
    library.cards.next_due(later)
    library.cards.load(later)
    library.progress.answered()
    library.progress.history(None, later)
    library.ungraded_takes.takes()
    return takes


def escaped(made: Made, at: int, bit: int) -> str:
    """Return what is wrong once one bit was flipped and the library opened; empty for nothing.

    That is any exception but a sentence followed by a repair, a second repair, a take that is not
    listed, a recording that does not play, and a transcript or a mark that is gone though nothing
    was said.
    """
    with tempfile.TemporaryDirectory() as folder:
        data = spoiled(made, Path(folder), at, bit)
        try:
            said, found = _opened(data)
            again, later = _opened(data)
            if said and again:
                return "repaired again at the second start"
            if again:
                # On a busy machine, reading may find it after the first start did not.
                said, found = again, later
                if _opened(data)[0]:
                    return "repaired again at the third start"
            return _difference(made, found, said)
        except Exception as error:  # noqa: BLE001 (any is an escape)
            return f"{type(error).__name__}: {error}"


def _opened(data: DataFolder) -> tuple[str, dict[str, TakeRecord]]:
    """Open a library, read all of it, and return the messages about repairs, and the takes."""
    with Library.open(data) as library:
        said = "" if library.repair_report is None else library.repair_report.sentence
        try:
            return said, read_everything(library)
        except DatabaseDamaged:
            if said:
                raise
            return "", {}


def _difference(made: Made, found: dict[str, TakeRecord], said: str) -> str:
    if found.keys() != made.takes.keys():
        return f"takes listed otherwise: {sorted(found.keys() ^ made.takes.keys())[:3]}"
    for ident, before in made.takes.items():
        take = found[ident]
        if take.recording is None or waveform_outline(take.recording, 1).seconds != SECONDS:
            return f"the recording of {ident} does not play"
        gone = (take.transcript is None) != (before.transcript is None)
        if (
            gone or (bool(take.note), bool(take.name)) != (bool(before.note), bool(before.name))
        ) and (not said):
            return f"something of {ident} is gone and nothing was said"
    return ""
