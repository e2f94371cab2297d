"""Frames on pipes."""

import io
import subprocess
import sys

import pytest

from mock_interviewer.audio.voices.neural_voice_frames import read_frame, write_frame


@pytest.mark.parametrize("payload", [b"", b"x", b"\0\n\r" * 50_000])
def test_a_frame_round_trips(payload: bytes) -> None:
    pipe = io.BytesIO()
    write_frame(pipe, payload)
    write_frame(pipe, b"next")
    pipe.seek(0)
    assert [read_frame(pipe), read_frame(pipe), read_frame(pipe)] == [payload, b"next", None]


@pytest.mark.parametrize("kept", [1, 3, 4, 6])
def test_a_truncated_frame_is_the_end_of_input(kept: int) -> None:
    pipe = io.BytesIO()
    write_frame(pipe, b"payload")
    assert read_frame(io.BytesIO(pipe.getvalue()[:kept])) is None


def test_only_frames_go_to_a_childs_standard_output() -> None:
    program = (
        "import os; from mock_interviewer.audio.voices.neural_voice_frames import *;"
        "from mock_interviewer.audio.processes.worker_main import take_output;"
        "answers = take_output(); print('chatter'); os.write(1, b'native chatter');"
        "write_frame(answers, b'answer')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert read_frame(io.BytesIO(done.stdout)) == b"answer"
    assert b"native chatter" in done.stderr
