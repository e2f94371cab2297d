import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from rig.other_user import OTHER, needs_root, program_of_another
from rig.small_disk import small_disk

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.library import Library

PREPARES = """
from pathlib import Path
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError
become_other()
print("ready", flush=True)
try:
    DataFolder(Path(sys.argv[1])).prepare()
    print("prepared", flush=True)
except StoreError as error:
    print(error, flush=True)
"""


@pytest.fixture(params=[0o000, 0o022, 0o277], ids=oct)
def _any_umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_usual_place_is_that_of_the_system(tmp_path: Path) -> None:
    assert DataFolder.at(None).root == Path(os.environ["XDG_DATA_HOME"]) / "mock-interviewer"


def test_a_chosen_folder_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert DataFolder.at(Path("here")).root == tmp_path / "here"
    assert DataFolder.at(Path("~/here")).root == tmp_path / "home" / "here"


@pytest.mark.usefixtures("_any_umask")
def test_folders_are_private_regardless_of_the_umask(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "deep" / "data")
    data.prepare()
    folder = data.make_session_folder("s")
    for made in (data.root.parent, data.root, data.sessions, folder):
        assert _mode(made) == 0o700, made


def test_an_existing_empty_folder_becomes_private(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    data.root.mkdir()
    data.root.chmod(0o777)
    data.prepare()
    assert _mode(data.root) == 0o700


@pytest.mark.parametrize(
    ("chosen", "then"), [(0o500, 0o500), (0o555, 0o500), (0o755, 0o700), (0o300, 0o300)], ids=oct
)
@needs_root
def test_a_data_folder_is_closed_to_others_and_its_owner_gains_nothing(
    chosen: int, then: int, tmp_path: Path
) -> None:
    data = DataFolder(tmp_path / "data")
    data.prepare()
    data.database.touch()
    for folder in (data.root, data.sessions):
        folder.chmod(chosen)
    data.prepare()
    assert [_mode(data.root), _mode(data.sessions)] == [then, then]


@needs_root
@pytest.mark.parametrize("kept", ["nothing", "sessions"])
def test_a_folder_that_its_owner_made_read_only_is_refused_and_stays_so(kept: str) -> None:
    with tempfile.TemporaryDirectory() as above:
        root = Path(above) / "data"
        root.mkdir()
        if kept == "sessions":
            (root / "sessions").mkdir()
            (root / "library.sqlite3").touch()
        made = [Path(above), *Path(above).rglob("*")]
        try:
            for path in made[1:]:
                path.chmod(0o500 if path.is_dir() else 0o400)
            for path in made:
                os.chown(path, OTHER, OTHER)
            with program_of_another(PREPARES, str(root)) as other:
                assert other.stdout is not None
                assert other.stdout.readline() == (
                    f"Nothing can be saved in {root}: Permission denied. Free up space or make it"
                    " writable, or choose another folder with --data-dir.\n"
                )
            assert [_mode(path) for path in made if path.is_dir()] == [0o700] + [0o500] * (
                sum(path.is_dir() for path in made) - 1
            )
        finally:
            root.chmod(0o700)


@needs_root
def test_a_database_that_its_owner_made_read_only_stays_so(filled: DataFolder) -> None:
    filled.database.chmod(0o444)
    Library.open(filled).close()
    assert _mode(filled.database) == 0o400


def test_a_folder_with_other_things_in_it_keeps_its_mode(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    (tmp_path / "mine.txt").write_text("mine")
    tmp_path.chmod(0o755)
    data.prepare()
    assert _mode(tmp_path) == 0o755
    assert _mode(data.sessions) == 0o700


def test_preparing_leaves_nothing_behind_but_folders(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    data.prepare()
    assert [path.name for path in data.root.rglob("*")] == ["sessions"]


def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        DataFolder(tmp_path / "data").prepare()
        disk.make_read_only()
        with pytest.raises(StoreError, match=r"Read-only file system\. Free up space"):
            DataFolder(tmp_path / "data").prepare()
        with pytest.raises(StoreError, match="Read-only"):
            DataFolder(tmp_path / "new").prepare()


def test_a_full_disk_is_refused(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        data = DataFolder(tmp_path / "data")
        data.prepare()
        disk.fill()
        with pytest.raises(StoreError, match="No space left"):
            data.prepare()
        disk.make_room()
        data.prepare()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreError, match="Not a directory"):
        DataFolder(tmp_path / "data").prepare()


def test_a_session_folder_that_vanished_is_refused_by_name(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    with pytest.raises(StoreError, match="is missing"):
        data.check_writable(data.sessions)


def test_a_file_in_place_of_the_folder_is_not_a_moved_folder(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text("", "utf-8")
    with pytest.raises(StoreError, match="Nothing can be saved in"):
        DataFolder.at(path).prepare()


def test_moved_data_without_a_database_is_missing(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data", moved=True)
    with pytest.raises(StoreError, match="is missing"):
        data.prepare()
    assert not data.root.exists()


def test_moved_data_whose_replacement_was_interrupted_is_not_missing(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data", moved=True)
    data.replacing.mkdir(parents=True)
    data.prepare()
    assert data.sessions.is_dir()
