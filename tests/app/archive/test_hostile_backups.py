"""Backups made to attack: restored to something harmless, or refused in a sentence."""

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rig.command_line import call
from rig.flipped_bits import read_everything
from rig.outside import Outside
from rig.whole_library import fill, fingerprint

from mock_interviewer.app.archive.backup import back_up
from mock_interviewer.app.archive.restore import prepare_restore, restore
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import ArchiveError, StoreError
from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.settings.declarations import KEEP_MONTHS
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.settings.setting import Setting
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.errors import MachineError

EXAMPLES = settings().max_examples // 4
"""Each restores a library."""
HUGE = str(10**400)
"""Digits of a number that JSON can hold and no float can."""
FUTURE = datetime(2100, 1, 1, tzinfo=UTC)
ASKED: tuple[Setting[Any], ...] = (
    KEEP_MONTHS,
    keys.REVIEWER_ON,
    keys.SECOND_OPINION,
    keys.REVIEWER_ADDRESS,
    keys.REVIEWER_MODEL,
    keys.REVIEWER_OTHER_COMPUTERS,
)
ALL_ON = """
[storage]
keep_months = 1
[reviewer]
reviewer_on = true
second_opinion = true
reviewer_address = "203.0.113.5:80"
reviewer_model = "listener"
reviewer_other_computers = true
"""

