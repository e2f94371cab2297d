"""Reading and writing sound files."""

import os
import stat
import threading
import tracemalloc
import wave
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from rig.long_sound import claim, silence
from rig.sounds import pitch_of, tone

from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.sound_file import (
    check_sound_file,
    declared_seconds,
    read_blocks,
    read_sound,
    write_wav,
)
from mock_interviewer.audio.samples import Sound, resample


def _wav(folder: Path, sound: Sound | None = None) -> Path:
    path = folder / "tone.wav"
    write_wav(path, sound or tone(0.5, 48_000))
    return path


def _m4a(folder: Path, sound: Sound | None = None) -> Path:
    path = folder / "tone.m4a"
    pcm = ((sound or tone(0.5, 48_000)).samples * 32767).astype("<i2").reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="mono")
    frame.sample_rate = 48_000
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=48_000, layout="mono")
        resampler = av.AudioResampler("fltp", "mono", 48_000, frame_size=1024)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"])
def test_a_wav_of_any_depth_is_read(tmp_path: Path, subtype: str) -> None:
    soundfile.write(tmp_path / "a.wav", tone(0.5, 44_100).samples, 44_100, subtype=subtype)
    sound = read_sound(tmp_path / "a.wav")
    assert sound.rate == 44_100
    assert sound.duration == pytest.approx(0.5)
    assert np.abs(sound.samples).max() == pytest.approx(0.5, abs=0.01)
    assert sound.samples.dtype == np.float32


