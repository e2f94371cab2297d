import hashlib
import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rig.killed import interrupt, kill
from rig.small_disk import mounted_folder, small_disk
from rig.whole_library import fill, fingerprint

from mock_interviewer.app.archive import restore as restoring
from mock_interviewer.app.archive.backup import back_up
from mock_interviewer.app.archive.manifest import (
    BackupManifest,
    NewerBackupManifest,
    NotABackupManifest,
    parse_manifest,
)
from mock_interviewer.app.archive.restore import (
    RestoreOperation,
    RestoreOutcome,
    prepare_restore,
    read_manifest,
    restore,
)
from mock_interviewer.app.archive.work_progress import WorkProgress, WorkStopped
from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.pending_notices import PendingNotice
from mock_interviewer.app.errors import ArchiveError, StoreError, StoreInUse
from mock_interviewer.app.store.database.schema import apply_migrations, migrations
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.recovery import library_replacement
from mock_interviewer.app.text.formatting import long_date

CHILD = Path(__file__).with_name("restoring_child.py")
Entries = dict[str, bytes]


def entries(backup: Path) -> Entries:
    with zipfile.ZipFile(backup) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(backup: Path, files: Entries, *, manifest: dict[str, object] | None = None) -> None:
    """Write an archive of these files; ``manifest`` changes what it says."""
    said = json.loads(files["manifest.json"]) | (manifest or {})
    with zipfile.ZipFile(backup, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, json.dumps(said) if name == "manifest.json" else data)


def test_a_restored_library_is_the_one_that_was_backed_up(
    data: DataFolder, backup: Path, other: DataFolder
) -> None:
    (other.logs / "log.txt").parent.mkdir()
    (other.logs / "log.txt").write_text("a log")
    assert restore(other, backup).sessions == 2
    assert fingerprint(other) == fingerprint(data)
    assert (other.logs / "log.txt").read_text() == "a log"
    assert not (other.root / ".replacing").exists()


def test_a_library_is_restored_where_there_was_none(
    data: DataFolder, backup: Path, tmp_path: Path
) -> None:
    new = DataFolder(tmp_path / "new")
    restore(new, backup)
    assert fingerprint(new) == fingerprint(data)


def test_a_damaged_library_can_be_restored(
    data: DataFolder, backup: Path, other: DataFolder
) -> None:
    other.database.write_bytes(b"SQLite format 3\0" + b"\x55" * 5000)
    restore(other, backup)
    assert fingerprint(other) == fingerprint(data)


def test_a_library_that_is_open_is_not_replaced(backup: Path, other: DataFolder) -> None:
    with Library.open(other):
        before = fingerprint(other)
        with pytest.raises(StoreInUse):
            restore(other, backup)
        assert fingerprint(other) == before


def test_a_waiting_library_is_moved_in_when_a_command_reads(
    data: DataFolder, backup: Path, other: DataFolder
) -> None:
    prepare_restore(other, backup)
    with Library.open(other, read_only=True) as library:
        assert len(library.sessions()) == 2
    assert fingerprint(other) == fingerprint(data)


def test_a_restore_leaves_a_notice_to_be_shown_once(backup: Path, other: DataFolder) -> None:
    made_at = prepare_restore(other, backup).made_at.astimezone()
    assert pending_notices.take(other) is None
    Library.open(other).close()
    told = pending_notices.take(other)
    assert told == PendingNotice(
        f"Your backup of {long_date(made_at)}, {made_at.hour}:{made_at:%M}, was restored:"
        " 2 sessions with 4 answers."
    )
    Library.open(other).close()
    assert pending_notices.take(other) is None


def test_a_restore_command_leaves_no_notice(backup: Path, other: DataFolder) -> None:
    restore(other, backup)
    assert not other.news_file.exists()


def test_the_second_of_two_prepared_backups_counts(
    data: DataFolder, backup: Path, other: DataFolder, tmp_path: Path
) -> None:
    fill(data, 1, words="third")
    back_up(data, tmp_path / "later.zip")
    prepare_restore(other, backup)
    prepare_restore(other, tmp_path / "later.zip")
    Library.open(other).close()
    assert fingerprint(other) == fingerprint(data)