NAMES = [
    "UPDATE takes SET recording = '{outside}/01.wav'",
    "UPDATE takes SET recording = '../outside/01.wav'",
    "UPDATE takes SET recording = 'sessions/../../outside/01.wav'",
    "UPDATE takes SET recording = recording || '/../../../../outside/01.wav'",
    "UPDATE takes SET recording = recording || char(0)",
    "UPDATE takes SET recording = 'library.sqlite3'",
    "UPDATE takes SET recording = (SELECT recording FROM takes ORDER BY number DESC)",
    "UPDATE sessions SET id = '../../outside' WHERE number = 1",
    "UPDATE sessions SET id = '{outside}' WHERE number = 1",
    "UPDATE sessions SET id = '..' WHERE number = 1",
    "UPDATE sessions SET id = '' WHERE number = 1",
    "UPDATE sessions SET id = 'con' WHERE number = 1",
    "UPDATE sessions SET id = hex(zeroblob(100000)) WHERE number = 1",
    "UPDATE takes SET id = '../' || id",
    "UPDATE takes SET place = -place",
    "UPDATE takes SET place = 9223372036854775807 WHERE number = 1",
]
RENAMED = (
    "UPDATE sessions SET id = '{id}' WHERE number = 1",
    "UPDATE takes SET id = '{id}-' || format('%02d', place) WHERE session = 1",
    "UPDATE takes SET recording = 'sessions/{id}/' || format('%02d.wav', place) WHERE session = 1",
)
SCHEMAS = [
    "CREATE TRIGGER evil AFTER INSERT ON takes BEGIN DELETE FROM takes WHERE number > 0; END",
    "CREATE TRIGGER evil AFTER UPDATE ON sessions BEGIN DELETE FROM sessions; END",
    "CREATE VIEW evil AS SELECT * FROM takes",
    "CREATE TABLE evil (text)",
    "CREATE VIRTUAL TABLE evil USING fts5 (text)",
    "CREATE INDEX evil ON takes (note)",
    'CREATE TABLE "sqlite\'evil" (text)',
    "DROP TABLE cards; CREATE VIEW cards AS SELECT bank, question FROM takes",
    "DROP TRIGGER labels_removed",
    "DROP INDEX takes_by_status",
    "ALTER TABLE takes ADD COLUMN evil TEXT",
    "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = sql || ' --' WHERE type = 'view'",
    "PRAGMA user_version = 3",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 77",
    "PRAGMA journal_mode = WAL",
    "PRAGMA application_id = 7",
]
VALUES = [
    "UPDATE takes SET status = 'open'",
    "UPDATE takes SET deleting = 1",
    "UPDATE sessions SET deleting = 1",
    "UPDATE takes SET started_at = '1999-01-01T00:00:00+00:00'",
    "UPDATE takes SET started_at = '0001-01-01T00:00:00+14:00'",
    "UPDATE takes SET started_at = 'yesterday'",
    "UPDATE takes SET flags = '[[[['",
    "UPDATE takes SET flags = '[1, null]'",
    "UPDATE takes SET duration = 9e999",
    "UPDATE takes SET duration = -1",
    "UPDATE takes SET number = 9223372036854775807 WHERE number = 4",
    "UPDATE takes SET text = CAST(x'ff00fe' AS TEXT)",
    "UPDATE takes SET note = hex(zeroblob(2000000))",
    "UPDATE sessions SET plan = '[]'",
    "UPDATE sessions SET ended_at = '9999-12-31T23:59:59-14:00'",
    "UPDATE transcripts SET data = '{{'",
    "UPDATE transcripts SET data = replace(hex(zeroblob(50000)), '0', '[')",
    "UPDATE transcripts SET data = replace(data, '\"duration\":4.0', '\"duration\":{huge}')",
    "UPDATE transcripts SET data = replace(data, '\"end\":3.8', '\"end\":{huge}')",
    "UPDATE feedback SET data = replace(data, '\"words\":1,', '\"words\":{huge},')",
    'UPDATE cards SET data = replace(data, \'"stability":\', \'"stability":{huge},"x":\')',
    "UPDATE feedback SET data = 'null'",
    "UPDATE cards SET data = '{{}}'",
    "INSERT OR REPLACE INTO sqlite_sequence VALUES ('takes', 9223372036854775807)",
]
SETTINGS = [
    ALL_ON,
    "storage.keep_months = 1",
    "storage = { keep_months = 1 }",
    "[restored]\nkeep_months = 1\nreviewer_address = 'x'\nmodel = '../x'",
    "[[restored]]\n[storage]\nkeep_months = 1",
    "[storage]\nkeep_months = '1'",
    "[storage]\nkeep_months = -1",
    "[storage.a]\nb = 1\n[storage]\nkeep_months = 1\n[storage.c]\n",
    '[reviewer]\nreviewer_on = true\nreviewer_address = "a\\u0000b\\u202Ec"',
    "= = =",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
]
MEMBERS = [
    "../evil",
    "/evil",
    "sessions/../../evil",
    "sessions/evil.wav",
    "sessions/nobody/01.wav",
    "sessions/{id}/.discarded",
    "sessions/{id}/.01.discarded",
    "sessions/{id}/.01.x.flac.partial",
    "sessions/{id}/01.json",
    "sessions/{id}/09.wav",
    "sessions/{id}/a/b/c.wav",
    "sessions/{id}./01.wav",
    "sessions/.hidden/01.wav",
    "Sessions/{id}/01.wav",
    "settings.toml/../x",
    "settings.toml/x",
    "SETTINGS.TOML",
    "banks/.x.yaml",
    "banks/" + "x" * 250 + ".yaml",
    "banks/" + "x/" * 600 + "y.yaml",
    "banks/a\x07.yaml",
    "banks/a ",
    "banks/a:b.yaml",
    "moved-to.txt",
    "news.json",
    "library.sqlite3-wal",
    "library.mended-1.sqlite3",
    ".replacing/ready",
    "models/model.bin",
    "plans.toml",
    "draft.json",
]


@dataclass
class Hostile:
    """What is changed of an honest backup."""

    statements: Sequence[str] = ()
    settings: str | None = None
    members: Mapping[str, bytes] = field(default_factory=dict)
    manifest: Mapping[str, object] = field(default_factory=dict)


