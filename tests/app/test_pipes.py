"""A pipe that lies where one of our files should be is never waited for."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from mock_interviewer.app import measured, unfinished_copy
from mock_interviewer.app.archive import moving
from mock_interviewer.app.archive.archive import Archive
from mock_interviewer.app.errors import ArchiveError, StoreError, StoreInUse
from mock_interviewer.app.interview.saved_plans import SavedPlans
from mock_interviewer.app.paths import MOVED, DataFolder
from mock_interviewer.app.private_files import NotOrdinary, read_ordinary
from mock_interviewer.app.question_draft import read_draft
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.store import facts, news, recording_place
from mock_interviewer.app.store.lock import WriterLock
from mock_interviewer.app.ui.remembering import GEOMETRY, remembered
from mock_interviewer.audio.recognition.hub.archives import opened
from mock_interviewer.audio.recognition.hub.checks import UnsoundError
from mock_interviewer.audio.recognition.hub.manifest import MANIFEST, read_manifest
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.importing.archive import unpack

LONGEST = 5.0
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
    with pytest.raises(StoreError, match="should say in one line"):
        DataFolder.at(data.root)


def _restored(data: DataFolder) -> None:
    with pytest.raises(ArchiveError, match="is no backup"):
        Archive(data.root / "backup.zip")


def _imported_model(data: DataFolder) -> None:
    with pytest.raises(UnsoundError, match="no ordinary file"), opened(data.root / "model.tar"):
        pass


def _imported_banks(data: DataFolder) -> None:
    with pytest.raises(BankError, match="no ordinary file"):
        unpack(data.root / "banks.zip", data.banks)


def _installed_model(data: DataFolder) -> None:
    with pytest.raises(ValueError, match="no ordinary file"):
        read_manifest(data.root)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("settings.toml", lambda data: SettingsFile(data.settings_file).load()),
        ("plans.toml", lambda data: SavedPlans(data.plans_file).load()),
        ("draft.json", lambda data: read_draft(data.draft_file)),
        ("news.json", news.waiting),
        (measured.NAME, measured.read_measured),
        (GEOMETRY, remembered),
        (MOVED, _moved_away),
        (unfinished_copy.NOTE, unfinished_copy.noted),
        (unfinished_copy.MARK, lambda data: unfinished_copy.found_in(data.root)),
        ("moved-from.json", moving.finish),
        ("another", _second_writer),
        ("01.json", lambda data: facts.read(data.root / "01.wav")),
        ("02.json", lambda data: recording_place._names_session(data.root, "s")),
        ("backup.zip", _restored),
        ("banks.zip", _imported_banks),
        ("model.tar", _imported_model),
        (MANIFEST, _installed_model),
    ],
)
def test_no_file_is_waited_for(
    data: DataFolder, name: str, read: Callable[[DataFolder], object]
) -> None:
    os.mkfifo(data.root / name)
    read(data)


def test_a_file_is_read_to_its_end_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_ordinary(path, 5) == b"12345"
    with pytest.raises(NotOrdinary, match="more than 4 bytes"):
        read_ordinary(path, 4)
    for other in (tmp_path, Path(os.devnull)):
        with pytest.raises(NotOrdinary, match="no ordinary file"):
            read_ordinary(other, 5)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("news.json", news.waiting),
        (unfinished_copy.MARK, lambda data: unfinished_copy.found_in(data.root)),
    ],
)
def test_what_is_nested_without_end_is_passed_over(
    data: DataFolder, name: str, read: Callable[[DataFolder], object]
) -> None:
    (data.root / name).write_bytes(b"[" * 50_000)
    assert read(data) is None