def test_a_backup_of_an_older_version_is_migrated(backup: Path, other: DataFolder) -> None:
    files = entries(backup)
    old = backup.with_suffix(".sqlite3")
    with closing(sqlite3.connect(old, isolation_level=None)) as kept:
        apply_migrations(kept, migrations()[:2])
        kept.execute(
            "INSERT INTO sessions (id, mode, started_at, planned, plan)"
            " VALUES ('long-ago', 'exam', '2024-01-01T00:00:00+00:00', 1, '{}')"
        )
    content = old.read_bytes()
    said = json.loads(files["manifest.json"])
    listed = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    said |= {"schema": 2, "sessions": 1, "takes": 0, "files": {"library.sqlite3": listed}}
    write(backup, {"library.sqlite3": content, "manifest.json": b"{}"}, manifest=said)
    restore(other, backup)
    with Library.open(other) as library:
        assert [session.id for session in library.sessions()] == ["long-ago"]
    assert not other.plans_file.exists()


def test_a_backup_without_a_count_of_answers_counts_all_its_takes(backup: Path) -> None:
    files = entries(backup)
    said = json.loads(files["manifest.json"])
    assert said.pop("answers") == 4
    assert (
        parse_manifest(json.dumps(said).encode()).library_size.words == "2 sessions with 4 answers"
    )


def test_the_manifest_of_a_backup_can_be_read_on_its_own(backup: Path) -> None:
    found = read_manifest(backup)
    assert (found.sessions, found.takes) == (2, 4)


def test_a_stopped_restore_changes_nothing(backup: Path, other: DataFolder) -> None:
    before = fingerprint(other)
    with pytest.raises(WorkStopped):
        restore(other, backup, WorkProgress(should_stop=lambda: True))
    assert fingerprint(other) == before


def cut(files: Entries, backup: Path) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: len(content) * 2 // 3])


def lose_the_end(files: Entries, backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-1])


def empty(files: Entries, backup: Path) -> None:
    backup.write_bytes(b"")


def make_it_text(files: Entries, backup: Path) -> None:
    backup.write_text("This is a letter." * 100)


def make_it_another(files: Entries, backup: Path) -> None:
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr("holiday.txt", "sun")


def say_newer(files: Entries, backup: Path) -> None:
    write(backup, files, manifest={"version": 2})


def say_newer_schema(files: Entries, backup: Path) -> None:
    write(backup, files, manifest={"schema": 10_000})


def lie_about_the_schema(files: Entries, backup: Path) -> None:
    write(backup, files, manifest={"schema": 1})


def climb(files: Entries, backup: Path) -> None:
    write(backup, files | {"../evil": b"x"})


def climb_within(files: Entries, backup: Path) -> None:
    write(backup, files | {"sessions/../../evil": b"x"})


def be_absolute(files: Entries, backup: Path) -> None:
    write(backup, files | {"/tmp/evil": b"x"})  # noqa: S108 (nothing is written there)


def have_a_drive(files: Entries, backup: Path) -> None:
    write(backup, files | {"C:evil": b"x"})


def have_a_line_in_a_name(files: Entries, backup: Path) -> None:
    write(backup, files | {"banks/two\nlines.yaml": b"x"})


def have_a_name_too_long(files: Entries, backup: Path) -> None:
    relist(files, backup, f"banks/{'x' * 300}.yaml", b"x")


def hold_a_file_as_a_folder(files: Entries, backup: Path) -> None:
    relist(files, backup, "banks/mine.yaml/inner.yaml", b"x")


def hold_a_name_twice_in_other_signs(files: Entries, backup: Path) -> None:
    relist(files, backup, "banks/caf\u00e9.yaml", b"x")
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("banks/cafe\u0301.yaml", "x")


def hold_a_link(files: Entries, backup: Path) -> None:
    write(backup, files)
    with zipfile.ZipFile(backup, "a") as archive:
        link = zipfile.ZipInfo("banks/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")


def hold_a_name_twice(files: Entries, backup: Path) -> None:
    write(backup, files)
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("Settings.toml", "x")


def hold_more_than_listed(files: Entries, backup: Path) -> None:
    write(backup, files | {"banks/extra.yaml": b"x"})


