import queue
import threading

import pytest

from mock_interviewer.audio.processes.bounded_call import CallTimeoutError, run_bounded


def test_the_result_is_returned() -> None:
    assert run_bounded(lambda: 7, timeout=20.0, name="work") == 7


def test_exceptions_of_the_work_are_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        run_bounded(lambda: 1 // 0, timeout=20.0, name="work")


def test_a_call_that_hangs_is_abandoned() -> None:
    gate = threading.Event()
    with pytest.raises(CallTimeoutError, match="work did not return"):
        run_bounded(gate.wait, timeout=0.01, name="work")
    gate.set()


def test_a_late_result_is_passed_to_discard() -> None:
    gate = threading.Event()
    late: queue.SimpleQueue[str] = queue.SimpleQueue()

    def work() -> str:
        gate.wait()
        return "late"

    with pytest.raises(CallTimeoutError):
        run_bounded(work, timeout=0.01, name="work", discard=late.put)
    gate.set()
    assert late.get(timeout=20.0) == "late"
