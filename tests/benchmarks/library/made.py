"""A library of many takes, like one after two years of practice, cached between runs."""

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from benchmarks.library import said
from benchmarks.library.said import Asked, Said

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, to_json_data
from mock_interviewer.app.feedback.grade_suggestion import suggest_grade
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.records import RECORDING_REMOVED
from mock_interviewer.app.store.database.schema import migrations
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.practice import reviews
from mock_interviewer.app.store.takes import inserts, saved_feedback
from mock_interviewer.audio.files.flac import SUFFIX, pack_as_flac
from mock_interviewer.audio.files.recording_file import RecordingWriter
from mock_interviewer.audio.samples import SPEECH_RATE
from mock_interviewer.questions.bank_loader import shipped_banks

SESSION = 8
"""Takes of a session."""
AUDIBLE = 400
"""So many of the newest takes have a recording; all share the sound of one file.

Those of the others were removed, as after the time for which a person keeps them.
"""
SECONDS = 90.0
_YEARS = timedelta(days=730)
_BETWEEN = timedelta(minutes=3)
_SKIPPED = 0.02
_ASKED_BACK = 0.1
_BATCH = 250
"""Sessions of one transaction."""
_WRITTEN_BY = 4
"""Raised when what is made here changes."""


def library(folder: Path, takes: int) -> DataFolder:
    """Return a data folder under ``folder`` with at least so many takes; create it if needed.

    Fifty thousand take two minutes and 1.6 GB.
    """
    shapes = "".join(step.script for step in migrations())
    mark = hashlib.sha256(f"{_WRITTEN_BY} {FEEDBACK_VERSION} {shapes}".encode()).hexdigest()[:8]
    root = folder / f"{takes}-{mark}"
    if not root.exists():
        unfinished = folder / f".{root.name}"
        shutil.rmtree(unfinished, ignore_errors=True)
        _make(DataFolder.at(unfinished), takes)
        unfinished.rename(root)
    return DataFolder.at(root)


def add_session(data: DataFolder, library: Library) -> str:
    """Add a session whose takes all have sound; return its id."""
    connection = library.access.connection
    maker = _Maker(connection, data, random.Random(), _now())  # noqa: S311
    connection.execute("BEGIN IMMEDIATE")
    ident = maker.session(maker.now, 1.0, _recording(data))
    connection.execute("COMMIT")
    return ident


