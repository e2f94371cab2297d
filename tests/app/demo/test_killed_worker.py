"""A demo whose recognition worker is killed, for real, again and again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from rig.processes import running

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.library import Library

WORKER = "mock_interviewer.audio.recognition.worker.worker"
_HUMMING = """
import asyncio
import sys
import threading
import numpy as np
from mock_interviewer.app import cli
from mock_interviewer.app.demo import run
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.samples import Sound

hum = np.sin(np.arange(8_000) / 20).astype(np.float32) / 4
run.speak_answers = lambda rehearsed: {one.question.id: Sound(hum, 16_000) for one in rehearsed}
over = threading.Event()
run_loop, end_session = asyncio.run, Library.end_session

def loop(main):
    try:
        return run_loop(main)
    finally:
        over.set()

def end_late(library, session):
    over.wait(30)
    return end_session(library, session)

asyncio.run, Library.end_session = loop, end_late
sys.exit(cli.main(sys.argv[1:]))
"""
"""The program, whose candidate answers with a hum of half a second.

Its disk is so slow that the session's end is written after all else.
"""


@pytest.mark.rig
@pytest.mark.model
# While the answer is being recorded, and while only its transcript is awaited.
@pytest.mark.parametrize("during", ["Listening", "Saved"])
def test_a_demo_whose_recognition_is_killed_twice_ends_with_one_sentence(
    tmp_path: Path, during: str
) -> None:
    words = ["demo", "--questions", "1", "--model", "tiny.en", "--data-dir", str(tmp_path)]
    with subprocess.Popen(
        [sys.executable, "-u", "-c", _HUMMING, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as demo:
        assert demo.stdout is not None
        for line in demo.stdout:
            if line.startswith("Listening"):
                [first] = running(WORKER, of=demo.pid)
                first.suspend()
            if line.startswith(during):
                _kill(first)
                _kill(_successor(demo.pid, first.pid))
        demo.wait(timeout=60.0)
        assert demo.stderr is not None
        said = demo.stderr.read()
    with Library.open(DataFolder.at(tmp_path), read_only=True) as library:
        [session] = library.sessions()
        [take] = library.takes(session.id)
    assert said.count("\n") == 1, said
    assert said.startswith("mock-interviewer: Speech recognition stopped twice while it ")
    again = f"`mock-interviewer sessions transcribe {session.id}`"
    assert said.endswith(f"{again} transcribes the saved recording.\n")
    assert demo.returncode == 1
    assert take.recording is not None
    assert take.recording.is_file()
    assert take.duration == pytest.approx(1.1, abs=0.5)
    assert session.ended_at is not None


def _kill(process: psutil.Process) -> None:
    os.kill(process.pid, signal.SIGKILL)


def _successor(program: int, earlier: int) -> psutil.Process:
    """Wait for the worker that takes another one's place."""
    while True:
        found = [each for each in running(WORKER, of=program) if each.pid != earlier]
        if found:
            return found[0]
