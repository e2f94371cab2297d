import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rig.command_line import Run, call
from rig.feedback import EVERYTHING
from rig.kept_takes import keep, new_session

from mock_interviewer.app.cli import main
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.database.records import SKIPPED_BY_PERSON
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.recording_file import RecordingWriter
from mock_interviewer.audio.recognition.transcript import (
    Filler,
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

QUESTION = PlannedQuestion("llm", "q-1", "What is attention?", "What is attention?", "Basics")


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def session(data: DataFolder) -> str:
    with Library.open(data) as library:
        session = library.create_session(Plan((QUESTION,)))
        first = library.create_take(session.id, QUESTION, 1, 1)
        assert first.recording is not None
        first.recording.write_bytes(b"sound")
        library.close_take(first.id, 84.0, ("gaps",))
        words = (
            TranscriptWord("It", 0.5, 0.7, 0.9),
            TranscriptWord("weighs.", 0.7, 1.2, 0.4, heard="waves."),
        )
        heard = Transcript((TranscriptSegment("It weighs.", 0.5, 1.2, words),), 84.0, "base")
        library.save_transcript(first.id, heard)
        library.skip_take(library.create_take(session.id, QUESTION, 1, 2).id)
        return library.end_session(session.id).id


@pytest.fixture
def run(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(call, capsys, data, "sessions")


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sit at a terminal and type."""

    def type_in(text: str) -> None:
        terminal = io.StringIO(text)
        monkeypatch.setattr(terminal, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", terminal)

    return type_in


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def test_list_as_json(run: Run, session: str) -> None:
    status, out, _ = run("list", "--json")
    [listed] = json.loads(out)
    assert status == 0
    assert (listed["id"], listed["mode"]) == (session, "practice")
    assert listed["style"] == "practice"
    assert (listed["planned"], listed["takes"], listed["duration"]) == (1, 1, 84.0)
    assert listed["started_at"].endswith("+00:00")


def test_list_for_people(run: Run, session: str) -> None:
    status, out, _ = run("list")
    assert status == 0
    assert out.startswith(session)
    assert "1 answer to 1 planned, 1 min 24 s" in out


def test_before_the_first_session_the_list_is_empty(run: Run, data: DataFolder) -> None:
    data.root.mkdir()
    assert run("list") == (0, "No sessions yet.\n", "")
    assert run("list", "--json") == (0, "[]\n", "")
    assert list(data.root.iterdir()) == []


def test_the_default_folder_need_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sessions", "list"]) == 0
    assert capsys.readouterr().out == "No sessions yet.\n"


def test_show_as_json_has_fillers_if_they_were_detected(
    run: Run, session: str, data: DataFolder
) -> None:
    def fillers() -> object:
        return json.loads(run("show", session, "--json")[1])["takes"][0]["transcript"]["fillers"]

    with pytest.raises(KeyError):
        fillers()
    with Library.open(data) as library:
        library.save_fillers(library.takes(session)[0].id, (Filler("um", 0.25, 0.5),))
    assert fillers() == [{"text": "um", "start": 0.25, "end": 0.5}]


def test_show_as_json(run: Run, session: str, data: DataFolder) -> None:
    status, out, _ = run("show", session[:12], "--json")
    shown = json.loads(out)
    assert status == 0
    assert shown["id"] == session
    saved, skipped = shown["takes"]
    assert saved["question"] == "q-1"
    assert saved["text"] == "What is attention?"
    assert saved["recording"] == str(data.sessions / session / "01.wav")
    assert (saved["status"], saved["duration"], saved["flags"]) == ("saved", 84.0, ["gaps"])
    assert _without(saved["transcript"], "segments") == {
        "text": "It weighs.",
        "duration": 84.0,
        "model": "base",
        "language": "en",
        "speech_detected": True,
        "flags": [],
        "seconds": {
            "processing": 0.0,
            "stop_to_final": None,
            "caption_lag_median": None,
            "caption_lag_p95": None,
        },
        "words": [
            {"text": "It", "start": 0.5, "end": 0.7, "probability": 0.9},
            {
                "text": "weighs.",
                "start": 0.7,
                "end": 1.2,
                "probability": 0.4,
                "heard": "waves.",
            },
        ],
    }
    assert saved["transcript"]["segments"] == [{"text": "It weighs.", "start": 0.5, "end": 1.2}]
    assert (skipped["status"], skipped["attempt"]) == ("skipped", 2)
    assert (skipped["recording"], skipped["transcript"]) == (None, None)


def _without(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


def analyse(data: DataFolder, session: str, feedback: Feedback = EVERYTHING) -> None:
    with Library.open(data) as library:
        take = library.takes(session)[0]
        assert take.transcript is not None
        library.save_feedback(take.id, take.transcript, feedback)


def test_show_as_json_has_the_feedback_on_an_answer(
    run: Run, session: str, data: DataFolder
) -> None:
    analyse(data, session)
    saved, skipped = json.loads(run("show", session, "--json")[1])["takes"]
    assert saved["delivery"]["duration"] == 60.0
    assert [point["covered"] for point in saved["coverage"]["points"]] == ["made", "unsure", "not"]
    assert saved["story"]["we_acted"] == 1
    assert len(saved["advice"]) == 2
    assert (saved["feedback"]["version"], saved["feedback"]["outdated"]) == (
        FEEDBACK_VERSION,
        False,
    )
    assert saved["feedback"]["made_at"].endswith("+00:00")
    for key in ("feedback", "delivery", "coverage", "story"):
        assert skipped[key] is None
    assert skipped["advice"] == []


def test_show_for_people_has_key_points_delivery_and_advice(
    run: Run, session: str, data: DataFolder
) -> None:
    analyse(data, session)
    page = run("show", session)[1].splitlines()
    assert "   1 to 2 of 3 key points, 1 to check, 0 of 1 essential" in page
    assert "   ✓ made         0:01  It is the exponentiated loss." in page
    assert "   ○ not made           Tokenizers must match." in page
    assert (
        "   1 min 0 s · 125 words a minute · 3 pauses, the longest 3.0 s · at least 2 fillers"
        in page
    )
    assert "   * Say that tokenizers must match. For example: “same tokenizer”" in page
    assert not any("sessions analyze" in line for line in page)


@pytest.mark.parametrize("version", [None, FEEDBACK_VERSION - 1], ids=["none", "outdated"])
def test_show_says_how_to_compute_missing_or_outdated_feedback(
    run: Run, session: str, data: DataFolder, version: int | None
) -> None:
    if version is not None:
        analyse(data, session, replace(EVERYTHING, version=version))
    assert f"`mock-interviewer sessions analyze {session}`" in run("show", session)[1]


def test_show_for_people(run: Run, session: str) -> None:
    status, out, _ = run("show", session)
    assert status == 0
    assert "1. What is attention?" in out
    assert "0:00  It weighs." in out
    assert "1 min 24 s (gaps)" in out
    assert "attempt 2: skipped" in out


def test_a_silent_skipped_take_is_labeled_and_not_offered_for_analysis(
    run: Run, data: DataFolder
) -> None:
    with Library.open(data) as library:
        session = new_session(library, QUESTION)
        keep(library, session, "", asked=QUESTION, flags=(SKIPPED_BY_PERSON,))
    _, out, _ = run("show", session)
    assert "0 answers to 1 planned" in out
    assert f"{session}-01: skipped\n" in out
    assert "No speech" not in out
    assert "sessions analyze" not in out


def test_show_marks_missing_recordings(run: Run, session: str, data: DataFolder) -> None:
    (data.sessions / session / "01.wav").unlink()
    assert "01.wav (missing)" in run("show", session)[1]


def test_an_unknown_session_is_a_usage_error(run: Run, session: str) -> None:
    status, out, err = run("show", "never")
    assert (status, out) == (2, "")
    assert err.startswith("mock-interviewer: There is no session 'never'")


def test_an_ambiguous_prefix_is_a_usage_error(run: Run, session: str, data: DataFolder) -> None:
    with Library.open(data) as library:
        library.create_session(Plan(()))
    status, _, err = run("show", session[:2])
    assert status == 2
    assert "2 sessions start with" in err


def test_a_named_folder_that_does_not_exist_is_a_usage_error(run: Run, data: DataFolder) -> None:
    for words in (["list"], ["show", "x"], ["delete", "x", "--yes"]):
        status, _, err = run(*words)
        assert status == 2
        assert f"There is no data folder {data.root}." in err
    assert not data.root.exists()


def test_a_damaged_database_is_repaired_and_reported_once(
    run: Run, session: str, data: DataFolder
) -> None:
    before = run("list")
    with data.database.open("rb+") as file:
        file.write(bytes(100))
    status, out, err = run("list")
    assert (status, out) == before[:2]
    assert err.count("\n") == 1
    assert "The database was damaged. Mock Interviewer recovered 1 session with 1 answer." in err
    assert str(data.root) in err
    assert run("list") == before
    assert session in out


def test_a_missing_database_is_rebuilt_from_the_recordings(
    run: Run, session: str, data: DataFolder
) -> None:
    recording = data.session_folder(session) / "01.wav"
    recording.unlink()
    writer = RecordingWriter(recording)
    writer.write(np.zeros(1600, dtype=np.float32))
    writer.close()
    data.database.unlink()
    status, out, err = run("show", session, "--json")
    assert status == 0
    assert "The database was gone" in err
    [take] = json.loads(out)["takes"]
    assert (take["question"], take["duration"]) == (QUESTION.id, 0.1)


def test_a_damaged_database_in_an_open_window_is_one_error_line(run: Run, data: DataFolder) -> None:
    with Library.open(data):
        held = data.root / "held"
        data.database.rename(held)
        data.database.write_bytes(b"no database" * 100)
        status, out, err = run("list")
        held.replace(data.database)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "is damaged" in err


def test_delete_with_yes_removes_everything(run: Run, session: str, data: DataFolder) -> None:
    assert run("delete", session, "--yes") == (0, f"Session {session} was deleted.\n", "")
    assert run("list", "--json")[1] == "[]\n"
    assert not data.session_folder(session).exists()


def test_delete_as_json(run: Run, session: str) -> None:
    status, out, _ = run("delete", session, "--yes", "--json")
    assert (status, json.loads(out)) == (0, {"deleted": session})


def test_delete_without_yes_needs_a_terminal(run: Run, session: str) -> None:
    status, _, err = run("delete", session)
    assert status == 2
    assert "Use --yes" in err
    assert session in run("list")[1]


@pytest.mark.parametrize("text", ["", "\n", "n\n", "what\n"])
def test_delete_with_any_answer_but_yes_deletes_nothing(
    run: Run, session: str, answer: Callable[[str], None], text: str
) -> None:
    answer(text)
    status, out, _ = run("delete", session)
    assert status == 1
    assert "Nothing was deleted." in out
    assert session in run("list")[1]


def test_delete_asks_and_deletes_after_a_yes(
    run: Run, session: str, answer: Callable[[str], None]
) -> None:
    answer("y\n")
    status, _, asked = run("delete", session)
    assert status == 0
    assert "recordings? [y/N]" in asked
    assert run("list", "--json")[1] == "[]\n"


def test_beside_an_open_window_reading_works_and_deleting_is_refused(
    run: Run, session: str, data: DataFolder, answer: Callable[[str], None]
) -> None:
    with Library.open(data):
        assert session in run("list")[1]
        assert session in run("show", session)[1]
        for words in (["delete", session, "--yes"], ["delete", session]):
            answer("y\n")
            status, out, err = run(*words)
            assert (status, out) == (2, "")
            assert "Mock Interviewer is open" in err
    assert session in run("list")[1]


def test_deleting_an_unknown_session_creates_nothing(run: Run, data: DataFolder) -> None:
    data.root.mkdir()
    assert run("delete", "never", "--yes")[0] == 2
    assert list(data.root.iterdir()) == []


def test_a_follow_up_is_shown_under_the_number_of_its_question(run: Run, data: DataFolder) -> None:
    with Library.open(data) as library:
        session = library.create_session(Plan((QUESTION,)))
        for asked in (QUESTION, replace(QUESTION, text="And why is that?", follow_up=2)):
            library.create_take(session.id, asked, 1, 1)
    _, out, _ = run("show", session.id)
    assert "1. What is attention?" in out
    assert "1. Follow-up: And why is that?" in out
    _, out, _ = run("show", session.id, "--json")
    assert [take["follow_up"] for take in json.loads(out)["takes"]] == [None, 2]
