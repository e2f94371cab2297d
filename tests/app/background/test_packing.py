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
from mock_interviewer.app.data_folder.data_folder import DataFolder
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
    """Save a session of takes with a second of noise each."""
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
class Bench:
    """A packer on a thread controlled by the test."""

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
        """Run all pending work."""
        self.store.submit(lambda _: None).result()
        while self.posted:
            self.posted.pop(0)()

    def paths(self) -> list[str]:
        """Return the file names of all recordings, which must exist."""
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
def bench(data: DataFolder) -> Iterator[Bench]:
    store = StoreThread(data)
    store.start().result()
    yield Bench(store, data)
    store.close()


def test_all_recordings_are_packed_one_by_one(bench: Bench) -> None:
    bench.store.submit(lambda library: record(library, 3)).result()
    bench.packing.catch_up()
    bench.settle()
    assert bench.paths() == ["01.flac", "02.flac", "03.flac"]


def test_nothing_is_packed_while_the_program_is_busy(bench: Bench) -> None:
    bench.store.submit(record).result()
    bench.idle = False
    bench.packing.catch_up()
    bench.packing.catch_up()
    bench.settle()
    [(seconds, look_again)] = bench.put_off
    assert (seconds, bench.paths()) == (LOOK_AGAIN, ["01.wav"])
    bench.idle = True
    look_again()
    bench.settle()
    assert bench.paths() == ["01.flac"]


def test_recordings_are_not_packed_if_compression_is_off(bench: Bench) -> None:
    bench.store.submit(record).result()
    bench.packing.use(wanted=False)
    bench.packing.catch_up()
    bench.settle()
    assert bench.paths() == ["01.wav"]
    bench.packing.use(wanted=True)
    bench.settle()
    assert bench.paths() == ["01.flac"]


def test_a_damaged_recording_stays_and_the_others_are_packed(bench: Bench) -> None:
    damaged, _ = bench.store.submit(lambda library: record(library, 2)).result()
    assert damaged.recording is not None
    damaged.recording.write_bytes(damaged.recording.read_bytes()[:-7])
    before = damaged.recording.read_bytes()
    bench.packing.catch_up()
    bench.settle()
    assert bench.paths() == ["01.wav", "02.flac"]
    assert damaged.recording.read_bytes() == before


def test_a_recording_played_by_a_report_keeps_its_name(bench: Bench) -> None:
    [take] = bench.store.submit(record).result()
    assert take.recording is not None
    (take.recording.parent / "report.html").write_text("<audio src=01.wav>")
    bench.packing.catch_up()
    bench.settle()
    assert bench.paths() == ["01.wav"]


def test_every_sample_can_be_read_through_the_old_path(bench: Bench) -> None:
    from mock_interviewer.audio.files.flac import existing_recording_path

    [take] = bench.store.submit(record).result()
    assert take.recording is not None
    before = read_sound(take.recording)
    assert pack_recording(bench.store, take.id, take.recording)
    after = read_sound(existing_recording_path(take.recording))
    assert np.array_equal(before.samples, after.samples)


def test_a_take_whose_recording_was_packed_already_gets_the_new_name(bench: Bench) -> None:
    [take] = bench.store.submit(record).result()
    assert take.recording is not None
    samples, rate = soundfile.read(take.recording, dtype="int16")
    soundfile.write(packed_path(take.recording), samples, rate)
    take.recording.unlink()
    bench.packing.catch_up()
    bench.settle()
    assert bench.paths() == ["01.flac"]


@pytest.mark.parametrize("step", ["encoded", "named", "written", "removed"])
def test_after_a_kill_at_any_step_the_recording_is_complete_and_the_next_run_finishes(
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
    bench = Bench(store, data)
    remove_unfinished_packing(store, data)
    bench.packing.catch_up()
    bench.settle()
    store.close()
    assert sorted(path.name for path in named.parent.iterdir()) == ["01.flac", "01.json"]
    assert list(named.parent.glob(UNFINISHED)) == []
    assert _samples(packed_path(named)) == sound


def _samples(recording: Path) -> bytes:
    samples, _ = soundfile.read(recording, dtype="int16")
    return bytes(samples.tobytes())


def test_a_recording_listed_twice_is_packed_once_and_stays(bench: Bench) -> None:
    [take] = bench.store.submit(record).result()
    assert take.recording is not None
    sound = take.recording.read_bytes()[HEADER_SIZE:]
    for _ in range(2):
        pack_recording(bench.store, take.id, take.recording)
    assert bench.paths() == ["01.flac"]
    assert _samples(packed_path(take.recording)) == sound


def test_no_recording_is_lost_if_a_session_ends_during_packing(bench: Bench) -> None:
    bench.packing.catch_up()
    bench.settle()
    bench.store.submit(lambda library: record(library, 2)).result()
    for _ in range(2):
        bench.packing.catch_up()
    bench.settle()
    assert bench.paths() == ["01.flac", "02.flac"]


def test_unfinished_packing_is_removed_even_if_compression_is_off(
    bench: Bench,
) -> None:
    [take] = bench.store.submit(record).result()
    assert take.recording is not None
    left = take.recording.with_name(".09.flac.partial")
    left.write_bytes(b"of a take that was deleted")
    bench.packing.use(wanted=False)
    bench.settle()
    assert not left.exists()
    assert bench.paths() == ["01.wav"]
