"""Discarded takes do not come back when the database is damaged before they are removed."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from rig.kept_takes import keep, new_session, question
from rig.small_disk import read_only_folder, small_disk

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import damage_marker
from mock_interviewer.app.data_folder.private_files import remove
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.deletion import deletion
from mock_interviewer.app.store.library import Library

CHILD = Path(__file__).with_name("discarding_child.py")
SPOKEN = "xylophonequartz"
PAGE = 4096


class Kept:
    """A session with two takes; the first, or the whole session, is to be discarded."""

    def __init__(self, data: DataFolder, kind: str, takes: Sequence[str]) -> None:
        self.data = data
        self.kind = kind
        session = takes[0].rpartition("-")[0]
        self.ident = takes[0] if kind == "take" else session
        self.gone = set(takes[:1] if kind == "take" else takes[:2])
        self.all = set(takes)
        mark = deletion.discard_mark_path(data, session, 1 if kind == "take" else None)
        assert mark is not None
        self.mark = mark

    def discard(self, library: Library) -> None:
        getattr(library.trash, f"discard_{self.kind}")(self.ident)

    def restore(self, library: Library) -> None:
        getattr(library.trash, f"restore_{self.kind}")(self.ident)

    def discard_and_restore_for_ever(self, library: Library) -> None:
        while True:
            self.discard(library)
            assert self.mark.exists()
            self.restore(library)
            assert not self.mark.exists()

    def spoil_rows(self) -> None:
        """Damage the pages on which the rows of all sessions and takes are."""
        self.data.database.with_name(f"{self.data.database.name}-wal").unlink(missing_ok=True)
        content = bytearray(self.data.database.read_bytes())
        for at in range(0, len(content), PAGE):
            if any(
                take.rpartition("-")[0].encode() in content[at : at + PAGE] for take in self.all
            ):
                content[at : at + PAGE] = b"\xff" * PAGE
        self.data.database.write_bytes(content)
        damage_marker(self.data.database).touch()

    def shown(self) -> set[str]:
        """Return the takes that the next start shows."""
        with Library.open(self.data) as library:
            return {take.id for session in library.sessions() for take in library.takes(session.id)}

    def left(self) -> list[str]:
        """Return the files of what was discarded."""
        folder = self.mark.parent
        return sorted(
            path.name
            for path in (folder.iterdir() if folder.is_dir() else ())
            if self.kind == "session" or path.name.lstrip(".").startswith("01")
        )


def _recorded(library: Library, session: str) -> str:
    said, asked = f"{SPOKEN} " * 400, question(text=f"{SPOKEN}?")
    return keep(library, session, said, asked=asked, made=1, seconds=0.5, recorded=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A session with two takes, and one with a third."""
    data = DataFolder(tmp_path_factory.mktemp("made") / "data")
    with Library.open(data) as library:
        session = new_session(library)
        takes = [_recorded(library, at) for at in (session, session, new_session(library))]
    return data.root, takes


Make = Callable[[str], Kept]


@pytest.fixture
def make(data: DataFolder, made: tuple[Path, list[str]]) -> Make:
    """Copy them into a folder of the test's own."""

    def run(kind: str) -> Kept:
        shutil.copytree(made[0], data.root)
        return Kept(data, kind, made[1])

    return run


@pytest.fixture(params=["take", "session"])
def kept(make: Make, request: pytest.FixtureRequest) -> Kept:
    return make(request.param)


def _leave(data: DataFolder, change: Callable[[Library], None]) -> None:
    """Change something and end as a kill ends it: nothing is removed."""
    library = Library.open(data)
    change(library)
    library.access.connection.close()
    assert library.lock is not None
    library.lock.release()


def test_discarded_takes_do_not_come_back_when_their_row_is_lost(kept: Kept) -> None:
    _leave(kept.data, kept.discard)
    kept.spoil_rows()
    assert kept.shown() == kept.all - kept.gone
    assert kept.left() == []


def test_no_text_of_a_discarded_take_is_left_when_its_row_is_lost(kept: Kept) -> None:
    _leave(kept.data, kept.discard)
    kept.spoil_rows()
    Library.open(kept.data).close()
    with Library.open(kept.data) as library:
        for take in kept.all - kept.gone:
            library.delete_session(library.take(take).session)
    for path in kept.data.root.rglob("*"):
        assert path.is_dir() or SPOKEN.encode() not in path.read_bytes()


def test_a_take_marked_under_two_names_is_repaired_once(make: Make) -> None:
    kept = make("take")
    _leave(kept.data, kept.discard)
    kept.mark.with_name(".001.discarded").touch()
    for path in kept.mark.parent.glob("01.*"):
        path.unlink()
    kept.data.database.unlink()
    assert kept.shown() == kept.all - kept.gone


def test_discarded_takes_do_not_come_back_when_the_database_is_gone(kept: Kept) -> None:
    _leave(kept.data, kept.discard)
    kept.data.database.unlink()
    assert kept.shown() == kept.all - kept.gone
    assert kept.left() == []


def test_discarded_takes_do_not_come_back_with_an_older_row(kept: Kept) -> None:
    before = kept.data.database.read_bytes()
    _leave(kept.data, kept.discard)
    kept.data.database.write_bytes(before)
    damage_marker(kept.data.database).touch()
    assert kept.shown() == kept.all - kept.gone


