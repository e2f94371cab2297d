import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rig import fake_worker as fake
from rig import long_sound
from rig.recognition import fake_command
from rig.small_bank import write_small_bank
from rig.spoken import speak
from rig.wer import word_error_rate, words

from mock_interviewer.app import cli
from mock_interviewer.app.commands.shared import file_recognition
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.samples import SPEECH_RATE, Sound

Worker = Callable[..., None]
TREES = """\
id: trees
name: Trees
version: 1
section: Wood
questions:
  - id: oaks
    text: What is an oak?
    kind: technical
    vocabulary: [{term: acorn, heard_as: [a corn]}]
  - {id: pines, text: What is a pine?, kind: technical, vocabulary: [bark]}
  - {id: elms, text: What is an elm?, kind: technical, vocabulary: [bark]}
"""


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    path = tmp_path / "Stille größer.wav"
    write_wav(path, Sound(np.zeros(SPEECH_RATE // 2, dtype=np.float32), SPEECH_RATE))
    return path


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Return a function that makes the command use a worker without a model."""

    def use(*behaviours: str) -> None:
        command = fake_command(tmp_path, *(behaviours or (fake.WORK,)))
        monkeypatch.setattr(file_recognition, "Recognizer", partial(Recognizer, command=command))

    use()
    return use


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert cli.main(["transcribe", *map(str, arguments), "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.usefixtures("worker")
def test_the_answer_has_the_shape_that_scripts_rely_on(
    silence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = run(capsys, silence, "--data-dir", tmp_path)
    assert answer["text"] == f"file:{silence.name}"
    assert answer["duration"] == 0.5
    assert answer["speech_detected"] is True
    assert answer["model"] == "base"
    word = {"text": answer["text"], "start": 0.0, "end": 0.5, "probability": 1.0}
    assert answer["words"] == [word]
    seconds = answer["seconds"]
    assert seconds["processing"] >= 0
    assert seconds["stop_to_final"] >= 0
    assert seconds["caption_lag_median"] is None
    assert seconds["caption_lag_p95"] is None


@pytest.mark.usefixtures("worker")
def test_live_adds_half_a_second_of_silence_that_is_not_in_the_file(
    silence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = run(capsys, silence, "--live", "--data-dir", tmp_path)
    assert answer["text"] == f"fed:{SPEECH_RATE}"
    assert answer["duration"] == 0.5
    assert answer["words"][0]["end"] == 0.5


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), []),
        (("--question", "what-is-rag"), ["RAG", "chunk"]),
        (("--question", "what-is-rag", "--no-vocabulary"), []),
    ],
)
def test_the_vocabulary_of_the_question_is_expected_essential_terms_first(
    silence: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: Sequence[str],
    expected: list[str],
) -> None:
    write_small_bank(tmp_path / "banks")
    # The fake gives the vocabulary back as flags.
    assert run(capsys, silence, *arguments, "--data-dir", tmp_path)["flags"] == expected


@pytest.mark.usefixtures("worker")
def test_terms_bring_their_variants_and_terms_of_the_section_come_last(
    silence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    banks = tmp_path / "banks"
    banks.mkdir()
    (banks / "trees.yaml").write_text(TREES, encoding="utf-8")
    settings = SettingsFile(DataFolder(tmp_path).settings_file)
    settings.save(SettingValues({"own_words": ("Zuse",)}).snapshot())
    answer = run(capsys, silence, "--question", "oaks", "--data-dir", tmp_path)
    # The fake returns the vocabulary as flags; terms that the model does not get have a "?".
    assert answer["flags"] == ["acorn ~a corn", "Zuse", "bark?"]


@pytest.mark.usefixtures("worker")
def test_language_and_own_words_default_to_the_settings(
    silence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = SettingsFile(DataFolder(tmp_path).settings_file)
    settings.save(SettingValues({"language": "de", "own_words": ("Zuse",)}).snapshot())
    answer = run(capsys, silence, "--data-dir", tmp_path)
    assert (answer["language"], answer["flags"]) == ("de", ["Zuse"])
    answer = run(capsys, silence, "--data-dir", tmp_path, "--language", "en", "--no-vocabulary")
    assert (answer["language"], answer["flags"]) == ("en", [])


@pytest.mark.usefixtures("worker")
def test_people_get_only_the_text(
    silence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["transcribe", str(silence), "--data-dir", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"file:{silence.name}\n"


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("lost.wav",), "lost.wav doesn't exist"),
        (("{text}", "--live"), "isn't a sound file"),
        (("{sound}", "--model", "huge"), "There is no speech model called 'huge'"),
        (("{sound}", "--question", "nobody-asked"), 'There is no question "nobody-asked"'),
        (("{sound}", "--language", "tlh"), "language must be one of en, ar"),
        (("{sound}", "--language", "de", "--model", "tiny.en"), "'tiny.en' knows English only"),
    ],
)
def test_bad_input_is_one_error_line_and_status_2(
    silence: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: Sequence[str],
    sentence: str,
) -> None:
    text = tmp_path / "text.wav"
    text.write_text("This is no sound.")
    given = [argument.format(text=text, sound=silence) for argument in arguments]
    assert cli.main(["transcribe", *given, "--data-dir", str(tmp_path)]) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert len(captured.err.splitlines()) == 1
    assert not captured.out


@pytest.mark.parametrize("way", ["--one-shot", "--live"])
def test_a_file_longer_than_a_day_is_rejected_at_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, way: str
) -> None:
    path = long_sound.days(tmp_path / "days.flac")
    assert cli.main(["transcribe", str(path), way, "--data-dir", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"mock-interviewer: {path} is longer than 24 hours, the longest file that can be read. "
        "Split it into shorter files.\n"
    )


@pytest.mark.parametrize("way", ["--one-shot", "--live"])
@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [(fake.REFUSE, "The model is damaged. Mend it."), (fake.DIE_AT_FINISH, "transcribed later")],
)
def test_failed_recognition_is_one_error_line_and_status_2(
    silence: Path,
    tmp_path: Path,
    worker: Worker,
    capsys: pytest.CaptureFixture[str],
    behaviour: str,
    sentence: str,
    way: str,
) -> None:
    worker(behaviour)
    assert cli.main(["transcribe", str(silence), way, "--data-dir", str(tmp_path)]) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert len(captured.err.splitlines()) == 1


@pytest.mark.model
def test_one_shot_and_live_transcribe_a_spoken_file_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoken = speak("Fine tuning changes the weights of a model.", tmp_path / "answer.wav")
    arguments = (spoken.path, "--model", "tiny.en", "--data-dir", tmp_path / "data")
    answers = {way: run(capsys, *arguments, way) for way in ("--one-shot", "--live")}
    for answer in answers.values():
        assert word_error_rate(spoken.text, answer["text"]) < 0.15
        assert answer["duration"] == pytest.approx(spoken.duration)
        assert answer["model"] == "tiny.en"
        assert all(0 <= word["start"] <= word["end"] <= spoken.duration for word in answer["words"])
        assert answer["seconds"]["processing"] > 0
    at_once = answers["--one-shot"]["seconds"]
    assert at_once["processing"] <= at_once["stop_to_final"]
    assert words(answers["--live"]["text"]) == words(answers["--one-shot"]["text"])


@pytest.mark.model
def test_without_speech_the_command_says_so_and_succeeds(
    silence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["transcribe", str(silence), "--model", "tiny.en", "--data-dir", str(tmp_path)]
    assert cli.main(arguments) == 0
    assert capsys.readouterr().out == f"No speech was detected in {silence}.\n"
    answer = run(capsys, *arguments[1:])
    assert (answer["text"], answer["words"], answer["speech_detected"]) == ("", [], False)


@pytest.mark.usefixtures("worker")
def test_fillers_are_listed_on_request(
    silence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = run(capsys, silence, "--fillers", "--data-dir", tmp_path)
    assert answer["fillers"] == [{"text": "um", "start": 0.0, "end": 0.25}]
    assert "um" not in answer["text"]


@pytest.mark.usefixtures("worker")
def test_fillers_are_left_out_unless_requested(
    silence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "fillers" not in run(capsys, silence, "--data-dir", tmp_path)


@pytest.mark.usefixtures("worker")
def test_fillers_are_counted_under_the_text(
    silence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["transcribe", str(silence), "--fillers", "--data-dir", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "At least 1 filler."


@pytest.mark.usefixtures("worker")
def test_fillers_in_another_language_are_rejected(
    silence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["transcribe", str(silence), "--fillers", "--language", "de"]
    assert cli.main([*arguments, "--data-dir", str(tmp_path)]) == 2
    assert "only in English" in capsys.readouterr().err
