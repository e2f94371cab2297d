"""The main loop of workers, tested with a small program that answers requests."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from typing import BinaryIO, cast

import pytest

from mock_interviewer.audio.processes.frames import JSON, frame, read_frame

PROGRAM = textwrap.dedent("""
    import os, sys, threading
    from mock_interviewer.audio.processes.frames import JSON, frame, read_frame
    from mock_interviewer.audio.processes.worker_main import serve

    noticed = []

    def read(stream):
        found = read_frame(stream, (JSON,))
        return None if found is None else found[1].decode()

    def answer(request):
        if request == "print":
            os.write(1, b"Hello, I am a native library.")
            print("And I am Python.", flush=True)
        if request == "compute":
            while True:
                pass
        if request.startswith("fail"):
            raise LookupError(request)
        return os.environ.get(request) or ",".join(noticed)

    def work(inbox, out):
        while True:
            out.write(frame(JSON, answer(inbox.get()).encode()))
            out.flush()

    sys.exit(serve(read, work, notice=noticed.append))
""")


class Conversation:
    """Texts to and from the program."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def say(self, *texts: str) -> None:
        stdin = cast("BinaryIO", self.process.stdin)
        stdin.write(b"".join(frame(JSON, text.encode()) for text in texts))
        stdin.flush()

    def hear(self) -> str:
        found = read_frame(cast("BinaryIO", self.process.stdout), (JSON,))
        assert found is not None
        return found[1].decode()

    def end(self) -> tuple[int, str]:
        """End its input; return its status and error output."""
        _, complaint = self.process.communicate(timeout=60)
        return self.process.returncode, complaint.decode()


@pytest.fixture
def program() -> Iterator[Conversation]:
    conversation = Conversation()
    yield conversation
    conversation.process.kill()
    conversation.process.communicate()


def test_a_worker_answers_until_its_input_ends(program: Conversation) -> None:
    program.say("one", "two")
    assert program.hear().startswith("one")
    assert program.hear() == "one,two"
    assert program.end() == (0, "")


def test_each_request_is_seen_before_it_is_handled(program: Conversation) -> None:
    program.say("one")
    assert program.hear() == "one"


def test_output_of_native_code_does_not_corrupt_the_replies(program: Conversation) -> None:
    program.say("print", "two")
    assert program.hear().startswith("print")
    assert program.hear() == "print,two"
    _, complaint = program.end()
    assert "native library" in complaint
    assert "Python" in complaint


def test_a_worker_ignores_ctrl_c_from_the_terminal(program: Conversation) -> None:
    program.say("one")
    program.hear()
    program.process.send_signal(signal.SIGINT)
    program.say("two")
    assert program.hear() == "one,two"


def test_the_end_of_input_ends_a_busy_worker(program: Conversation) -> None:
    program.say("one", "compute")
    program.hear()
    assert program.end() == (0, "")


def test_a_bug_ends_a_worker_and_reports_its_location_without_texts(program: Conversation) -> None:
    program.say("fail: my secret answer")
    assert program.process.wait(60) != 0
    _, complaint = program.end()
    assert "LookupError" in complaint
    assert "worker_main.py" in complaint
    assert "secret" not in complaint


def test_no_library_in_a_worker_uses_the_network(program: Conversation) -> None:
    program.say("HF_HUB_OFFLINE", "ORT_DISABLE_TELEMETRY")
    assert (program.hear(), program.hear()) == ("1", "1")
