"""No command lets stored text, a bank, or a file name control the terminal."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rig.command_line import Run, call
from rig.kept_session import FEEDBACK
from rig.kept_takes import keep

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

ATTACK = "\x1b]0;title\x07 \x1b[2J \x9b31m \x08 over\rwrite \u202eevil\u2066 \x7f"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BANK = """\
id: {id}
name: "{attack}"
version: "1"
section: "One {attack}"
questions:
  - id: what-is-rag
    text: "What is RAG? {attack}"
    kind: technical
    model_answer: "It is {attack}"
    key_points:
      - id: one
        point: "It fetches {attack}"
    vocabulary: ["chunk {attack}"]
"""


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data \x1b[2J\u202e")


@pytest.fixture
def session(data: DataFolder) -> str:
    """Save a session whose texts are all hostile."""
    asked = PlannedQuestion(ATTACK, "q", f"What? {ATTACK}", "What?", f"Section {ATTACK}")
    words = (TranscriptWord(f" word {ATTACK}", 0.5, 1.0, 0.9),)
    said = Transcript(
        (TranscriptSegment(f"word {ATTACK}", 0.5, 1.0, words),), 2.0, f"base {ATTACK}"
    )
    with Library.open(data) as library:
        session = library.create_session(Plan((asked,)))
        take = keep(library, session.id, asked=asked, seconds=2.0, recorded=True)
        library.save_transcript(take, said)
        advice = tuple(replace(each, text=ATTACK, example=ATTACK) for each in FEEDBACK.advice)
        library.save_feedback(take, said, replace(FEEDBACK, advice=advice))
        library.marks.rename_session(session.id, f"Name {ATTACK}")
        library.marks.rename_take(take, f"Take {ATTACK}")
        library.marks.note(take, f"Note {ATTACK}")
        return library.end_session(session.id).id


@pytest.fixture
def run(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> tuple[int, str, str]:
        return call(capsys, data, *words)

    return run


def test_stored_texts_cannot_control_the_terminal(run: Run, session: str) -> None:
    said = [
        run("sessions", "list"),
        run("sessions", "show", session),
        run("search", "word"),
        run("search", "note"),
        run("sessions", "show", "no\x1b[2J such session"),
        run("transcribe", "no such \x1b[2J\x9b\u202e.wav"),
        run("questions", "show", "no-such\x1b[2J"),
        run("sing\x1b[2J"),
    ]
    for status, out, err in said:
        assert out or err, status
        assert not OBEYED.search(out + err)
    assert "\\u001b[2J" in said[1][1], "the text itself is still told"


def test_json_escapes_control_characters_in_the_same_texts(run: Run, session: str) -> None:
    status, out, _ = run("sessions", "show", session, "--json")
    assert status == 0
    assert not OBEYED.search(out)
    [take] = json.loads(out)["takes"]
    assert take["text"] == f"What? {ATTACK}"


def test_bank_texts_cannot_control_the_terminal(run: Run, data: DataFolder) -> None:
    data.prepare()
    data.banks.mkdir(exist_ok=True)
    escaped = ATTACK.encode("ascii", "backslashreplace").decode().replace("\x08", "\\b")
    escaped = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in escaped)
    (data.banks / "odd.yaml").write_text(_BANK.format(id="odd", attack=escaped), encoding="utf-8")
    for words in (
        ("questions", "list", "--bank", "odd"),
        ("questions", "show", "odd/what-is-rag"),
        ("questions", "check", data.banks / "odd.yaml"),
    ):
        _, out, err = run(*words)
        assert out + err
        assert not OBEYED.search(out + err)


def test_redirected_output_is_escaped_too(data: DataFolder, session: str, tmp_path: Path) -> None:
    target = tmp_path / "answer.txt"
    with target.open("wb") as file:
        subprocess.run(
            [
                *(sys.executable, "-m", "mock_interviewer.app", "sessions", "show", session),
                *("--data-dir", str(data.root)),
            ],
            stdout=file,
            check=True,
        )
    told = target.read_text("utf-8")
    assert "word" in told
    assert not OBEYED.search(told)


@pytest.mark.parametrize("form", ["csv", "srt", "vtt", "md", "json"])
def test_exported_texts_cannot_control_a_terminal(
    run: Run, session: str, tmp_path: Path, form: str
) -> None:
    target = tmp_path / f"out.{form}"
    status, _, err = run("sessions", "export", session, "--format", form, "--output", target)
    assert status == 0, err
    written = target.read_bytes().decode("utf-8")
    assert "word" in written
    assert not OBEYED.search(written.replace("\r\n", "\n"))
