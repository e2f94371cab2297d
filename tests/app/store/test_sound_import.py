import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from rig.kept_takes import question
from rig.long_sound import claim, days, silence
from rig.small_disk import small_disk
from rig.sounds import tone

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.disk_use import SPARE_BYTES
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database.records import TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import ALL_TAKES
from mock_interviewer.app.store.sound_import import ImportSize, import_sound, import_sound_through
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.sound_file import read_sound, write_wav
from mock_interviewer.audio.samples import SPEECH_RATE

T = TypeVar("T")
CHILD = Path(__file__).with_name("importing_child.py")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(DataFolder(tmp_path / "data")) as library:
        yield library


@pytest.fixture
def on_small_disk(tmp_path: Path) -> Iterator[Library]:
    """A library on a disk of 84 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with (
        small_disk(folder, kilobytes=80 << 10),
        Library.open(DataFolder(folder / "data")) as library,
    ):
        yield library


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "answer.wav"
    write_wav(path, tone(10.0, SPEECH_RATE))
    return path


def _import(library: Library, audio: Path, tell: Callable[[float], None]) -> None:
    def do(work: Callable[[Library], T]) -> T:
        return work(library)

    import_sound_through(do, audio, question(), tell)


def test_an_import_reports_how_much_was_written(library: Library, audio: Path) -> None:
    told: list[float] = []
    _import(library, audio, told.append)
    assert len(told) > 1
    assert told == sorted(told)
    assert told[-1] == pytest.approx(10.0)


def test_an_import_reports_its_size_before_it_writes_anything(
    library: Library, audio: Path
) -> None:
    said: list[ImportSize] = []

    def expect(size: ImportSize) -> None:
        said.append(size)
        assert list(library.data.sessions.iterdir()) == []

    take = import_sound(library, audio, question(), expect)
    assert said == [ImportSize(10.0, 320_000)]
    assert take.recording is not None
    assert take.recording.stat().st_size == pytest.approx(320_000, abs=100)


def test_an_import_that_does_not_fit_is_refused_before_anything_is_written(
    on_small_disk: Library, tmp_path: Path
) -> None:
    hour = silence(tmp_path / "hour.flac", 3600.0)
    told: list[float] = []
    with pytest.raises(StoreError) as refused:
        _import(on_small_disk, hour, told.append)
    assert told == []
    sentence = str(refused.value)
    assert sentence.startswith(f"Not enough space for {hour}: 1 h 0 min of sound need 115 MB, and ")
    assert "until 182 MB are free" in sentence
    assert list(on_small_disk.data.sessions.iterdir()) == []


def test_a_file_of_unknown_length_stops_before_the_disk_is_full(
    on_small_disk: Library, tmp_path: Path
) -> None:
    hour = claim(silence(tmp_path / "hour.flac", 3600.0), 0)
    free: list[int] = []

    def look(_: float) -> None:
        free.append(shutil.disk_usage(on_small_disk.data.root).free)

    with pytest.raises(StoreError, match="so it was not imported"):
        _import(on_small_disk, hour, look)
    assert SPARE_BYTES * 0.9 < min(free) < SPARE_BYTES
    assert list(on_small_disk.data.sessions.iterdir()) == []
    assert on_small_disk.sessions() == []


def test_sound_longer_than_a_day_is_refused(library: Library, tmp_path: Path) -> None:
    told: list[float] = []
    path = days(tmp_path / "days.flac")
    with pytest.raises(BadAudioFile, match="longer than 24 hours"):
        _import(library, path, told.append)
    assert told == []
    assert list(library.data.sessions.iterdir()) == []


def test_an_exception_in_the_progress_callback_ends_the_import_and_leaves_nothing(
    library: Library, audio: Path
) -> None:
    def refuse(_seconds: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        _import(library, audio, refuse)
    assert library.sessions() == []
    assert list(library.data.sessions.iterdir()) == []


def test_an_import_is_hidden_until_it_is_complete(library: Library, audio: Path) -> None:
    shown: list[int] = []

    def look(_seconds: float) -> None:
        shown.append(len(library.sessions()) + library.listing.count(ALL_TAKES))
        shown.append(len(library.unfinished()) + len(library.untranscribed()))

    _import(library, audio, look)
    assert set(shown) == {0}
    [session] = library.sessions()
    [take] = library.takes(session.id)
    assert take.status is TakeStatus.SAVED
    assert take.duration == pytest.approx(10.0)
    assert library.listing.count(ALL_TAKES) == 1


def test_an_import_that_was_removed_meanwhile_raises_store_error(
    library: Library, audio: Path
) -> None:
    def purge(_: float) -> None:
        library.trash.purge()

    with pytest.raises(StoreError, match="was deleted"):
        _import(library, audio, purge)
    assert library.sessions() == []
    assert list(library.data.sessions.iterdir()) == []


def _kill(data: DataFolder, audio: Path, at: str) -> None:
    Library.open(data).close()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.run(
        [sys.executable, CHILD, data.root, audio, at], check=False, env=environment
    )
    assert child.returncode == -signal.SIGKILL


@pytest.mark.parametrize("at", ["begun", "mark", "facts", "sound", "whole", "unmarked"])
def test_an_import_killed_at_any_step_is_hidden_and_removed_at_the_next_start(
    tmp_path: Path, audio: Path, at: str
) -> None:
    data = DataFolder(tmp_path / "data")
    _kill(data, audio, at)
    with Library.open(data, read_only=True) as library:
        assert library.sessions() == []
    with Library.open(data) as library:
        assert (library.sessions(), library.recovered) == ([], ())
        for table in ("sessions", "takes"):
            assert library.access.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608
    assert list(data.sessions.iterdir()) == []


def test_a_killed_import_does_not_come_back_when_the_database_is_rebuilt(
    tmp_path: Path, audio: Path
) -> None:
    data = DataFolder(tmp_path / "data")
    _kill(data, audio, "sound")
    data.database.unlink()
    with Library.open(data) as library:
        assert library.sessions() == []
    assert list(data.sessions.iterdir()) == []


def test_an_import_killed_after_it_was_saved_is_complete(tmp_path: Path, audio: Path) -> None:
    data = DataFolder(tmp_path / "data")
    _kill(data, audio, "kept")
    with Library.open(data) as library:
        assert library.recovered == ()
        [session] = library.sessions()
        [take] = library.takes(session.id)
        assert session.ended_at is not None
        assert take.status is TakeStatus.SAVED
        assert take.duration == pytest.approx(10.0)
        assert take.recording is not None
        assert read_sound(take.recording).duration == pytest.approx(10.0)
