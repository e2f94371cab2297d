import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from mock_interviewer.app.background.packing import (
    LOOK_AGAIN,
    RecordingPacker,
    pack_recording,
    remove_unfinished_packing,
)
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.files.flac import UNFINISHED, packed_path
from mock_interviewer.audio.files.recording_file import HEADER_SIZE, RecordingWriter
from mock_interviewer.audio.files.sound_file import read_sound

CHILD = Path(__file__).with_name("packing_child.py")
QUESTION = PlannedQuestion("llm", "q", "Why?", "Why?", "Things")


def record(library: Library, takes: int = 1) -> list[TakeRecord]:
    """Keep a session of takes with a second of noise each."""
    session = library.create_session(Plan((QUESTION,))).id
    return [_recorded(library, session, seed) for seed in range(takes)]


def _recorded(library: Library, session: str, seed: int) -> TakeRecord:
    take = library.create_take(session, QUESTION, 1, 1)
    assert take.recording is not None
    writer = RecordingWriter(take.recording)
    writer.write(np.random.default_rng(seed).normal(0, 0.2, 16_000).astype(np.float32))
    writer.close()
    return library.close_take(take.id, 1.0)


@dataclass
class Desk:
    """Packing on a thread that is told when to go on."""

    store: StoreThread
    data: DataFolder
    idle: bool = True
    put_off: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    posted: list[Callable[[], object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.packing = RecordingPacker(
            self.store,
            self.data,
            post=self.posted.append,
            run=self._do,
            later=self._later,
            idle=lambda: self.idle,
        )

    def settle(self) -> None:
        """Let everything happen that was asked for."""
        self.store.submit(lambda _: None).result()
        while self.posted:
            self.posted.pop(0)()

    def paths(self) -> list[str]:
        """Return the names of the recordings that takes name, all of which are there."""
        takes = self.store.submit(_all_takes).result()
        found = [take.recording for take in takes if take.recording is not None]
        assert all(path.exists() for path in found)
        return [path.name for path in found]

    def _later(self, seconds: float, work: Callable[[], None]) -> Callable[[], None]:
        self.put_off.append((seconds, work))
        return lambda: None

    def _do(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[MachineError], object] | None = None,
        *,
        name: str = "",
        broken: Callable[[], object] | None = None,
    ) -> None:
        try:
            result = work()
        except MachineError as error:
            assert failed is not None
            self.posted.append(partial(failed, error))
        else:
            self.posted.append(lambda: done(result))


def _all_takes(library: Library) -> list[TakeRecord]:
    return [take for session in library.sessions() for take in library.takes(session.id)]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def desk(data: DataFolder) -> Iterator[Desk]:
    store = StoreThread(data)
    store.start().result()
    yield Desk(store, data)
    store.close()


def test_all_recordings_are_packed_one_after_the_other(desk: Desk) -> None:
    desk.store.submit(lambda library: record(library, 3)).result()
    desk.packing.catch_up()
    desk.settle()
    assert desk.paths() == ["01.flac", "02.flac", "03.flac"]


def test_nothing_is_packed_while_something_else_goes_on(desk: Desk) -> None:
    desk.store.submit(record).result()
    desk.idle = False
    desk.packing.catch_up()
    desk.packing.catch_up()
    desk.settle()
    [(seconds, look_again)] = desk.put_off
    assert (seconds, desk.paths()) == (LOOK_AGAIN, ["01.wav"])
    desk.idle = True
    look_again()
    desk.settle()
    assert desk.paths() == ["01.flac"]


def test_recordings_stay_as_they_are_where_that_is_wanted(desk: Desk) -> None:
    desk.store.submit(record).result()
    desk.packing.use(wanted=False)
    desk.packing.catch_up()
    desk.settle()
    assert desk.paths() == ["01.wav"]
    desk.packing.use(wanted=True)
    desk.settle()
    assert desk.paths() == ["01.flac"]


def test_a_damaged_recording_stays_and_the_others_are_packed(desk: Desk) -> None:
    damaged, _ = desk.store.submit(lambda library: record(library, 2)).result()
    assert damaged.recording is not None
    damaged.recording.write_bytes(damaged.recording.read_bytes()[:-7])
    before = damaged.recording.read_bytes()
    desk.packing.catch_up()
    desk.settle()
    assert desk.paths() == ["01.wav", "02.flac"]
    assert damaged.recording.read_bytes() == before


def test_a_recording_that_a_page_beside_it_plays_keeps_its_name(desk: Desk) -> None:
    [take] = desk.store.submit(record).result()
    assert take.recording is not None
    (take.recording.parent / "report.html").write_text("<audio src=01.wav>")
    desk.packing.catch_up()
    desk.settle()
    assert desk.paths() == ["01.wav"]


def test_whoever_was_told_the_old_path_still_reads_every_sample(desk: Desk) -> None:
    from mock_interviewer.audio.files.flac import existing_recording_path

    [take] = desk.store.submit(record).result()
    assert take.recording is not None
    before = read_sound(take.recording)
    assert pack_recording(desk.store, take.id, take.recording)
    after = read_sound(existing_recording_path(take.recording))
    assert np.array_equal(before.samples, after.samples)


def test_a_take_that_names_what_was_packed_already_is_told_the_new_name(desk: Desk) -> None:
    [take] = desk.store.submit(record).result()
    assert take.recording is not None
    samples, rate = soundfile.read(take.recording, dtype="int16")
    soundfile.write(packed_path(take.recording), samples, rate)
    take.recording.unlink()
    desk.packing.catch_up()
    desk.settle()
    assert desk.paths() == ["01.flac"]


@pytest.mark.parametrize("step", ["encoded", "named", "written", "removed"])
def test_a_kill_at_any_step_leaves_a_whole_recording_and_the_next_run_ends_the_work(
    data: DataFolder, step: str
) -> None:
    with Library.open(data) as library:
        [take] = record(library)
    assert take.recording is not None
    sound = take.recording.read_bytes()[HEADER_SIZE:]
    with subprocess.Popen(
        [sys.executable, CHILD, data.root, step], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "here\n"
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    store = StoreThread(data)
    store.start().result()
    named = store.submit(lambda library: library.take(take.id).recording).result()
    assert named is not None
    assert _samples(named) == sound
    desk = Desk(store, data)
    remove_unfinished_packing(store, data)
    desk.packing.catch_up()
    desk.settle()
    store.close()
    assert sorted(path.name for path in named.parent.iterdir()) == ["01.flac", "01.json"]
    assert list(named.parent.glob(UNFINISHED)) == []
    assert _samples(packed_path(named)) == sound


def _samples(recording: Path) -> bytes:
    samples, _ = soundfile.read(recording, dtype="int16")
    return bytes(samples.tobytes())


def test_a_recording_that_is_named_twice_is_packed_once_and_stays(desk: Desk) -> None:
    [take] = desk.store.submit(record).result()
    assert take.recording is not None
    sound = take.recording.read_bytes()[HEADER_SIZE:]
    for _ in range(2):
        pack_recording(desk.store, take.id, take.recording)
    assert desk.paths() == ["01.flac"]
    assert _samples(packed_path(take.recording)) == sound


def test_a_session_that_ends_while_a_recording_is_packed_costs_no_recording(desk: Desk) -> None:
    desk.packing.catch_up()
    desk.settle()
    desk.store.submit(lambda library: record(library, 2)).result()
    for _ in range(2):
        desk.packing.catch_up()
    desk.settle()
    assert desk.paths() == ["01.flac", "02.flac"]


def test_what_was_left_half_packed_goes_also_where_recordings_stay_as_they_are(
    desk: Desk,
) -> None:
    [take] = desk.store.submit(record).result()
    assert take.recording is not None
    left = take.recording.with_name(".09.flac.partial")
    left.write_bytes(b"of a take that was deleted")
    desk.packing.use(wanted=False)
    desk.settle()
    assert not left.exists()
    assert desk.paths() == ["01.wav"]