def hold_less_than_listed(files: Entries, backup: Path) -> None:
    write(backup, {name: data for name, data in files.items() if name != "plans.toml"})


def hold_what_is_no_part(files: Entries, backup: Path) -> None:
    write(backup, files | {"models/evil.bin": b"x"})


def lack_the_manifest(files: Entries, backup: Path) -> None:
    with zipfile.ZipFile(backup, "w") as archive:
        for name, data in files.items():
            if name != "manifest.json":
                archive.writestr(name, data)


def change_a_byte(files: Entries, backup: Path) -> None:
    name = next(name for name in files if name.endswith(".flac"))
    data = bytearray(files[name])
    data[50] ^= 1
    write(backup, files | {name: bytes(data)})


def flip_a_bit_on_the_disk(files: Entries, backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[content.index(b"fLaC") + 60] ^= 1
    backup.write_bytes(content)


def contradict_itself(files: Entries, backup: Path) -> None:
    """Hold a database whose hash is right and whose rows contradict each other."""
    broken = backup.with_suffix(".sqlite3")
    broken.write_bytes(files["library.sqlite3"])
    with closing(sqlite3.connect(broken)) as kept, kept:
        kept.execute("UPDATE takes SET session = 4711 WHERE number = 1")
    relist(files, backup, "library.sqlite3", broken.read_bytes())
    broken.unlink()


def hold_another_database(files: Entries, backup: Path) -> None:
    relist(files, backup, "library.sqlite3", b"no database" * 100)


def be_a_bomb(files: Entries, backup: Path) -> None:
    bomb = bytes(30 << 20)
    relist(files, backup, "banks/bomb.yaml", bomb, packed=True)


def lie_about_a_size(files: Entries, backup: Path) -> None:
    relist(files, backup, "banks/small.yaml", bytes(3 << 20), packed=True)
    content = backup.read_bytes()
    small, true = (100).to_bytes(4, "little"), (3 << 20).to_bytes(4, "little")
    backup.write_bytes(content.replace(true, small))
    said = json.loads(entries_manifest(backup))
    said["files"]["banks/small.yaml"]["size"] = 100
    _rewrite_manifest(backup, said)


def entries_manifest(backup: Path) -> bytes:
    with zipfile.ZipFile(backup) as archive:
        return archive.read("manifest.json")


def _rewrite_manifest(backup: Path, said: dict[str, object]) -> None:
    """Append a manifest to an archive whose other entries are broken on purpose."""
    with zipfile.ZipFile(backup, "a") as archive:
        kept = [entry for entry in archive.filelist if entry.filename != "manifest.json"]
        archive.filelist[:] = kept
        archive.NameToInfo = {entry.filename: entry for entry in kept}
        archive.writestr("manifest.json", json.dumps(said))


def relist(
    files: Entries, backup: Path, name: str, content: bytes, *, packed: bool = False
) -> None:
    """Write an archive that honestly lists other content for a file."""
    said = json.loads(files["manifest.json"])
    said["files"][name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    with zipfile.ZipFile(backup, "w") as archive:
        for each, data in (files | {name: content}).items():
            how = zipfile.ZIP_DEFLATED if packed and each == name else zipfile.ZIP_STORED
            archive.writestr(each, json.dumps(said) if each == "manifest.json" else data, how)


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (cut, "isn't a complete backup"),
        (lose_the_end, "isn't a complete backup"),
        (empty, "isn't a complete backup"),
        (make_it_text, "isn't a complete backup"),
        (make_it_another, "contains .holiday.txt., which is not part of a backup"),
        (lack_the_manifest, "is not a backup of Mock Interviewer"),
        (say_newer, "was made by a newer version of Mock Interviewer"),
        (say_newer_schema, "was made by a newer version of Mock Interviewer"),
        (lie_about_the_schema, "The database in .* is damaged"),
        (climb, "leads out of the archive"),
        (climb_within, "leads out of the archive"),
        (be_absolute, "leads out of the archive"),
        (have_a_drive, "leads out of the archive"),
        (have_a_line_in_a_name, "has a name that this computer can't use"),
        (have_a_name_too_long, "not part of a backup"),
        (hold_a_file_as_a_folder, "cannot be unpacked in "),
        (hold_a_name_twice_in_other_signs, "twice"),
        (hold_a_link, "isn't a regular file"),
        (hold_a_name_twice, "contains .Settings.toml. twice"),
        (hold_more_than_listed, "does not contain the files that it lists"),
        (hold_less_than_listed, "does not contain the files that it lists"),
        (hold_what_is_no_part, "which is not part of a backup"),
        (change_a_byte, "is damaged at .sessions/"),
        (flip_a_bit_on_the_disk, "is damaged at .sessions/"),
        (contradict_itself, "The database in .* is damaged"),
        (hold_another_database, "The database in .* is damaged"),
        (be_a_bomb, ".banks/bomb.yaml., which would be far too large"),
        (lie_about_a_size, "is damaged at .banks/small.yaml."),
    ],
)
def test_an_invalid_backup_is_refused_and_the_library_untouched(
    backup: Path,
    other: DataFolder,
    tmp_path: Path,
    tamper: Callable[[Entries, Path], None],
    sentence: str,
) -> None:
    tamper(entries(backup), backup)
    before, there = fingerprint(other), {*tmp_path.rglob("*")}
    with pytest.raises(ArchiveError, match=sentence) as refused:
        restore(other, backup)
    assert str(refused.value).endswith(".")
    assert fingerprint(other) == before
    new = {path.name for path in {*tmp_path.rglob("*")} - there}
    assert new <= {"library.sqlite3-wal", "library.sqlite3-shm"}