@pytest.mark.parametrize("kind", ["flac", "ogg", "mp3", "aiff"])
def test_formats_of_libsndfile_are_read_at_the_requested_rate(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    soundfile.write(path, tone(0.5, 48_000).samples, 48_000)
    sound = read_sound(path, 16_000)
    assert sound.rate == 16_000
    assert sound.duration == pytest.approx(0.5, abs=0.1)
    assert pitch_of(sound) == pytest.approx(440, abs=5)


def test_formats_that_only_ffmpeg_supports_are_read(tmp_path: Path) -> None:
    sound = read_sound(_m4a(tmp_path), 16_000)
    assert sound.duration == pytest.approx(0.5, abs=0.1)
    assert pitch_of(sound) == pytest.approx(440, abs=5)


def test_channels_are_averaged(tmp_path: Path) -> None:
    left = tone(0.1, 16_000).samples
    soundfile.write(tmp_path / "a.wav", np.stack([left, np.zeros_like(left)], axis=1), 16_000)
    assert np.allclose(read_sound(tmp_path / "a.wav").samples, left / 2, atol=1e-3)


def test_invalid_samples_are_cleaned(tmp_path: Path) -> None:
    samples = tone(0.1, 16_000).samples.copy()
    samples[:4] = [np.nan, np.inf, -np.inf, 1e38]
    soundfile.write(tmp_path / "a.wav", samples, 16_000, subtype="FLOAT")
    read = read_sound(tmp_path / "a.wav").samples
    assert list(read[:4]) == [0, 0, 0, 1]
    assert np.allclose(read[4:], samples[4:])


def test_resampling_keeps_length_and_pitch(tmp_path: Path) -> None:
    sound = read_sound(_wav(tmp_path, tone(3.0, 44_100)), 16_000)
    assert sound.duration == pytest.approx(3.0, abs=0.01)
    assert pitch_of(sound) == pytest.approx(440, abs=1)


def test_resampling_in_one_go_keeps_length_and_pitch() -> None:
    samples = resample(tone(1.0, 22_050).samples, 22_050, 48_000)
    assert len(samples) == pytest.approx(48_000, abs=10)
    assert pitch_of(Sound(samples, 48_000)) == pytest.approx(440, abs=2)


@pytest.mark.parametrize("rate", [None, 16_000])
@pytest.mark.parametrize("make", [_wav, _m4a])
def test_blocks_join_to_the_whole_sound(
    tmp_path: Path, make: Callable[[Path, Sound], Path], rate: int | None
) -> None:
    path = make(tmp_path, tone(3.0, 48_000))
    blocks = list(read_blocks(path, rate))
    whole = read_sound(path, rate)
    assert len(blocks) > 1
    assert {block.rate for block in blocks} == {whole.rate}
    assert np.array_equal(np.concatenate([block.samples for block in blocks]), whole.samples)


def test_blocks_are_read_lazily(tmp_path: Path) -> None:
    blocks = read_blocks(_wav(tmp_path, tone(3.0, 48_000)))
    first = next(iter(blocks))
    assert first.duration < 2.0


def test_a_file_that_is_not_sound_is_rejected_before_the_first_block(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_text("no sound")
    with pytest.raises(BadAudioFile, match="isn't a sound file"):
        next(iter(read_blocks(tmp_path / "a.wav")))


@pytest.mark.parametrize("make", [_wav, _m4a])
def test_a_file_declares_its_length(tmp_path: Path, make: Callable[[Path, Sound], Path]) -> None:
    assert declared_seconds(make(tmp_path, tone(3.0, 48_000))) == pytest.approx(3.0, abs=0.1)


def test_a_file_may_not_declare_its_length(tmp_path: Path) -> None:
    assert declared_seconds(claim(silence(tmp_path / "a.flac", 3.0), 0)) is None
    (tmp_path / "b.wav").write_text("no sound")
    assert declared_seconds(tmp_path / "b.wav") is None


def test_a_file_that_is_too_long_is_rejected_before_its_first_block(tmp_path: Path) -> None:
    path = silence(tmp_path / "a.flac", 3 * 3600.0)
    with pytest.raises(BadAudioFile, match="is longer than 2 hours"):
        check_sound_file(path, longest=2 * 3600.0)
    check_sound_file(path, longest=3 * 3600.0)


def test_a_file_that_claims_too_great_a_length_is_read_to_its_end(tmp_path: Path) -> None:
    path = claim(silence(tmp_path / "a.flac", 90.0, 16_000), (1 << 36) - 1)
    assert read_sound(path).duration == pytest.approx(90.0, abs=5.0)


def test_reading_a_long_file_takes_only_the_memory_of_its_samples(tmp_path: Path) -> None:
    path = silence(tmp_path / "a.flac", 1800.0, 8_000)
    tracemalloc.start()
    try:
        sound = read_sound(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sound.duration == 1800.0
    assert peak < 1.2 * sound.samples.nbytes


def test_a_file_longer_than_it_declares_is_rejected_while_reading(tmp_path: Path) -> None:
    path = claim(silence(tmp_path / "a.flac", 2 * 3600.0), 0)
    heard: list[float] = []
    with pytest.raises(BadAudioFile, match="is longer than"):
        heard.extend(block.duration for block in read_blocks(path, longest=3600.0))
    assert 3500.0 < sum(heard) <= 3600.0


def test_a_truncated_file_gives_what_is_left(tmp_path: Path) -> None:
    path = _wav(tmp_path)
    path.write_bytes(path.read_bytes()[: 44 + 4_800 * 2])
    assert read_sound(path).duration == pytest.approx(0.1)


@pytest.mark.parametrize("length", [b"\0\0\0\0", b"\xff\xff\xff\xff"])
def test_a_wav_with_a_wrong_length_is_read_completely(tmp_path: Path, length: bytes) -> None:
    path = _wav(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[:40] + length + data[44:])
    assert read_sound(path).duration == pytest.approx(0.5)


def test_a_sound_with_a_misleading_name_is_read(tmp_path: Path) -> None:
    path = _wav(tmp_path).rename(tmp_path / "answer.raw")
    assert read_sound(path).duration == pytest.approx(0.5)


def test_a_path_in_other_scripts_is_read(tmp_path: Path) -> None:
    folder = tmp_path / ("ответ " + "長い" * 30)
    folder.mkdir()
    assert read_sound(_wav(folder)).duration == pytest.approx(0.5)


def test_a_written_sound_can_be_read_back(tmp_path: Path) -> None:
    sound = tone(0.2, 22_050)
    read = read_sound(_wav(tmp_path, sound))
    assert read.rate == sound.rate
    assert np.allclose(read.samples, sound.samples, atol=1e-4)


def test_loud_samples_are_clipped_when_written(tmp_path: Path) -> None:
    path = _wav(tmp_path, Sound(np.array([2.0, -2.0], dtype=np.float32), 16_000))
    with wave.open(str(path)) as file:
        assert np.frombuffer(file.readframes(2), "<i2").tolist() == [32767, -32767]


def test_a_file_that_cannot_be_written_raises_oserror(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_wav(tmp_path / "no" / "a.wav", tone(0.1))


def _empty(path: Path) -> None:
    path.touch()


def _header_alone(path: Path) -> None:
    write_wav(path, Sound(np.zeros(0, dtype=np.float32), 16_000))


def _half_a_header(path: Path) -> None:
    write_wav(path, tone(0.1))
    path.write_bytes(path.read_bytes()[:30])


def _text(path: Path) -> None:
    path.write_text("no sound " * 1000)


def _noise(path: Path) -> None:
    path.write_bytes(np.random.default_rng(1).bytes(50_000))


def _playlist(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n")


def _folder(path: Path) -> None:
    path.mkdir()


def _nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_empty, "is empty"),
        (_header_alone, "contains no sound"),
        (_half_a_header, "isn't a sound file"),
        (_text, "isn't a sound file"),
        (_noise, "isn't a sound file"),
        (_playlist, "isn't a sound file"),
        (_folder, "is a folder"),
        (_nothing, "doesn't exist"),
    ],
)
def test_a_file_that_is_not_sound_is_rejected_with_a_sentence(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "answer.wav"
    make(path)
    with pytest.raises(BadAudioFile, match=said) as caught:
        read_sound(path)
    assert str(path) in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_playlist_does_not_open_the_sound_it_names(tmp_path: Path) -> None:
    lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:9", "#EXTINF:9,", str(_m4a(tmp_path)), ""]
    path = tmp_path / "list.m3u8"
    path.write_text("\n".join(lines))
    with pytest.raises(BadAudioFile):
        read_sound(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_rejected_at_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe.wav"
    os.mkfifo(path)
    assert stat.S_ISFIFO(path.stat().st_mode)
    refused = threading.Event()

    def read() -> None:
        with pytest.raises(BadAudioFile, match="isn't a file"):
            read_sound(path)
        refused.set()

    threading.Thread(target=read, daemon=True).start()
    assert refused.wait(5)
