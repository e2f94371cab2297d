from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rig.small_disk import small_disk
from rig.sounds import tone

from mock_interviewer.audio.files import sound_file
from mock_interviewer.audio.files.sound_file import SoundFormat, encode_sound, read_sound
from mock_interviewer.audio.samples import SPEECH_RATE, Sound


def _blocks(sound: Sound, size: int = 5000) -> Iterator[Sound]:
    for start in range(0, len(sound.samples), size):
        yield Sound(sound.samples[start : start + size], sound.rate)


@pytest.mark.parametrize("form", [SoundFormat.WAV, SoundFormat.FLAC])
def test_lossless_formats_return_the_same_samples(tmp_path: Path, form: SoundFormat) -> None:
    sound = tone(1.3, SPEECH_RATE)
    assert encode_sound(_blocks(sound), tmp_path / "out", form) == pytest.approx(1.3)
    read = read_sound(tmp_path / "out")
    assert read.rate == SPEECH_RATE
    assert np.abs(read.samples - sound.samples).max() <= 1 / 32767


@pytest.mark.parametrize("form", list(SoundFormat))
def test_a_block_of_many_seconds_is_encoded(tmp_path: Path, form: SoundFormat) -> None:
    quiet = Sound(np.zeros(20 * SPEECH_RATE, dtype=np.float32), SPEECH_RATE)
    assert encode_sound([quiet], tmp_path / "out", form) == 20.0


@pytest.mark.parametrize("form", list(SoundFormat))
def test_a_full_disk_is_an_error(tmp_path: Path, form: SoundFormat) -> None:
    with small_disk(tmp_path) as disk:
        (tmp_path / "out").touch()
        disk.fill()
        with pytest.raises(OSError, match="disk may be full"):
            encode_sound(_blocks(tone(20.0, SPEECH_RATE)), tmp_path / "out", form)


def test_another_sample_rate_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="8000"):
        encode_sound([tone(0.1, 8000)], tmp_path / "out", SoundFormat.WAV)


def test_a_wav_too_long_for_its_header_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_file, "_LONGEST_WAV", SPEECH_RATE)
    with pytest.raises(OSError, match="choose FLAC"):
        encode_sound(_blocks(tone(1.5, SPEECH_RATE)), tmp_path / "out.wav", SoundFormat.WAV)
    assert encode_sound(_blocks(tone(1.5, SPEECH_RATE)), tmp_path / "out", SoundFormat.FLAC) == 1.5
