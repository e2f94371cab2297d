"""A pipe in place of one of our files never blocks."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from mock_interviewer.app.archive import moving
from mock_interviewer.app.archive.backup_file import BackupFile
from mock_interviewer.app.banks.question_draft import read_draft
from mock_interviewer.app.data_folder import (
    machine_speed,
    pending_notices,
    recording_paths,
    unfinished_copy,
)
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import (
    COPY_MARK,
    MACHINE_SPEED,
    MOVE_NOTE,
    MOVED_POINTER,
    WINDOW,
)
from mock_interviewer.app.data_folder.private_files import NotRegularFile, read_regular_file
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.app.errors import ArchiveError, StoreError, StoreInUse
from mock_interviewer.app.planning.saved_plans import SavedPlansFile
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.store.takes import sidecar
from mock_interviewer.app.ui.window.remembered_state import read_remembered_state
from mock_interviewer.audio.recognition.installation.archives import open_source
from mock_interviewer.audio.recognition.installation.model_check import InvalidModel
from mock_interviewer.audio.recognition.models.manifest import MANIFEST, read_manifest
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.importing.zip_archive import unpack_archive

LONGEST = 5.0
SESSION = "20260301-090000-abcd"
"""Seconds after which a test is taken to wait for the pipe."""


@pytest.fixture(autouse=True)
def _nothing_waits() -> Iterator[None]:
    def waited(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("the pipe is waited for")

    before = signal.signal(signal.SIGALRM, waited)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    data = DataFolder(tmp_path / "data")
    data.prepare()
    return data


def _second_writer(data: DataFolder) -> None:
    with WriterLock(data):
        data.lock_holder.unlink()
        os.mkfifo(data.lock_holder)
        with pytest.raises(StoreInUse):
            WriterLock(data).acquire()


def _moved_away(data: DataFolder) -> None:
    with pytest.raises(StoreError, match="does not say where your data is"):
        DataFolder.at(data.root)


def _restored(data: DataFolder) -> None:
    with pytest.raises(ArchiveError, match="complete backup"):
        BackupFile(data.root / "backup.zip")


def _imported_model(data: DataFolder) -> None:
    with (
        pytest.raises(InvalidModel, match="not an ordinary file"),
        open_source(data.root / "model.tar"),
    ):
        pass


def _moved_session(data: DataFolder) -> None:
    folder = data.session_folder(SESSION)
    folder.parent.mkdir(exist_ok=True)
    folder.symlink_to(data.root)
    assert recording_paths.session_folder(data, SESSION) is None


def _imported_banks(data: DataFolder) -> None:
    with pytest.raises(BankError, match="isn't a regular file"):
        unpack_archive(data.root / "banks.zip", data.banks)


def _installed_model(data: DataFolder) -> None:
    with pytest.raises(ValueError, match="not an ordinary file"):
        read_manifest(data.root)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("settings.toml", lambda data: SettingsFile(data.settings_file).load()),
        ("plans.toml", lambda data: SavedPlansFile(data.plans_file).load()),
        ("draft.json", lambda data: read_draft(data.draft_file)),
        ("news.json", pending_notices.pending),
        (MACHINE_SPEED.name, machine_speed.read_machine_speed),
        (WINDOW.name, read_remembered_state),
        (MOVED_POINTER.name, _moved_away),
        (MOVE_NOTE.name, unfinished_copy.noted),
        (COPY_MARK.name, lambda data: unfinished_copy.found_in(data.root)),
        ("moved-from.json", moving.finish_move),
        ("another", _second_writer),
        ("01.json", lambda data: sidecar.read_sidecar(data.root / "01.wav")),
        ("02.json", _moved_session),
        ("backup.zip", _restored),
        ("banks.zip", _imported_banks),
        ("model.tar", _imported_model),
        (MANIFEST, _installed_model),
    ],
)
def test_a_pipe_in_place_of_a_file_never_blocks(
    data: DataFolder, name: str, read: Callable[[DataFolder], object]
) -> None:
    os.mkfifo(data.root / name)
    read(data)


def test_a_file_is_read_completely_or_rejected(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_regular_file(path, 5) == b"12345"
    with pytest.raises(NotRegularFile, match="more than 4 bytes"):
        read_regular_file(path, 4)
    for other in (tmp_path, Path(os.devnull)):
        with pytest.raises(NotRegularFile, match="not a regular file"):
            read_regular_file(other, 5)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("news.json", pending_notices.pending),
        (COPY_MARK.name, lambda data: unfinished_copy.found_in(data.root)),
    ],
)
def test_endless_nesting_is_ignored(
    data: DataFolder, name: str, read: Callable[[DataFolder], object]
) -> None:
    (data.root / name).write_bytes(b"[" * 50_000)
    assert read(data) is None
