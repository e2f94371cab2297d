import stat
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from rig.small_disk import small_disk

from mock_interviewer.audio.errors import BadAudioFile, MachineError
from mock_interviewer.audio.files import flac
from mock_interviewer.audio.files.flac import existing_recording_path, pack_as_flac, packed_path
from mock_interviewer.audio.files.recording_file import HEADER_SIZE, RecordingWriter
from mock_interviewer.audio.files.waveform_outline import waveform_outline


def record(path: Path, seconds: float = 0.5, *, level: float = 0.3) -> None:
    noise = np.random.default_rng(7).normal(0.0, level, round(seconds * 16_000))
    writer = RecordingWriter(path)
    writer.write(noise.astype(np.float32))
    writer.close()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "01.wav"
    record(path)
    return path


def test_the_flac_has_every_sample_and_the_recording_is_kept(recording: Path) -> None:
    before = recording.read_bytes()
    packed = pack_as_flac(recording)
    assert recording.read_bytes() == before
    samples, rate = soundfile.read(packed, dtype="int16")
    assert rate == 16_000
    assert samples.tobytes() == before[HEADER_SIZE:]
    assert soundfile.info(packed).format == "FLAC"
    assert stat.S_IMODE(packed.stat().st_mode) == 0o600


def test_a_packed_flac_has_a_temporary_name(recording: Path) -> None:
    packed = pack_as_flac(recording)
    assert not packed_path(recording).exists()
    assert list(recording.parent.glob(flac.UNFINISHED)) == [packed]


def test_full_scale_samples_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "01.wav"
    record(path, level=5.0)
    samples, _ = soundfile.read(pack_as_flac(path), dtype="int16")
    assert set(np.unique(samples)) >= {-32767, 32767}


@pytest.mark.parametrize(
    "break_it",
    [
        lambda data: data[:-1],
        lambda data: data[:-100],
        lambda data: data + b"xx",
        lambda data: data[:HEADER_SIZE],
        lambda data: b"RIFX" + data[4:],
        lambda _: b"",
    ],
)
def test_a_damaged_recording_is_not_changed(
    recording: Path, break_it: Callable[[bytes], bytes]
) -> None:
    broken = break_it(recording.read_bytes())
    recording.write_bytes(broken)
    with pytest.raises(BadAudioFile):
        pack_as_flac(recording)
    assert recording.read_bytes() == broken
    assert list(recording.parent.iterdir()) == [recording]


def test_packing_a_missing_recording_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadAudioFile):
        pack_as_flac(tmp_path / "01.wav")


def test_a_flac_that_differs_in_one_sample_is_rejected(
    recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = soundfile.SoundFile.write

    def write_wrong(file: soundfile.SoundFile, block: NDArray[np.int16]) -> None:
        wrong = block.copy()
        wrong[100] += 1
        write(file, wrong)

    monkeypatch.setattr(soundfile.SoundFile, "write", write_wrong)
    with pytest.raises(MachineError, match="differs from the recording"):
        pack_as_flac(recording)
    assert list(recording.parent.iterdir()) == [recording]


@pytest.mark.parametrize("room", [0, 20_000])
def test_a_full_disk_leaves_the_recording_and_nothing_else(tmp_path: Path, room: int) -> None:
    with small_disk(tmp_path, kilobytes=512) as disk:
        recording = tmp_path / "01.wav"
        record(recording, 4.0)
        before = recording.read_bytes()
        disk.fill()
        with (tmp_path / "ballast").open("rb+") as ballast:
            ballast.truncate((tmp_path / "ballast").stat().st_size - room)
        with pytest.raises(MachineError):
            pack_as_flac(recording)
        assert recording.read_bytes() == before
        assert list(tmp_path.glob(flac.UNFINISHED)) == []


def test_a_packed_recording_is_found_by_its_old_name(recording: Path) -> None:
    assert existing_recording_path(recording) == recording
    outline = waveform_outline(recording, 50)
    pack_as_flac(recording).rename(packed_path(recording))
    assert existing_recording_path(recording) == recording
    recording.unlink()
    assert existing_recording_path(recording) == packed_path(recording)
    assert waveform_outline(recording, 50).seconds == outline.seconds
    packed_path(recording).unlink()
    assert existing_recording_path(recording) == recording
