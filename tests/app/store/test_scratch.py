import stat
from pathlib import Path

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.data_folder.temporary_files import remove_scratch, scratch_folder
from mock_interviewer.app.store.library import Library


def _linked(data: DataFolder, tmp_path: Path) -> Path:
    """Put a link to a person's own folder where copies of the library are made."""
    data.prepare()
    foreign = tmp_path / "photos"
    foreign.mkdir(mode=0o755)
    (foreign / "holiday.jpg").write_bytes(b"sun")
    (data.root / ".copying").symlink_to(foreign)
    return foreign


def _assert_untouched(foreign: Path) -> None:
    assert sorted(path.name for path in foreign.iterdir()) == ["holiday.jpg"]
    assert stat.S_IMODE(foreign.stat().st_mode) == 0o755


def test_a_link_in_place_of_the_scratch_folder_is_not_followed_to_copy(
    data: DataFolder, tmp_path: Path
) -> None:
    foreign = _linked(data, tmp_path)
    with scratch_folder(data) as folder:
        assert not folder.is_symlink()
        _assert_untouched(foreign)
    _assert_untouched(foreign)
    assert not folder.exists()


def test_a_link_in_place_of_the_scratch_folder_is_not_followed_to_delete(
    data: DataFolder, tmp_path: Path
) -> None:
    foreign = _linked(data, tmp_path)
    remove_scratch(data)
    _assert_untouched(foreign)
    assert not (data.root / ".copying").is_symlink()


def test_a_dangling_link_does_not_prevent_a_copy(data: DataFolder, tmp_path: Path) -> None:
    data.prepare()
    (data.root / ".copying").symlink_to(tmp_path / "gone")
    with scratch_folder(data) as folder:
        assert folder.is_dir()
    assert not (tmp_path / "gone").exists()


def test_a_folder_left_in_the_scratch_folder_is_removed(data: DataFolder) -> None:
    Library.open(data).close()
    (data.root / ".copying" / "stray").mkdir(parents=True)
    (data.root / ".copying" / "stray" / "library.sqlite3").write_bytes(b"left")
    remove_scratch(data)
    assert not (data.root / ".copying").exists()
