"""The outline of a recording, read some seconds at a time."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import soundfile
from rig.sounds import tone

from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.waveform_outline import (
    reduce_peaks,
    scale_peaks,
    waveform_outline,
)
from mock_interviewer.audio.samples import Sound


def _write(path: Path, *sounds: Sound) -> Path:
    samples = np.concatenate([sound.samples for sound in sounds])
    soundfile.write(path, samples, sounds[0].rate, subtype="FLOAT")
    return path


def _silence(seconds: float) -> Sound:
    return tone(seconds, 16_000, level=0.0)


def test_speech_is_tall_and_silence_is_flat(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.wav", tone(30.0, 16_000), _silence(30.0))
    outline = waveform_outline(path, 60)
    assert outline.seconds == pytest.approx(60.0)
    assert outline.peaks == pytest.approx([1.0] * 30 + [0.0] * 30, abs=0.01)


@pytest.mark.parametrize("seconds", [0.001, 0.5, 9.99, 10.0, 10.01, 25.3])
def test_the_whole_length_counts(tmp_path: Path, seconds: float) -> None:
    outline = waveform_outline(_write(tmp_path / "a.wav", tone(seconds, 16_000)), 100)
    assert outline.seconds == pytest.approx(seconds, abs=0.001)
    assert 1 <= len(outline.peaks) <= 100


def test_near_silence_is_not_amplified(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.wav", tone(1.0, 16_000, level=0.0005))
    assert waveform_outline(path, 10).peaks.max() < 0.05


def test_nan_counts_as_silence(tmp_path: Path) -> None:
    samples = tone(1.0, 16_000).samples.copy()
    samples[:8_000] = np.nan
    samples[8_000] = np.inf
    outline = waveform_outline(_write(tmp_path / "a.wav", Sound(samples, 16_000)), 10)
    assert outline.peaks == pytest.approx([0.0] * 5 + [1.0] * 5, abs=0.01)


def test_the_loudest_of_several_channels_counts(tmp_path: Path) -> None:
    left = tone(1.0, 16_000).samples
    soundfile.write(tmp_path / "a.wav", np.stack([left, np.zeros_like(left)], axis=1), 16_000)
    assert waveform_outline(tmp_path / "a.wav", 5).peaks == pytest.approx([1.0] * 5, abs=0.01)


def test_a_truncated_recording_gives_the_outline_of_what_is_left(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.wav", tone(4.0, 16_000))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert waveform_outline(path, 10).seconds == pytest.approx(2.0, abs=0.01)


@pytest.mark.parametrize("content", [b"", b"no sound at all", b"RIFF\0\0\0\0WAVE"])
def test_a_file_that_is_not_sound_is_rejected(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(BadAudioFile, match=r"a\.wav can't be read as sound"):
        waveform_outline(path, 10)


def test_a_recording_without_samples_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros(0), 16_000)
    with pytest.raises(BadAudioFile, match="contains no sound"):
        waveform_outline(path, 10)


@pytest.mark.parametrize("name", ["gone.wav", "."])
def test_a_missing_file_is_rejected(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadAudioFile, match="is missing"):
        waveform_outline(tmp_path / name, 10)


def test_a_long_recording_is_read_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with soundfile.SoundFile(path, "w", 16_000, 1, "PCM_16") as file:
        minute = tone(60.0, 16_000).samples
        for _ in range(10):
            file.write(minute)
    tracemalloc.start()
    try:
        outline = waveform_outline(path, 300)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert outline.seconds == pytest.approx(600.0)
    assert most < 8_000_000, "bytes; all of it would be 38 400 000"


def test_there_are_at_most_as_many_bins_as_peaks() -> None:
    assert len(reduce_peaks(np.ones(3, dtype=np.float32), 10)) == 3
    assert len(scale_peaks(np.zeros(0, dtype=np.float32))) == 0
