"""The contract of each worker's real program before its first request."""

import subprocess

import pytest

from mock_interviewer.app.feedback.worker import client
from mock_interviewer.audio.processes.child import child_command
from mock_interviewer.audio.recognition.client import recognizer

pytestmark = pytest.mark.parametrize("module", [recognizer.WORKER_MODULE, client.WORKER_MODULE])


def run(module: str, said: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run a worker on these bytes until the end of its input."""
    return subprocess.run(
        child_command(module), input=said, capture_output=True, timeout=60, check=False
    )


def test_empty_input_is_not_an_error(module: str) -> None:
    done = run(module, b"")
    assert (done.returncode, done.stdout) == (0, b"")


def test_invalid_bytes_end_the_worker_with_an_error(module: str) -> None:
    done = run(module, b"Hello, this is no message.\n")
    assert done.returncode == 1
    assert b"FrameError" in done.stderr
    assert b"Hello" not in done.stderr
