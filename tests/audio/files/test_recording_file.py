import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mock_interviewer.audio.errors import BadAudioFile, DiskFull, MachineError
from mock_interviewer.audio.files.recording_file import (
    HEADER_SIZE,
    MOST_SAMPLES,
    RecordingWriter,
    repair,
)
from mock_interviewer.audio.samples import Samples


def tone(seconds: float) -> Samples:
    times = np.arange(round(seconds * 16_000)) / 16_000
    return (0.5 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "01.wav"


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_written_samples_can_be_read_back(path: Path) -> None:
    writer = RecordingWriter(path)
    writer.write(tone(1.0))
    writer.write(tone(0.5))
    writer.close()
    samples, rate = soundfile.read(path, dtype="float32")
    assert rate == 16_000
    assert np.allclose(samples, np.concatenate([tone(1.0), tone(0.5)]), atol=1 / 32767)


def test_samples_beyond_full_scale_are_clipped(path: Path) -> None:
    writer = RecordingWriter(path)
    writer.write(np.array([3.0, -3.0, 0.0], dtype=np.float32))
    writer.close()
    samples, _ = soundfile.read(path, dtype="int16")
    assert samples.tolist() == [32767, -32767, 0]


def test_the_file_is_playable_after_each_sync(path: Path) -> None:
    writer = RecordingWriter(path)
    for seconds in range(1, 4):
        writer.write(tone(1.0))
        writer.sync()
        assert soundfile.info(path).duration == seconds
    writer.close()


def test_a_recording_is_private_at_any_umask(path: Path, no_umask: None) -> None:
    RecordingWriter(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_recording_never_overwrites_one(path: Path) -> None:
    RecordingWriter(path).close()
    with pytest.raises(FileExistsError):
        RecordingWriter(path)


def test_appending_continues_at_the_end_of_the_recording(path: Path) -> None:
    first = RecordingWriter(path)
    first.write(tone(1.0))
    first.close()
    second = RecordingWriter(path, append=True)
    assert second.duration == 1.0
    second.write(tone(0.5))
    second.close()
    assert soundfile.info(path).duration == 1.5


def test_appending_to_an_interrupted_recording_keeps_its_unsynced_samples(path: Path) -> None:
    first = RecordingWriter(path.with_name("killed.wav"))
    first.write(tone(1.0))
    shutil.copy(first.path, path)
    second = RecordingWriter(path, append=True)
    second.write(tone(0.5))
    second.close()
    assert soundfile.info(path).duration == 1.5


def test_closing_twice_does_nothing(path: Path) -> None:
    writer = RecordingWriter(path)
    writer.close()
    writer.close()


def test_a_killed_recording_is_repaired_with_all_that_reached_the_disk(path: Path) -> None:
    script = (
        "import os, signal, sys, numpy as np\n"
        "from pathlib import Path\n"
        "from mock_interviewer.audio.files.recording_file import RecordingWriter\n"
        "writer = RecordingWriter(Path(sys.argv[1]))\n"
        "writer.write(np.full(16_000, 0.5, dtype=np.float32)); writer.sync()\n"
        "writer.write(np.full(8_000, 0.5, dtype=np.float32))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-P", "-c", script, path], check=False)
    assert soundfile.info(path).duration == 1.0
    assert repair(path) == 1.5
    assert soundfile.info(path).duration == 1.5


def test_half_a_sample_at_the_end_is_dropped_by_repair(path: Path) -> None:
    RecordingWriter(path).close()
    with path.open("ab") as file:
        file.write(b"\1\2\3")
    assert repair(path) == 1 / 16_000
    assert path.stat().st_size == HEADER_SIZE + 2


@pytest.mark.parametrize("size", [0, 10, 43])
def test_a_recording_killed_in_its_header_is_repaired_to_an_empty_one(
    path: Path, size: int
) -> None:
    RecordingWriter(path).close()
    os.truncate(path, size)
    assert repair(path) == 0.0
    assert soundfile.info(path).frames == 0


def test_repair_rejects_another_kind_of_file_without_changing_it(path: Path) -> None:
    soundfile.write(path, np.zeros((100, 2), dtype=np.float32), 44_100, subtype="PCM_16")
    before = path.read_bytes()
    with pytest.raises(BadAudioFile, match="isn't a recording"):
        repair(path)
    assert path.read_bytes() == before


def test_repair_of_a_missing_recording_is_an_error(path: Path) -> None:
    with pytest.raises(BadAudioFile, match="can't be opened"):
        repair(path)


def test_a_file_that_cannot_grow_raises_disk_full_and_keeps_its_samples(path: Path) -> None:
    writer = RecordingWriter(path)
    writer.write(tone(1.0))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (HEADER_SIZE + 40_000, hard))
    try:
        with pytest.raises(DiskFull, match=r"(?s)disk is full .* left.*Free at least \d+ MB"):
            writer.write(tone(1.0))
        writer.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert soundfile.info(path).duration == 1.0


def test_a_recording_ends_before_its_header_overflows(path: Path) -> None:
    with closing(RecordingWriter(path)) as writer:
        writer.write(tone(0.1))
    os.truncate(path, HEADER_SIZE + 2 * (MOST_SAMPLES - 1_600))
    writer = RecordingWriter(path, append=True)
    writer.write(tone(0.1))
    with pytest.raises(MachineError, match="37 hours"):
        writer.write(tone(0.1))
    writer.close()
    assert path.stat().st_size == HEADER_SIZE + 2 * MOST_SAMPLES
    assert soundfile.info(path).frames == MOST_SAMPLES
    with path.open("rb") as file:
        start = file.read(HEADER_SIZE)
    assert int.from_bytes(start[4:8], "little") == path.stat().st_size - 8
    assert int.from_bytes(start[40:44], "little") == 2 * MOST_SAMPLES