def _make(data: DataFolder, takes: int) -> None:
    sessions = -(-takes // SESSION)
    now = _now()
    with Library.open(data) as library:
        connection = library.access.connection
        connection.execute("PRAGMA synchronous = OFF")
        sound = _recording(data)
        maker = _Maker(connection, data, random.Random(7), now)  # noqa: S311
        with _indexed_at_the_end(connection):
            for first in range(0, sessions, _BATCH):
                connection.execute("BEGIN IMMEDIATE")
                for at in range(first, min(first + _BATCH, sessions)):
                    audible = (sessions - at) * SESSION <= AUDIBLE
                    began = now - _YEARS + (at + 0.5) / sessions * _YEARS
                    maker.session(began, at / sessions, sound if audible else None)
                connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
        for key in connection.execute("SELECT DISTINCT bank, question FROM reviews"):
            reviews.rebuild_card(connection, key)
        connection.execute("COMMIT")


@contextmanager
def _indexed_at_the_end(connection: sqlite3.Connection) -> Iterator[None]:
    """Index all texts written in this block at its end, which takes half the time."""
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        " AND (name LIKE 'spoken%' OR name LIKE 'labels%')"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, statement in triggers:
        connection.execute(statement)
    for index in ("spoken", "labels"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608


@dataclass
class _Maker:
    connection: sqlite3.Connection
    data: DataFolder
    chance: random.Random
    now: datetime

    def __post_init__(self) -> None:
        self.asked = said.asked(shipped_banks())

    def session(self, began: datetime, skill: float, sound: Path | None) -> str:
        """Add a session that ``began`` then, at a ``skill`` from 0 to 1; return its id."""
        chance = self.chance
        chosen = chance.sample(self.asked, SESSION)
        questions = tuple(_planned(asked, chance) for asked in chosen)
        ident = f"{began:%Y%m%d-%H%M%S}-{chance.randrange(36**4):04x}"
        inserts.add_session(self.connection, ident, Plan(questions), began)
        number = self._last()
        name = "Before the call" if chance.random() < 0.02 else ""
        ended = rows.as_text(began + SESSION * _BETWEEN)
        self.connection.execute(
            "UPDATE sessions SET ended_at = ?, name = ? WHERE number = ?", (ended, name, number)
        )
        for place, (asked, question) in enumerate(zip(chosen, questions, strict=True), 1):
            when = began + place * _BETWEEN
            self._take((ident, number), place, asked, question, when, skill, sound)
        return ident

    def _take(
        self,
        session: tuple[str, int],
        place: int,
        asked: Asked,
        question: PlannedQuestion,
        began: datetime,
        skill: float,
        sound: Path | None,
    ) -> None:
        ident, number = session
        chance = self.chance
        inserts.add_take(
            self.connection,
            (ident, number),
            question,
            place=place,
            position=place,
            attempt=1,
            started_at=began,
            suffix=SUFFIX,
        )
        take = self._last()
        if chance.random() < _SKIPPED:
            self.connection.execute(
                "UPDATE takes SET status = 'skipped', recording = NULL WHERE number = ?", (take,)
            )
            return
        answer = said.answer(asked, chance.sample(self.asked, 3), 0.25 + skill / 2, chance)
        note = answer.text[:90] if chance.random() < 0.1 else ""
        self.connection.execute(
            "UPDATE takes SET status = 'saved', duration = ?, note = ?, starred = ?"
            " WHERE number = ?",
            (answer.duration, note, chance.random() < 0.03, take),
        )
        if sound is None:
            self.connection.execute(
                "UPDATE takes SET recording = NULL, flags = ? WHERE number = ?",
                (rows.flags_json([RECORDING_REMOVED]), take),
            )
        else:
            self.data.make_session_folder(ident)
            (self.data.session_folder(ident) / f"{place:02}{SUFFIX}").hardlink_to(sound)
        self._found(take, question, began, answer)

    def _found(self, take: int, question: PlannedQuestion, at: datetime, answer: Said) -> None:
        """Save the transcript and feedback of a take."""
        connection, made = self.connection, rows.as_text(at)
        connection.execute(
            "INSERT INTO transcripts (take, made_at, model, language, text, data)"
            " VALUES (?, ?, 'base', 'en', ?, ?)",
            (take, made, answer.text, rows.as_json(answer.transcript)),
        )
        transcript = self._last()
        feedback = answer.feedback
        connection.execute(
            "INSERT INTO feedback (transcript, made_at, version, data) VALUES (?, ?, ?, ?)",
            (transcript, made, feedback.version, rows.as_json(to_json_data(feedback))),
        )
        saved_feedback.save_figures(connection, transcript, feedback)
        proposal = suggest_grade(feedback)
        if proposal is not None and question.follow_up is None:
            connection.execute(
                "INSERT INTO reviews (bank, question, take, proposed, grade, at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (question.bank, question.id, take, proposal.grade, proposal.grade, made),
            )

    def _last(self) -> int:
        return int(self.connection.execute("SELECT last_insert_rowid()").fetchone()[0])


def _planned(asked: Asked, chance: random.Random) -> PlannedQuestion:
    """Return the question, or occasionally one of its follow-ups."""
    question, follow_up = asked.question, None
    text = question.text
    if question.follow_ups and chance.random() < _ASKED_BACK:
        follow_up = chance.randint(1, len(question.follow_ups))
        text = question.follow_ups[follow_up - 1].text
    return PlannedQuestion(
        asked.bank, question.id, text, text, question.section, follow_up=follow_up
    )


def _recording(data: DataFolder) -> Path:
    """Return a recording of noise with the rhythm of speech; create it if needed."""
    path = data.root / f"said{SUFFIX}"
    if not path.exists():
        times = np.arange(round(SECONDS * SPEECH_RATE)) / SPEECH_RATE
        noise = np.random.default_rng(7).normal(0, 0.1, len(times))
        spoken = path.with_suffix(".wav")
        writer = RecordingWriter(spoken)
        writer.write((noise * np.abs(np.sin(2 * times))).astype(np.float32))
        writer.close()
        pack_as_flac(spoken).rename(path)
        spoken.unlink()
    return path


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
