import signal
import subprocess
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from mock_interviewer.audio.processes.child import child_command
from mock_interviewer.audio.recognition.client.recognizer import WORKER_MODULE
from mock_interviewer.audio.recognition.messages import (
    BeginRecognition,
    FinishRecognition,
    LoadModel,
    ModelLoaded,
    RecognitionDone,
    encode,
    read_message,
)
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm


def test_a_traceback_has_the_place_of_a_bug_and_no_words_of_the_answer(tmp_path: Path) -> None:
    process = subprocess.Popen(
        child_command(WORKER_MODULE),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # A first request other than Load is a bug of the client's; its words could be an answer.
    assert process.stdin is not None
    process.stdin.write(
        encode(BeginRecognition(1, RecognitionRequest((ExpectedTerm("my secret answer"),))))
    )
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
        process.stdin.write(encode(LoadModel(str(tmp_path), "tiny.en")))
        process.stdin.flush()
        stdout = cast("BinaryIO", process.stdout)
        assert read_message(stdout) == ModelLoaded("tiny.en")
        process.send_signal(signal.SIGINT)
        process.stdin.write(encode(BeginRecognition(1)) + encode(FinishRecognition(1)))
        process.stdin.flush()
        assert isinstance(read_message(stdout), RecognitionDone)
