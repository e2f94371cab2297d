"""Fault 33: a processor without the instructions that the model's library needs."""

import platform
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from rig import fake_worker as fake
from rig.recognition import Heard, Start, starts

from mock_interviewer.audio.errors import RecognitionError
from mock_interviewer.audio.processes.supervisor import lacks_instructions
from mock_interviewer.audio.recognition.client.events import (
    RecognitionFailed,
    RecognizerReady,
    RecognizerRestarted,
)

SENTENCE = (
    "This processor lacks instructions that speech recognition needs. "
    "Answers are still recorded, and can be transcribed on another computer."
)
ILLEGAL = {"x86_64": "0f0b", "AMD64": "0f0b", "aarch64": "00000000", "arm64": "00000000"}
"""An instruction that no processor of the kind will ever know, in hexadecimal digits."""


def test_an_old_processor_that_cannot_load_the_model_is_reported(
    start: Start, heard: Heard, tmp_path: Path
) -> None:
    start(fake.ILLEGAL_AT_LOAD).begin("take")
    heard.next(RecognizerRestarted)
    failed = heard.next(RecognitionFailed)
    assert failed.job is None
    assert isinstance(failed.error, RecognitionError)
    assert str(failed.error) == SENTENCE
    assert heard.next(RecognitionFailed).job == "take"
    assert starts(tmp_path) == 2


def test_an_old_processor_that_cannot_transcribe_an_answer_is_reported(
    start: Start, heard: Heard
) -> None:
    recognizer = start(fake.ILLEGAL_AT_FINISH)
    heard.next(RecognizerReady)
    recognizer.begin("take")
    recognizer.finish("take")
    heard.next(RecognizerRestarted)
    heard.next(RecognizerReady)
    failed = heard.next(RecognitionFailed)
    assert failed.job == "take"
    assert str(failed.error) == SENTENCE


def status_of(program: str) -> int:
    """Return how a Python program ended; it leaves no core file."""
    quiet = "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    done = subprocess.run([sys.executable, "-P", "-c", quiet + program], check=False)
    return done.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="Windows reports it by a status of its own")
@pytest.mark.skipif(platform.machine() not in ILLEGAL, reason="no illegal instruction is known")
def test_the_stand_in_ends_as_a_process_does_that_meets_such_an_instruction() -> None:
    real = status_of(
        textwrap.dedent(f"""
            import ctypes, mmap
            page = mmap.mmap(
                -1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
            )
            page.write(bytes.fromhex("{ILLEGAL[platform.machine()]}"))
            ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
        """)
    )
    folder = str(Path(fake.__file__).parents[1])
    stand_in = status_of(
        f"import sys; sys.path.insert(0, {folder!r})\n"
        "from rig.fake_worker import meet_an_unknown_instruction as meet; meet()"
    )
    assert real == stand_in == -signal.SIGILL
    assert lacks_instructions(real)


@pytest.mark.parametrize("status", [0, 1, fake.DEATH, -signal.SIGSEGV])
def test_another_end_is_not_blamed_on_the_processor(status: int) -> None:
    assert not lacks_instructions(status)
