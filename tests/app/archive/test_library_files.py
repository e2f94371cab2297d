from pathlib import Path

from mock_interviewer.app.archive.library_files import files_below


def _touched(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in files_below(folder))


def test_a_maze_of_links_is_visited_once(tmp_path: Path) -> None:
    rooms = [tmp_path / f"room-{number}" for number in range(9)]
    for room in rooms:
        _touched(room, "file")
    for room in rooms:
        for other in rooms:
            (room / f"to-{other.name}").symlink_to(other)
    found = []
    for path in files_below(tmp_path):
        found.append(path)
        assert len(found) <= len(rooms)
    assert sorted(found) == [room / "file" for room in rooms]


def test_a_folder_keeps_its_own_name_even_if_a_link_to_it_comes_first(tmp_path: Path) -> None:
    _touched(tmp_path, "b/link/file", "z/deep/file")
    (tmp_path / "a").symlink_to(tmp_path / "z")
    (tmp_path / "b" / "before").symlink_to(tmp_path / "z" / "deep")
    assert _names(tmp_path) == ["b/link/file", "z/deep/file"]


def test_files_that_only_a_link_leads_to_are_found(tmp_path: Path) -> None:
    _touched(tmp_path, "elsewhere/folder/file", "here/own")
    (tmp_path / "here" / "link").symlink_to(tmp_path / "elsewhere" / "folder")
    (tmp_path / "here" / "nothing").symlink_to(tmp_path / "gone")
    assert _names(tmp_path / "here") == ["link/file", "own"]