def test_a_discarded_answer_whose_recording_was_removed_does_not_come_back(
    kept: Kept,
) -> None:
    def remove_and_discard(library: Library) -> None:
        library.recordings.remove(kept.gone)
        kept.discard(library)

    _leave(kept.data, remove_and_discard)
    kept.spoil_rows()
    assert kept.shown() == kept.all - kept.gone
    assert kept.left() == []


def test_a_restored_take_is_listed_again_when_its_row_is_lost(kept: Kept) -> None:
    def discard_and_restore(library: Library) -> None:
        kept.discard(library)
        assert kept.mark.exists()
        kept.restore(library)

    _leave(kept.data, discard_and_restore)
    assert not kept.mark.exists()
    kept.spoil_rows()
    assert kept.shown() == kept.all


def test_a_take_discarded_on_its_own_stays_marked_when_its_session_is_restored(
    make: Make,
) -> None:
    kept = make("take")

    def change(library: Library) -> None:
        session = library.take(kept.ident).session
        kept.discard(library)
        library.trash.discard_session(session)
        with pytest.raises(KeyError):
            kept.restore(library)
        library.trash.restore_session(session)

    _leave(kept.data, change)
    kept.spoil_rows()
    assert kept.shown() == kept.all - kept.gone


def _die(kept: Kept, at: str) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(CHILD), str(kept.data.root), kept.kind, kept.ident, at]
    child = subprocess.run(command, check=False, env=environment)
    assert child.returncode == -signal.SIGKILL


@pytest.mark.parametrize("at", ["before put", "after put", "before taken", "after taken"])
def test_a_killed_deletion_is_finished_at_the_next_start(kept: Kept, at: str) -> None:
    _die(kept, at)
    assert kept.mark.exists() == (at in {"after put", "before taken"})
    assert kept.shown() == kept.all - kept.gone
    assert kept.left() == []


@pytest.mark.parametrize("at", ["before put", "after taken"])
def test_a_mark_exists_only_while_something_is_discarded(kept: Kept, at: str) -> None:
    _die(kept, at)
    kept.spoil_rows()
    assert kept.shown() == kept.all


@pytest.mark.parametrize("at", ["first", "before removed", "after removed", "row"])
def test_nothing_comes_back_after_a_removal_killed_at_any_step(kept: Kept, at: str) -> None:
    for number in range(9):
        (kept.mark.parent / f"01-{number}.png").touch()
    _die(kept, at)
    left = {"first": 12, "before removed": 1, "after removed": 0, "row": 0}[at]
    assert len([name for name in kept.left() if not name.startswith("02")]) == left
    kept.spoil_rows()
    assert kept.shown() == kept.all - kept.gone
    assert kept.left() == []


@pytest.mark.parametrize("removed", [1, 2, 3])
def test_takes_discarded_one_by_one_do_not_come_back_when_their_session_is_removed(
    make: Make, monkeypatch: pytest.MonkeyPatch, removed: int
) -> None:
    kept, steps = make("session"), iter(range(removed))

    def die_after_some(path: Path) -> None:
        if next(steps, None) is None:
            raise KeyboardInterrupt
        remove(path)

    def discard_each(library: Library) -> None:
        for take in kept.gone:
            library.trash.discard_take(take)
        monkeypatch.setattr(deletion, "remove", die_after_some)
        with pytest.raises(KeyboardInterrupt):
            library.trash.purge()
        monkeypatch.undo()

    _leave(kept.data, discard_each)
    kept.spoil_rows()
    assert kept.shown() == kept.all - kept.gone
    assert kept.left() == []


def test_on_a_full_disk_a_take_is_discarded_with_its_mark_or_not_at_all(
    made: tuple[Path, list[str]], tmp_path: Path
) -> None:
    with small_disk(tmp_path, kilobytes=8192) as disk:
        shutil.copytree(made[0], tmp_path / "data")
        kept = Kept(DataFolder(tmp_path / "data"), "take", made[1])
        with Library.open(kept.data) as library:
            disk.fill()
            with pytest.raises(StoreError, match=r"is full|space"):
                kept.discard_and_restore_for_ever(library)
            disk.make_room()
            if not library.trash.is_empty():
                kept.restore(library)
            assert library.take(kept.ident).id == kept.ident
        assert kept.shown() == kept.all


def test_a_take_stays_discarded_if_its_mark_cannot_be_removed(kept: Kept) -> None:
    with Library.open(kept.data) as library:
        kept.discard(library)
        with (
            read_only_folder(kept.mark.parent),
            pytest.raises(StoreError, match="Nothing can be restored"),
        ):
            kept.restore(library)
        assert kept.mark.exists()
        assert {take.id for take in library.takes(kept.ident)} == set()
        kept.restore(library)
        assert {library.take(take).id for take in kept.gone} == kept.gone


def test_a_take_is_discarded_by_its_row_if_the_mark_cannot_be_created(kept: Kept) -> None:
    library = Library.open(kept.data)
    with read_only_folder(kept.mark.parent):
        kept.discard(library)
        library.close()
    assert not kept.mark.exists()
    assert kept.shown() == kept.all - kept.gone
    assert kept.left() == []
