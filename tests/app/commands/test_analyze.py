import io
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
from rig import fake_worker as fake
from rig.command_line import Answer, Run, answered, call
from rig.feedback import EVERYTHING, UNTOLD
from rig.recognition import fake_command
from rig.small_bank import write_small_bank

from mock_interviewer.app import cli
from mock_interviewer.app.commands.shared import answer_feedback, file_recognition
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.transcript import Filler
from mock_interviewer.audio.samples import SPEECH_RATE, Sound


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[AnalysisRequest]:
    """Return the requested analyses; each gets EVERYTHING as feedback."""
    return analyses_say(monkeypatch, EVERYTHING)


def analyses_say(monkeypatch: pytest.MonkeyPatch, feedback: Feedback) -> list[AnalysisRequest]:
    requests: list[AnalysisRequest] = []

    def analyse(request: AnalysisRequest) -> Feedback:
        requests.append(request)
        return feedback

    monkeypatch.setattr(answer_feedback, "load_analyzer", lambda: analyse)
    return requests


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "answer.wav"
    write_wav(path, Sound(np.zeros(SPEECH_RATE // 2, dtype=np.float32), SPEECH_RATE))
    return path


@pytest.fixture
def run(
    tmp_path: Path,
    sound: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run the command on ``sound`` with a worker without a model."""
    command = fake_command(tmp_path, fake.WORK)
    monkeypatch.setattr(file_recognition, "Recognizer", partial(Recognizer, command=command))
    write_small_bank(tmp_path / "banks")

    def run(*words: str, question: str = "what-is-rag") -> Answer:
        named = ("analyze", sound, "--question", question)
        return call(capsys, DataFolder(tmp_path), *named, *words)

    return run


@pytest.mark.usefixtures("asked")
def test_the_answer_has_the_shape_that_scripts_rely_on(run: Run, sound: Path) -> None:
    answer = answered(run)
    assert answer["transcript"]["text"] == f"file:{sound.name}"
    assert answer["transcript"]["seconds"]["stop_to_final"] >= 0
    assert answer["delivery"]["pace"] == 125.0
    assert answer["delivery"]["pauses"]["moments"][0] == {"start": 10.0, "end": 11.5, "text": ""}
    coverage = answer["coverage"]
    assert [point["covered"] for point in coverage["points"]] == ["made", "unsure", "not"]
    assert coverage["points"][0]["evidence"] == {
        "start": 18,
        "end": 36,
        "begins": 1.0,
        "ends": 3.0,
    }
    assert coverage["points"][2]["evidence"] is None
    assert (coverage["made"], coverage["covered_weight"], coverage["total_weight"]) == (1, 4.0, 6.0)
    assert answer["story"]["i_acted"] == 2
    assert [advice["finding"] for advice in answer["advice"]] == ["tokenizer", "fillers"]
    assert answer["seconds"]["analysis"] >= 0


def test_the_analysis_gets_the_transcript_its_fillers_the_sound_and_the_question(
    run: Run, sound: Path, asked: list[AnalysisRequest]
) -> None:
    run()
    (request,) = asked
    assert request.transcript.text == f"file:{sound.name}"
    # The fillers that the fake finds in every recording.
    assert request.transcript.fillers == (Filler("um", 0.0, 0.25),)
    assert request.recording == sound
    assert request.asked is not None
    assert request.asked.text == "What is RAG?"


@pytest.mark.parametrize("words", [("--no-fillers",), ("--language", "de")])
def test_fillers_are_not_detected_when_switched_off_or_unsupported(
    run: Run, asked: list[AnalysisRequest], words: tuple[str, ...]
) -> None:
    assert run(*words)[0] == 0
    assert asked[0].transcript.fillers is None


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("words", "flags"), [((), ["RAG", "chunk"]), (("--no-vocabulary",), [])])
def test_the_vocabulary_of_the_question_is_expected(
    run: Run, words: tuple[str, ...], flags: list[str]
) -> None:
    # The fake gives the vocabulary back as flags.
    assert answered(run, *words)["transcript"]["flags"] == flags


@pytest.mark.usefixtures("asked")
def test_people_see_the_question_the_answer_and_the_feedback(run: Run, sound: Path) -> None:
    status, page, _ = run()
    assert status == 0
    lines = page.splitlines()
    assert lines[:4] == ["What is RAG?", "", f"file:{sound.name}", ""]
    assert "1 to 2 of 3 key points, 1 to check, 0 of 1 essential" in lines
    assert "✓ made         0:01  It is the exponentiated loss." in lines
    assert "? to check     0:52  Lower is better." in lines
    assert "○ not made           Tokenizers must match." in lines
    assert (
        "Your story: situation covered, result missing. “I” is the actor in 2 clauses, “we” in 1."
        in lines
    )
    assert "Pace                  125 words a minute" in lines
    assert "Fillers               at least 2 (about 2 a minute, at 0:11, 0:40)" in lines
    assert "Time to first word    Not available." in lines
    assert "* Say that tokenizers must match. For example: “same tokenizer”" in lines
    assert "* Pause instead of “um”. (0:10)" in lines


def test_a_long_key_point_wraps_with_an_indent(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    long = PointCoverage("a", "word " * 30 + "end", CoverageVerdict.NOT, 0.1)
    analyses_say(monkeypatch, replace(EVERYTHING, coverage=Coverage((long,))))
    lines = run()[1].splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("○"))
    assert lines[first].index("word") == 21
    assert lines[first + 1].startswith(" " * 21 + "word")
    assert all(len(line) <= 88 for line in lines)


def test_without_anything_to_measure_the_command_says_so_and_succeeds(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyses_say(monkeypatch, UNTOLD)
    status, page, _ = run()
    assert status == 0
    assert "Nothing was said." in page.splitlines()
    answer = answered(run)
    assert (answer["coverage"], answer["coverage_untold"]) == (None, "Nothing was said.")
    assert (answer["story"], answer["advice"]) == (None, [])


@pytest.mark.usefixtures("asked")
def test_characters_that_the_output_cannot_encode_are_replaced(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ascii_only = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace")
    monkeypatch.setattr(sys, "stdout", ascii_only)
    assert run()[0] == 0
    ascii_only.seek(0)
    page = ascii_only.read()
    assert "+ made         0:01" in page
    assert "- not made" in page


@pytest.mark.usefixtures("asked")
def test_an_unknown_question_is_a_usage_error(run: Run) -> None:
    status, out, err = run(question="nobody-asked")
    assert (status, out) == (2, "")
    assert 'There is no question "nobody-asked"' in err
    assert len(err.splitlines()) == 1


def test_without_a_question_there_is_no_coverage(
    sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["analyze", str(sound)]) == 2
    assert "--question" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"This is no sound."])
def test_a_file_that_is_not_sound_is_one_error_line_and_not_analyzed(
    run: Run, sound: Path, asked: list[AnalysisRequest], content: bytes
) -> None:
    sound.write_bytes(content)
    status, out, err = run()
    assert (status, out, asked) == (2, "", [])
    assert len(err.splitlines()) == 1
    assert str(sound) in err


@pytest.mark.model
def test_nan_samples_are_silence_without_measurements(
    tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = analyses_say(monkeypatch, UNTOLD)
    write_small_bank(tmp_path / "banks")
    soundfile.write(sound, np.full(SPEECH_RATE, np.nan, dtype=np.float32), SPEECH_RATE, "FLOAT")
    words = ["analyze", str(sound), "--question", "what-is-rag", "--model", "tiny.en"]
    assert cli.main([*words, "--data-dir", str(tmp_path)]) == 0
    assert "No speech was detected in the file." in capsys.readouterr().out
    assert not asked[0].transcript.speech_detected
