import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from mock_interviewer.audio.child import child_command
from mock_interviewer.audio.recognition.messages import (
    Begin,
    Done,
    Finish,
    Load,
    Loaded,
    encode,
    read_message,
)
from mock_interviewer.audio.recognition.recogniser import WORKER_MODULE
from mock_interviewer.audio.recognition.vocabulary import Expected


def test_what_native_code_prints_does_not_get_into_the_reports() -> None:
    program = textwrap.dedent("""
        import os
        from mock_interviewer.audio.recognition.worker import take_output

        out = take_output()
        os.write(1, b"Hello, I am a native library.")
        print("And I am Python.", flush=True)
        out.write(b"a report")
        out.flush()
    """)
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, check=True)
    assert done.stdout == b"a report"
    assert b"native library" in done.stderr
    assert b"Python" in done.stderr


def _run(*said: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run the real worker on these bytes, to the end of its input."""
    return subprocess.run(
        child_command(WORKER_MODULE),
        input=b"".join(said),
        capture_output=True,
        timeout=30,
        check=False,
    )


def test_an_input_that_ends_at_once_is_no_error() -> None:
    assert _run().returncode == 0


def test_bytes_that_are_no_message_end_the_worker_with_an_error() -> None:
    done = _run(b"Hello, this is no message.\n")
    assert done.returncode == 1
    assert b"ProtocolError" in done.stderr


def test_a_bug_leaves_its_place_and_none_of_what_was_said(tmp_path: Path) -> None:
    process = subprocess.Popen(
        child_command(WORKER_MODULE),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # A first request other than Load is a bug of the client's; its words could be an answer.
    assert process.stdin is not None
    process.stdin.write(encode(Begin(1, (Expected("my secret answer"),))))
    process.stdin.flush()
    assert process.wait(30) != 0
    _, complaint = process.communicate()
    assert b"TypeError" in complaint
    assert b"worker.py" in complaint
    assert b"secret" not in complaint


@pytest.mark.model
def test_an_interrupt_from_the_terminal_is_left_to_the_parent(tmp_path: Path) -> None:
    with subprocess.Popen(
        child_command(WORKER_MODULE), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(encode(Load(str(tmp_path), "tiny.en")))
        process.stdin.flush()
        stdout = cast("BinaryIO", process.stdout)
        assert read_message(stdout) == Loaded("tiny.en")
        process.send_signal(signal.SIGINT)
        process.stdin.write(encode(Begin(1)) + encode(Finish(1)))
        process.stdin.flush()
        assert isinstance(read_message(stdout), Done)
