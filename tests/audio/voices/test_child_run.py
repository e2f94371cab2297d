"""Running a child to its end, its time limit or its cancellation."""

import sys
import threading
import time

import pytest

from mock_interviewer.audio.voices.child_run import VoiceTimeoutError, run_child
from mock_interviewer.audio.voices.voice import SynthesisCancelled

_HANGS = [sys.executable, "-c", "import threading; threading.Event().wait()"]


def _python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_the_output_of_a_child_is_returned() -> None:
    program = "import sys; print(input()[::-1]); print('tut', file=sys.stderr); raise SystemExit(3)"
    finished = run_child(_python(program), b"abc", limit=20)
    assert finished.status == 3
    assert finished.output.split() == [b"cba"]
    assert finished.stderr.split() == ["tut"]


def test_a_child_that_hangs_is_ended_at_its_limit() -> None:
    begun = time.monotonic()
    with pytest.raises(VoiceTimeoutError):
        run_child(_HANGS, b"", limit=0.2)
    assert time.monotonic() - begun < 5


def test_a_canceled_child_is_ended_at_once() -> None:
    cancel = threading.Event()
    begun = time.monotonic()
    threading.Timer(0.1, cancel.set).start()
    with pytest.raises(SynthesisCancelled):
        run_child(_HANGS, b"", limit=60, cancel=cancel)
    assert time.monotonic() - begun < 5


def test_a_child_that_reads_nothing_is_ended_at_its_limit_too() -> None:
    with pytest.raises(VoiceTimeoutError):
        run_child(_HANGS, b"x" * 1_000_000, limit=0.2)


def test_a_child_with_much_output_is_not_blocked() -> None:
    program = "import sys; sys.stderr.write('e' * 300_000); sys.stdout.write('o' * 300_000)"
    finished = run_child(_python(program), b"", limit=20)
    assert (len(finished.output), len(finished.stderr)) == (300_000, 300_000)


def test_a_missing_program_raises_the_error_of_the_system() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        run_child(["/no-such-program"], b"", limit=1)