@pytest.mark.parametrize("name", ["NUL.yaml", "com1", "what?.yaml", "a .yaml ", "a.", "aux/a.yaml"])
def test_names_that_windows_cannot_keep_are_refused_there(
    backup: Path, other: DataFolder, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    relist(entries(backup), backup, f"banks/{name}", b"x")
    read_manifest(backup)
    monkeypatch.setattr("mock_interviewer.questions.zip_entries._ON_WINDOWS", True)
    before = fingerprint(other)
    with pytest.raises(ArchiveError, match="has a name that this computer can't use"):
        restore(other, backup)
    assert fingerprint(other) == before


def test_a_missing_file_is_named(other: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no file"):
        restore(other, tmp_path / "nothing.zip")


def test_more_files_than_a_backup_has_are_refused(
    backup: Path, other: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mock_interviewer.app.archive.backup_file.MAX_FILES", 5)
    with pytest.raises(ArchiveError, match="files, more than a backup has"):
        restore(other, backup)


def test_entries_that_share_their_bytes_are_refused(backup: Path, other: DataFolder) -> None:
    with zipfile.ZipFile(backup, "a") as archive:
        big = max(archive.filelist, key=lambda entry: entry.compress_size)
        for number in range(5):
            double = zipfile.ZipInfo(f"banks/{number}.yaml")
            for field in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(double, field, getattr(big, field))
            archive.filelist.append(double)
        archive.comment = b"changed"  # so that the table of contents is written again
    with pytest.raises(ArchiveError, match="claims to contain more than it can"):
        restore(other, backup)


def test_lack_of_space_is_reported_before_anything_is_unpacked(
    backup: Path, other: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "SPARE_BYTES", 1 << 60)
    with pytest.raises(ArchiveError, match=r"Restoring needs \d+ MB in .* MB are free"):
        restore(other, backup)


def test_a_disk_that_becomes_full_while_it_is_unpacked_changes_nothing(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    with small_disk(place, kilobytes=1024) as disk:
        other = DataFolder(place)
        fill(other, 1, words="otherwise")
        before = fingerprint(other)
        disk.fill()
        with (place / "ballast").open("rb+") as ballast:
            ballast.truncate((place / "ballast").stat().st_size - 40_000)
        monkeypatch.setattr(restoring, "refuse_without_room", lambda *_: None)
        with pytest.raises(ArchiveError, match=r"cannot be unpacked in .* No space left"):
            restore(other, backup)
        disk.make_room()
        assert fingerprint(other) == before


def test_a_disk_that_becomes_full_at_any_step_leaves_the_old_or_the_new_library(
    data: DataFolder, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "refuse_without_room", lambda *_: None)
    place = tmp_path / "disk"
    place.mkdir()
    new = fingerprint(data)
    free, done, failed = 0, False, 0
    while not done:
        with small_disk(place, kilobytes=2048) as disk:
            other = DataFolder(place)
            fill(other, 1, words="otherwise")
            before = fingerprint(other)
            disk.fill()
            with (place / "ballast").open("rb+") as ballast:
                ballast.truncate((place / "ballast").stat().st_size - free)
            restored = RestoreOperation(other, backup)
            try:
                restored.run()
            except (ArchiveError, StoreError) as error:
                assert re.search("No space left|is full|its free space", str(error)), free  # noqa: PT017
                assert restored.outcome() is RestoreOutcome.AS_IT_WAS
                failed += 1
            else:
                done = True
            disk.make_room()
            Library.open(other).close()
            assert fingerprint(other) == (new if done else before), free
            assert not other.replacing.exists()
        free += 24 << 10
    assert failed > 5


class Killed(BaseException):
    """The program ends here; nothing that handles errors hears of it."""


@pytest.fixture
def kill_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Callable[[], int]]:
    """End the program at its n-th change of the folder, from when all is ready on."""

    def install(step: int) -> Callable[[], int]:
        steps = 0

        def counting(change: Callable[..., object]) -> Callable[..., object]:
            def run(*arguments: object, **named: object) -> object:
                nonlocal steps
                steps += 1
                if steps == step:
                    raise Killed
                return change(*arguments, **named)

            return run

        for name in ("rename", "replace", "unlink", "rmdir", "mkdir"):
            monkeypatch.setattr(Path, name, counting(getattr(Path, name)))
        monkeypatch.setattr(shutil, "rmtree", counting(shutil.rmtree))
        return lambda: steps

    return install


def opened_until_killed(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> bool:
    try:
        Library.open(data).close()
    except Killed:
        return False
    finally:
        monkeypatch.undo()
    return True


def ended_or_refused(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> bool:
    try:
        return opened_until_killed(data, monkeypatch)
    except StoreError:
        return True


def test_the_new_library_is_complete_after_a_kill_at_any_step(
    data: DataFolder,
    backup: Path,
    other: DataFolder,
    tmp_path: Path,
    kill_at: Callable[[int], Callable[[], int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepare_restore(other, backup)
    wanted = fingerprint(data)
    step, done = 0, False
    while not done:
        step += 1
        copy = DataFolder(tmp_path / f"copy-{step}")
        shutil.copytree(other.root, copy.root)
        kill_at(step)
        done = opened_until_killed(copy, monkeypatch)
        Library.open(copy).close()
        assert fingerprint(copy) == wanted, f"killed at step {step}"
        told = pending_notices.take(copy)
        assert told is not None, f"killed at step {step}"
        assert told.succeeded
        assert not (copy.root / ".replacing").exists()
        shutil.rmtree(copy.root)
    assert step > 10


def test_the_new_library_is_complete_after_two_kills(
    data: DataFolder,
    backup: Path,
    other: DataFolder,
    tmp_path: Path,
    kill_at: Callable[[int], Callable[[], int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepare_restore(other, backup)
    for first in range(4, 12):
        copy = DataFolder(tmp_path / f"copy-{first}")
        shutil.copytree(other.root, copy.root)
        for step in (first, 5, 3):
            kill_at(step)
            assert not opened_until_killed(copy, monkeypatch) or step != first
        Library.open(copy).close()
        assert fingerprint(copy) == fingerprint(data)
        shutil.rmtree(copy.root)


@pytest.fixture
def ready_but_broken(backup: Path, other: DataFolder) -> DataFolder:
    """A library for which another waits that cannot be opened."""
    prepare_restore(other, backup)
    database = library_replacement.incoming_folder(other) / "library.sqlite3"
    database.write_bytes(b"SQLite format 3\0" + bytes(5000))
    return other


def test_the_old_library_is_put_back_if_the_new_one_cannot_be_opened(
    ready_but_broken: DataFolder,
) -> None:
    before = fingerprint(ready_but_broken)
    with pytest.raises(StoreError):
        Library.open(ready_but_broken)
    Library.open(ready_but_broken).close()
    told = pending_notices.take(ready_but_broken)
    assert told is not None
    assert (told.succeeded, "so your library was not changed" in told.sentence) == (False, True)
    assert fingerprint(ready_but_broken) == before
    assert not (ready_but_broken.root / ".replacing").exists()


def test_the_old_library_is_complete_after_a_kill_while_it_is_put_back(
    ready_but_broken: DataFolder,
    tmp_path: Path,
    kill_at: Callable[[int], Callable[[], int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = fingerprint(ready_but_broken)
    step, killed = 0, True
    while killed:
        step += 1
        copy = DataFolder(tmp_path / f"copy-{step}")
        shutil.copytree(ready_but_broken.root, copy.root)
        kill_at(step)
        killed = not ended_or_refused(copy, monkeypatch)
        for _ in range(2):
            try:
                Library.open(copy).close()
            except StoreError:
                continue
        assert fingerprint(copy) == wanted, f"killed at step {step}"
        assert not (copy.root / ".replacing").exists()
        shutil.rmtree(copy.root)
    assert step > 15


def test_a_library_that_cannot_be_moved_in_leaves_the_old_one_unchanged(
    backup: Path, other: DataFolder
) -> None:
    before = fingerprint(other)
    prepare_restore(other, backup)
    with mounted_folder(other.sessions):
        with pytest.raises(StoreError, match=r"The library in .* cannot be replaced"):
            Library.open(other)
        Library.open(other).close()
    assert fingerprint(other) == before
    told = pending_notices.take(other)
    assert told is not None
    assert "so your library was not changed" in told.sentence
    assert not other.replacing.exists()


def test_a_part_of_the_library_on_a_separate_disk_is_refused_first(
    backup: Path, other: DataFolder, tmp_path: Path
) -> None:
    shutil.move(other.sessions, tmp_path / "kept")
    other.sessions.mkdir()
    with small_disk(other.sessions, kilobytes=1024):
        shutil.copytree(tmp_path / "kept", other.sessions, dirs_exist_ok=True)
        before = fingerprint(other)
        with pytest.raises(ArchiveError, match=f"{other.sessions} is a separate disk"):
            restore(other, backup)
        assert fingerprint(other) == before


def test_a_backup_inside_the_library_it_replaces_is_refused(
    backup: Path, other: DataFolder
) -> None:
    inside = Path(shutil.copy(backup, other.banks / "backup.zip"))
    with pytest.raises(ArchiveError, match="would be removed with it"):
        restore(other, inside)
    assert inside.exists()


def test_an_old_library_that_cannot_be_removed_does_not_block_the_new_one(
    data: DataFolder,
) -> None:
    before = fingerprint(data)
    left = data.replacing / "old" / "banks"
    left.mkdir(parents=True)
    with mounted_folder(left):
        Library.open(data).close()
        assert left.exists()
    Library.open(data).close()
    assert not data.replacing.exists()
    assert fingerprint(data) == before


@pytest.mark.parametrize("works", [True, False])
def test_a_full_disk_does_not_block_the_library(
    data: DataFolder, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, works: bool
) -> None:
    """Also where the new library cannot be opened on it."""
    place = tmp_path / "disk"
    place.mkdir()
    with small_disk(place, kilobytes=4096) as disk:
        other = DataFolder(place)
        fill(other, 1, words="otherwise")
        before = fingerprint(other)
        monkeypatch.setattr(restoring, "SPARE_BYTES", 0)
        prepare_restore(other, backup)

        def opening() -> None:
            with library_replacement.put_in_place(other):
                disk.fill()
                if not works:
                    raise StoreError("The disk is full.")

        with nullcontext() if works else pytest.raises(StoreError):
            opening()
        assert not other.replacing.exists()
        told = pending_notices.pending(other)
        disk.make_room()
        assert fingerprint(other) == (fingerprint(data) if works else before)
        assert told is not None
        assert told.succeeded == works


@pytest.mark.parametrize("at", ["unpacked", "ready", "moving"])
def test_a_real_kill_leaves_the_old_or_the_new_library(
    data: DataFolder, backup: Path, other: DataFolder, at: str
) -> None:
    old, new = fingerprint(other), fingerprint(data)
    kill(CHILD, other.root, backup, at)
    Library.open(other).close()
    assert fingerprint(other) == (old if at == "unpacked" else new)
    assert not (other.root / ".replacing").exists()


@pytest.mark.parametrize(
    ("at", "sentence", "comes"),
    [
        ("unpacked", "Your library was not changed.", False),
        ("ready", "Your library was not changed.", False),
        ("moving", "The backup is verified, and replaces your library at the next start.", True),
        ("opened", "The backup is verified, and replaces your library at the next start.", True),
    ],
)
def test_a_restore_stopped_before_it_is_in_place_reports_the_outcome(
    data: DataFolder, backup: Path, other: DataFolder, at: str, sentence: str, comes: bool
) -> None:
    old, new = fingerprint(other), fingerprint(data)
    status, out, err = interrupt(CHILD, other.root, backup, at)
    assert (status, out, err) == (130, "", f"{sentence}\nmock-interviewer: stopped.\n")
    Library.open(other).close()
    assert fingerprint(other) == (new if comes else old)
    assert (pending_notices.take(other) is not None) == comes


@pytest.mark.parametrize("at", ["in place", "told"])
def test_a_restore_stopped_once_it_is_in_place_reports_that(
    data: DataFolder, backup: Path, other: DataFolder, at: str
) -> None:
    status, out, err = interrupt(CHILD, other.root, backup, at)
    assert (status, err) == (0, "")
    assert "2 sessions with 4 answers, from " in out
    assert f"were restored to {other.root}." in out
    assert fingerprint(other) == fingerprint(data)
    assert pending_notices.pending(other) is None
    Library.open(other).close()
    assert not (other.root / ".replacing").exists()


def test_a_restore_stopped_while_the_old_library_is_put_back_reports_no_change(
    ready_but_broken: DataFolder, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(ready_but_broken)
    restoring_it = RestoreOperation(ready_but_broken, backup)
    with monkeypatch.context() as patched:
        patched.setattr(library_replacement, "put_back", _press_ctrl_c)
        with pytest.raises(KeyboardInterrupt):
            restoring_it.run()
    assert restoring_it.outcome() is RestoreOutcome.AS_IT_WAS
    Library.open(ready_but_broken).close()
    assert fingerprint(ready_but_broken) == before


def test_a_restore_stopped_while_an_earlier_one_is_moved_in_reports_which_one_comes(
    backup: Path, other: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_restore(other, backup)
    second = RestoreOperation(other, backup)
    with monkeypatch.context() as patched:
        patched.setattr(library_replacement, "move_in", _press_ctrl_c)
        with pytest.raises(KeyboardInterrupt):
            second.run()
    assert second.outcome() is RestoreOutcome.ANOTHER_WAITS


def _press_ctrl_c(*_: object) -> None:
    raise KeyboardInterrupt


def test_pending_notices_survive_a_restore(backup: Path, other: DataFolder) -> None:
    pending_notices.add(other, PendingNotice("Your data was moved."))
    restore(other, backup)
    assert pending_notices.take(other) == PendingNotice("Your data was moved.")


def test_pending_notices_are_shown_with_later_ones(backup: Path, other: DataFolder) -> None:
    pending_notices.add(other, PendingNotice("Your data was moved."))
    prepare_restore(other, backup)
    Library.open(other).close()
    told = pending_notices.take(other)
    assert told is not None
    assert told.sentence.startswith("Your data was moved. Your backup of ")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_manifest_or_refused(data: bytes) -> None:
    with pytest.raises(NotABackupManifest):
        parse_manifest(data)


@given(
    st.dictionaries(
        st.sampled_from(["version", "made_at", "schema", "sessions", "files"]), json_values
    )
)
def test_a_manifest_with_invalid_fields_is_refused(
    changed: dict[str, object],
) -> None:
    said = {
        "format": "mock-interviewer-backup",
        "version": 1,
        "made_at": "2026-01-01T00:00:00+00:00",
        "program": "1",
        "schema": 4,
        "sessions": 0,
        "takes": 0,
        "files": {},
    }
    try:
        found = parse_manifest(json.dumps(said | changed).encode())
    except (NotABackupManifest, NewerBackupManifest):
        return
    assert isinstance(found, BackupManifest)
    assert found.schema >= 0
