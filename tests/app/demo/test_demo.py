"""The demo, whole: real voices, the real recording path, real recognition, no network at all."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile
from rig.wer import heard_to_the_end, word_error_rate

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.app.store.library import Library

PROGRAM = [sys.executable, "-m", "mock_interviewer.app"]


def without_network(trace: Path) -> list[str]:
    """Return what runs a command in an empty network namespace and notes each socket it makes."""
    for tool in ("unshare", "strace"):
        if shutil.which(tool) is None:
            pytest.skip(f"the proof needs {tool}")
    namespace = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
    return [*namespace, "strace", "-f", "--seccomp-bpf", "-e", "trace=socket", "-o", str(trace)]


def environment() -> dict[str, str]:
    """Return ours without what tells libraries that a test runs: some then behave for once."""
    telling = {"CI", "PYTEST_CURRENT_TEST", "HF_HUB_OFFLINE", "ORT_DISABLE_TELEMETRY"}
    return {name: value for name, value in os.environ.items() if name not in telling}


@pytest.mark.rig
@pytest.mark.model
def test_a_whole_interview_needs_no_network_and_is_kept_like_any_other(tmp_path: Path) -> None:
    trace, data = tmp_path / "sockets", tmp_path / "data"
    command = [*PROGRAM, "demo", "--questions", "2", "--data-dir", str(data), "--json"]
    done = subprocess.run(
        [*without_network(trace), *command],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    sockets = re.findall(r"socket\((AF_\w+)", trace.read_text())
    assert sockets, "the trace saw nothing, so it proves nothing"
    assert not [kind for kind in sockets if kind.startswith("AF_INET")]

    answer = json.loads(done.stdout)
    assert len(answer["takes"]) == 2
    for take in answer["takes"]:
        said, transcript = take["candidate_text"], take["transcript"]
        assert word_error_rate(said, transcript["text"]) < 0.2
        assert heard_to_the_end(said, transcript["text"]), "the last word is lost"
        sound = soundfile.info(take["recording"])
        assert (sound.samplerate, sound.channels) == (16_000, 1)
        assert sound.duration == pytest.approx(transcript["duration"], abs=0.05)
        assert take["delivery"]["words"] == pytest.approx(len(said.split()), rel=0.2)
        assert take["delivery"]["fillers"] is not None, "the demo did not wait for them"
        assert take["coverage"]["total_weight"] > 0
    assert any(take["coverage"]["covered_weight"] > 0 for take in answer["takes"])
    assert Path(answer["report"]).is_file()
    with Library.open(DataFolder.at(data), read_only=True) as library:
        session = library.session(answer["session"])
        assert session.ended_at is not None
        kept = [take.transcript.text for take in library.takes(session.id) if take.transcript]
        assert library.without_feedback() == []
    assert kept == [take["transcript"]["text"] for take in answer["takes"]]


def test_too_many_questions_are_refused_with_the_maximum(tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "demo", "--questions", "999", "--data-dir", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "not 999; use --questions" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_demo_next_to_an_open_window_says_that_it_is_open(tmp_path: Path) -> None:
    data = DataFolder.at(tmp_path)
    data.prepare()
    lock = WriterLock(data)
    lock.acquire()
    try:
        done = subprocess.run(
            [*PROGRAM, "demo", "--data-dir", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        lock.release()
    assert done.returncode == 2
    assert "open" in done.stderr
    assert len(done.stderr.splitlines()) == 1


_REHEARSING = """
import sys, time
from mock_interviewer.app import cli
from mock_interviewer.app.demo import run

run.speak_answers = lambda _: time.sleep(60)
sys.exit(cli.main(sys.argv[1:]))
"""


def test_a_demo_interrupted_before_its_interview_saves_nothing(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-u", "-c", _REHEARSING, "demo", "--data-dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as demo:
        assert demo.stdout is not None
        demo.stdout.readline()
        demo.send_signal(signal.SIGINT)
        _, said = demo.communicate(timeout=30)
    assert (demo.returncode, said) == (130, b"mock-interviewer: stopped.\n")
    with Library.open(DataFolder.at(tmp_path), read_only=True) as library:
        assert list(library.sessions()) == []