class Honest:
    """An honest backup, unpacked, and another library, in place of which one is restored."""

    def __init__(self, folder: Path) -> None:
        fill(DataFolder(folder / "data"))
        fill(DataFolder(folder / "other"), 1, words="otherwise")
        back_up(DataFolder(folder / "data"), folder / "backup.zip")
        with zipfile.ZipFile(folder / "backup.zip") as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        with Library.open(DataFolder(folder / "data"), read_only=True) as library:
            self.session = library.sessions()[-1].id
        self.other = folder / "other"
        self.before = fingerprint(DataFolder(self.other))


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Honest:
    return Honest(tmp_path_factory.mktemp("honest"))


def build(honest: Honest, hostile: Hostile, folder: Path) -> Path:
    """Write a backup whose list of hashes is right and whose contents are hostile."""
    files = dict(honest.files)
    database = folder / "made.sqlite3"
    database.write_bytes(files["library.sqlite3"])
    where = {"outside": folder / "outside", "id": honest.session, "huge": HUGE}
    with closing(sqlite3.connect(database, isolation_level=None)) as kept:
        for statement in hostile.statements:
            # Two changes may not go together; the one that does is enough.
            with suppress(sqlite3.Error):
                kept.executescript(statement.format(**where))
        counts = {"takes": 0, "sessions": 0}
        for table in counts:
            with suppress(sqlite3.Error):
                [(counts[table],)] = kept.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
    files["library.sqlite3"] = database.read_bytes()
    if hostile.settings is not None:
        files["settings.toml"] = hostile.settings.encode("utf-8", "surrogateescape")
    files |= {name.format(**where): data for name, data in hostile.members.items()}
    said = json.loads(files.pop("manifest.json")) | counts | dict(hostile.manifest)
    said["files"] = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
    }
    backup = folder / "hostile.zip"
    with zipfile.ZipFile(backup, "w") as archive:
        for name, data in {**files, "manifest.json": json.dumps(said).encode()}.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return backup


