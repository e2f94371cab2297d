import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.recovery import library_replacement


@pytest.fixture
def kept(data: DataFolder, plan: Plan) -> str:
    """Return the id of the one session in the library that is replaced."""
    with Library.open(data) as library:
        session = library.create_session(plan).id
    data.settings_file.write_text("# mine")
    return session


def _make_ready(data: DataFolder, tmp_path: Path) -> None:
    """Let an empty library wait to be put in place."""
    other = DataFolder(tmp_path / "other")
    Library.open(other).close()
    shutil.move(other.database, library_replacement.begin(data))
    library_replacement.mark_ready(data)


def _sessions(data: DataFolder, *, read_only: bool = False) -> list[str]:
    with Library.open(data, read_only=read_only) as library:
        return [session.id for session in library.sessions()]


@pytest.mark.parametrize("name", [".replacing", ".replacing/new", ".replacing/old"])
@pytest.mark.parametrize("read_only", [False, True])
def test_links_cannot_move_another_folder_in_or_the_library_out(
    data: DataFolder, kept: str, tmp_path: Path, name: str, read_only: bool
) -> None:
    _make_ready(data, tmp_path)
    link, foreign = data.root / name, tmp_path / "foreign"
    if link.exists():
        shutil.move(link, foreign)
    else:
        foreign.mkdir()
        (foreign / "letter.txt").write_text("dear")
    link.symlink_to(foreign)
    before = sorted(path.name for path in foreign.iterdir())
    with pytest.raises(StoreError, match="is a link to another folder"):
        _sessions(data, read_only=read_only)
    assert sorted(path.name for path in foreign.iterdir()) == before
    link.unlink()
    shutil.rmtree(data.replacing, ignore_errors=True)
    assert _sessions(data) == [kept]


@pytest.mark.parametrize("content", [b"", b'{"names": ["libr', b"[]", b"[" * 100_000, b"\xff"])
def test_a_library_can_be_used_if_the_marker_of_a_restore_is_damaged(
    data: DataFolder, kept: str, tmp_path: Path, content: bytes
) -> None:
    _make_ready(data, tmp_path)
    (data.replacing / "ready").write_bytes(content)
    assert _sessions(data, read_only=True) == [kept]
    assert not data.replacing.exists()
    told = pending_notices.take(data)
    assert told is not None
    assert "interrupted" in told.sentence


def test_a_pipe_in_place_of_the_marker_does_not_block(
    data: DataFolder, kept: str, tmp_path: Path
) -> None:
    _make_ready(data, tmp_path)
    (data.replacing / "ready").unlink()
    os.mkfifo(data.replacing / "ready")
    assert _sessions(data) == [kept]
    assert not data.replacing.exists()


@pytest.mark.parametrize("moved", range(1, 9))
def test_the_old_library_is_put_back_after_a_restore_killed_at_any_step_with_a_damaged_marker(
    data: DataFolder, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    _make_ready(data, tmp_path)
    left = moved
    rename = Path.rename

    def counted(path: Path, target: Path) -> Path:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", counted)
        with suppress(KeyboardInterrupt), library_replacement.put_in_place(data):
            raise KeyboardInterrupt
    (data.replacing / "ready").write_bytes(b"")
    assert _sessions(data) == [kept]
    assert data.settings_file.read_text() == "# mine"


def test_a_library_restored_into_an_empty_folder_is_kept(
    data: DataFolder, kept: str, tmp_path: Path
) -> None:
    data.replacing.mkdir()
    (data.replacing / "ready").write_text(json.dumps(None))
    assert _sessions(data) == [kept]
    assert data.settings_file.read_text() == "# mine"
