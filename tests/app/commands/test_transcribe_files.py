"""``transcribe`` with the sound files that people have."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from rig.spoken import Spoken, speak
from rig.wer import word_error_rate

from mock_interviewer.app import cli
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.samples import SPEECH_RATE, resample

pytestmark = pytest.mark.model

Capture = pytest.CaptureFixture[str]

HOUR = 3_600
END_OF_HEADER = 44


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    folder = tmp_path_factory.mktemp("spoken")
    return speak("Fine tuning changes the weights of a model.", folder / "answer.wav")


def _eight_bits(spoken: Spoken, path: Path) -> None:
    soundfile.write(path, spoken.samples, SPEECH_RATE, subtype="PCM_U8")


def _ninety_six_kilohertz(spoken: Spoken, path: Path) -> None:
    soundfile.write(path, resample(spoken.samples, SPEECH_RATE, 96_000), 96_000, subtype="PCM_24")


def _stereo(spoken: Spoken, path: Path) -> None:
    soundfile.write(path, np.stack([spoken.samples, np.zeros_like(spoken.samples)], 1), SPEECH_RATE)


def _not_numbers(spoken: Spoken, path: Path) -> None:
    samples = spoken.samples.copy()
    samples[::997] = np.nan
    samples[: SPEECH_RATE // 20] = np.inf
    soundfile.write(path, samples, SPEECH_RATE, subtype="FLOAT")


def _cut_off(spoken: Spoken, path: Path) -> None:
    """Leave a header that declares twice the length."""
    soundfile.write(path, np.concatenate([spoken.samples, spoken.samples]), SPEECH_RATE)
    path.write_bytes(path.read_bytes()[: END_OF_HEADER + 2 * len(spoken.samples)])


@pytest.mark.parametrize(
    "write", [_eight_bits, _ninety_six_kilohertz, _stereo, _not_numbers, _cut_off]
)
def test_speech_in_an_unusual_file_is_transcribed(
    spoken: Spoken, tmp_path: Path, capsys: Capture, write: Callable[[Spoken, Path], None]
) -> None:
    path = tmp_path / "unusual.wav"
    write(spoken, path)
    assert cli.main(["transcribe", str(path), "--model", "tiny.en", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert word_error_rate(spoken.text, answer["text"]) < 0.15
    assert answer["duration"] == pytest.approx(spoken.duration, abs=0.01)


def test_speech_at_the_end_of_an_hour_has_the_right_time(
    spoken: Spoken, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "hour.flac"
    room = np.random.default_rng(0).normal(0, 3e-4, 60 * SPEECH_RATE).astype(np.float32)
    hour = np.tile(room, HOUR // 60)
    hour[-len(spoken.samples) :] = spoken.samples
    soundfile.write(path, hour, SPEECH_RATE)
    assert cli.main(["transcribe", str(path), "--model", "tiny.en", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["duration"] == HOUR
    assert word_error_rate(spoken.text, answer["text"]) < 0.15
    assert HOUR - spoken.duration - 0.5 < answer["words"][0]["start"] < HOUR


def _empty(path: Path) -> None:
    path.touch()


def _header_alone(path: Path) -> None:
    soundfile.write(path, np.zeros(0, dtype=np.float32), SPEECH_RATE)


def _text(path: Path) -> None:
    path.write_text("This is no sound.")


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5_000))


def _program(path: Path) -> None:
    path.write_bytes(b"\x7fELF" + np.random.default_rng(1).bytes(5_000))


@pytest.mark.parametrize("way", ["--one-shot", "--live"])
@pytest.mark.parametrize("write", [_empty, _header_alone, _text, _picture, _program])
def test_a_file_that_is_not_sound_is_one_error_line_and_no_model_is_loaded(
    tmp_path: Path, capsys: Capture, write: Callable[[Path], None], way: str
) -> None:
    path = tmp_path / "answer.wav"
    write(path)
    data = tmp_path / "data"
    assert cli.main(["transcribe", str(path), way, "--data-dir", str(data)]) == 2
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1
    assert str(path) in said.err
    assert not said.out
    assert not (data / "models").exists()


def _cut_short(model: Path) -> str:
    (model / "vocabulary.txt").write_bytes((model / "vocabulary.txt").read_bytes()[:1000])
    return "vocabulary.txt has 1000 bytes"


def _flip_a_bit(model: Path) -> str:
    data = bytearray((model / "tokenizer.json").read_bytes())
    data[1000] ^= 1
    (model / "tokenizer.json").write_bytes(data)
    return "tokenizer.json has the wrong checksum"


def _lose_a_file(model: Path) -> str:
    (model / "config.json").unlink()
    return "config.json is missing"


@pytest.mark.parametrize("damage", [_cut_short, _flip_a_bit, _lose_a_file])
def test_a_damaged_model_is_one_error_line_with_a_remedy(
    spoken: Spoken, tmp_path: Path, capsys: Capture, damage: Callable[[Path], str]
) -> None:
    found = damage(ModelStore(tmp_path / "models").verified_folder("base"))
    assert cli.main(["transcribe", str(spoken.path), "--data-dir", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"mock-interviewer: The speech model 'base' is damaged: {found}")
    assert len(said.err.splitlines()) == 1
    assert "models verify base --repair`, or choose another model: 'tiny.en'." in said.err
    assert not said.out