@dataclass
class Attack:
    """One hostile backup and what it is restored in place of, with files of the person's beside."""

    folder: Path
    backup: Path
    data: DataFolder
    outside: Outside
    before: dict[str, str]

    def restore(self) -> bool:
        """Restore the backup; False where it was refused. Nothing else may come of it."""
        there = self._beside()
        refusal = ""
        try:
            restore(self.data, self.backup)
        except (ArchiveError, StoreError) as refused:
            refusal = str(refused)
        assert self._beside() == there
        self.outside.assert_untouched()
        if refusal:
            assert refusal.endswith(".")
            assert fingerprint(self.data) == self.before
        return not refusal

    def use(self) -> None:
        """Do with the library what windows and commands do by themselves or when asked.

        What was accepted opens to write and can be read, and does so again.
        """
        given = SettingsFile(self.data.settings_file).load().values
        for setting in ASKED:
            assert given.get(setting) == setting.default
        for _ in range(2):
            with Library.open(self.data) as library:
                read_everything(library)
                library.recordings.remove(library.recordings.old(FUTURE).takes)
                library.recordings.unpacked()
        with suppress(MachineError):
            back_up(self.data, self.folder / "again.zip")
        with Library.open(self.data) as library:
            for session in library.sessions():
                library.delete_session(session.id)
        self.outside.assert_untouched()

    def _beside(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


def attack(honest: Honest, hostile: Hostile, folder: Path) -> Attack:
    outside = Outside(folder / "outside")
    backup = build(honest, hostile, folder)
    shutil.copytree(honest.other, folder / "data")
    return Attack(folder, backup, DataFolder(folder / "data"), outside, honest.before)


@pytest.mark.parametrize("statement", NAMES)
def test_a_backup_with_foreign_names_is_refused(
    honest: Honest, tmp_path: Path, statement: str
) -> None:
    made = attack(honest, Hostile((statement,), ALL_ON), tmp_path)
    assert not made.restore()


@pytest.mark.parametrize("statement", SCHEMAS[:-2])
def test_a_backup_with_another_schema_is_refused(
    honest: Honest, tmp_path: Path, statement: str
) -> None:
    made = attack(honest, Hostile((statement,)), tmp_path)
    assert not made.restore()


@pytest.mark.parametrize("ident", ["../../outside", "..", "a/b", "{outside}", "con", "x" * 100])
def test_a_backup_whose_session_id_leads_elsewhere_is_refused(
    honest: Honest, tmp_path: Path, ident: str
) -> None:
    where = ident.format(outside=tmp_path / "outside")
    statements = tuple(each.replace("{id}", where) for each in RENAMED)
    made = attack(honest, Hostile(statements), tmp_path)
    assert not made.restore()


def test_a_restored_backup_enables_no_setting_that_deletes_or_sends(
    honest: Honest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = attack(honest, Hostile(settings=ALL_ON), tmp_path)
    status, _, err = call(capsys, made.data, "restore", made.backup, "--yes")
    loaded = SettingsFile(made.data.settings_file).load()
    assert status == 0
    assert {setting.key: loaded.values.get(setting) for setting in ASKED} == {
        setting.key: setting.default for setting in ASKED
    }
    assert loaded.restored[KEEP_MONTHS.key] == 1
    assert "delete recordings after 1 month" in err
    assert "use the model server at 203.0.113.5:80" in err
    assert "--with-settings" in err


def test_settings_that_delete_are_restored_on_request(
    honest: Honest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = attack(honest, Hostile(settings=ALL_ON), tmp_path)
    status, _, err = call(capsys, made.data, "restore", made.backup, "--yes", "--with-settings")
    loaded = SettingsFile(made.data.settings_file).load()
    assert (status, dict(loaded.restored)) == (0, {})
    assert loaded.values.get(KEEP_MONTHS) == 1
    assert "delete recordings" not in err


def test_current_settings_that_delete_do_not_apply_to_restored_recordings(
    honest: Honest, tmp_path: Path
) -> None:
    made = attack(honest, Hostile(), tmp_path)
    made.data.settings_file.write_text(ALL_ON)
    prepare_restore(made.data, made.backup)
    with Library.open(made.data) as library:
        assert library.is_restored
    assert SettingsFile(made.data.settings_file).load().values.get(KEEP_MONTHS) == 0


@pytest.mark.parametrize("statement", VALUES, ids=range(len(VALUES)))
def test_a_backup_with_invalid_values_is_refused_or_usable(
    honest: Honest, tmp_path: Path, statement: str
) -> None:
    made = attack(honest, Hostile((statement,)), tmp_path)
    if made.restore():
        made.use()


def test_a_large_settings_file_is_refused_before_it_is_parsed(
    honest: Honest, tmp_path: Path
) -> None:
    made = attack(honest, Hostile(settings="a = 1\n" * 100_000), tmp_path)
    assert not made.restore()


json_scalars = st.none() | st.integers(-(2**70), 2**70) | st.text(max_size=5)
hostile_backups = st.builds(
    Hostile,
    statements=st.lists(st.sampled_from([*NAMES, *SCHEMAS, *VALUES, *VALUES]), max_size=2),
    settings=st.none() | st.sampled_from(SETTINGS),
    members=st.dictionaries(
        st.sampled_from(MEMBERS), st.binary(max_size=60) | st.just(b"[" * 5000), max_size=1
    )
    | st.just({}),
    manifest=st.dictionaries(
        st.sampled_from(["made_at", "program", "schema", "sessions", "takes", "answers"]),
        json_scalars
        | st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 4, 2]),
        max_size=1,
    )
    | st.just({}),
)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(hostile_backups)
def test_no_backup_does_harm(honest: Honest, hostile: Hostile) -> None:
    with tempfile.TemporaryDirectory() as name:
        made = attack(honest, hostile, Path(name))
        if made.restore():
            made.use()
