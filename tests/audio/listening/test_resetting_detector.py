"""The contract of speech detectors, for the real one and the stand-in of the tests."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from benchmarks.recognition.noise import in_a_room
from rig.changed_byte import with_a_changed_byte
from rig.loud_detector import LoudDetector

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.listening import resetting_detector
from mock_interviewer.audio.listening.resetting_detector import load_detector
from mock_interviewer.audio.listening.utterance_detection import SpeechDetector
from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    ONSET,
    SURE,
    WINDOW,
    Probabilities,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, to_pcm

Make = Callable[[], SpeechDetector]


@pytest.fixture(params=["loud", pytest.param("real", marks=pytest.mark.model)])
def make(request: pytest.FixtureRequest) -> Make:
    return LoudDetector if request.param == "loud" else load_detector


@pytest.fixture
def speech(speech_folder: Path) -> Pcm:
    return to_pcm(read_sound(speech_folder / "jfk.wav", SPEECH_RATE).samples)


def heard(detector: SpeechDetector, pcm: Pcm, size: int) -> Probabilities:
    return np.concatenate(
        [detector.feed(pcm[start : start + size]) for start in range(0, len(pcm), size)]
    )


def test_every_full_window_gets_a_probability_for_any_block_size(make: Make, speech: Pcm) -> None:
    whole = make().feed(speech)
    assert len(whole) == len(speech) // WINDOW
    assert np.allclose(heard(make(), speech, 400), whole, atol=1e-3)


def test_speech_is_detected_and_microphone_noise_is_not(make: Make, speech: Pcm) -> None:
    floor = to_pcm(np.random.default_rng(0).normal(0, 3e-4, SPEECH_RATE).astype(np.float32))
    assert np.count_nonzero(make().feed(speech) >= SURE) > 100
    assert not np.any(make().feed(floor) >= ONSET)


@pytest.mark.model
def test_each_detector_starts_with_a_fresh_state(speech: Pcm) -> None:
    load_detector().feed(speech)
    assert np.array_equal(load_detector().feed(speech), load_detector().feed(speech))


@pytest.fixture
def unloaded() -> None:
    resetting_detector.load_network.cache_clear()


@pytest.mark.model
def test_minutes_of_silence_do_not_slow_detection(speech_folder: Path) -> None:
    quiet = in_a_room(np.zeros(180 * SPEECH_RATE, dtype=np.float32))
    sound = read_sound(speech_folder / "sonnet1.mp3", SPEECH_RATE).samples
    said = to_pcm(sound[round(5.88 * SPEECH_RATE) :][: SPEECH_RATE // 2])
    fresh, waited = load_detector(), load_detector()
    fresh.feed(to_pcm(quiet[:SPEECH_RATE]))
    waited.feed(to_pcm(quiet))
    first = [int(np.argmax(each.feed(said) >= SURE)) for each in (fresh, waited)]
    assert first[1] <= first[0] + 1


def test_a_missing_detector_raises_a_clear_error(
    unloaded: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "faster_whisper").mkdir()
    (tmp_path / "faster_whisper" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "faster_whisper", raising=False)
    with pytest.raises(ModelError, match=r"detector is incomplete: silero_vad_v6\.onnx is missing"):
        load_detector()


def test_a_detector_with_a_changed_byte_is_never_loaded(
    unloaded: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site = with_a_changed_byte(tmp_path, "faster_whisper", "assets/silero_vad_v6.onnx")
    monkeypatch.syspath_prepend(site)
    monkeypatch.delitem(sys.modules, "faster_whisper", raising=False)
    with pytest.raises(ModelError, match=r"detector is damaged: .* wrong checksum") as refused:
        load_detector()
    assert "faster-whisper==" in refused.value.remedy


def test_importing_the_listener_loads_nothing_heavy() -> None:
    asked = (
        "import sys, mock_interviewer.audio.listening.listener;"
        "print(sorted({'ctranslate2', 'faster_whisper', 'onnxruntime', 'sounddevice', 'pydantic'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
