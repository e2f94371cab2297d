import queue
import threading

import pytest

from mock_interviewer.audio.processes.bounded_call import CallTimeoutError, run_bounded


def test_the_result_comes_back() -> None:
    assert run_bounded(lambda: 7, timeout=20.0, name="work") == 7


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        run_bounded(lambda: 1 // 0, timeout=20.0, name="work")


def test_a_call_that_does_not_come_back_is_left_behind() -> None:
    gate = threading.Event()
    with pytest.raises(CallTimeoutError, match="work did not return"):
        run_bounded(gate.wait, timeout=0.01, name="work")
    gate.set()


def test_a_result_that_comes_too_late_is_given_to_discard() -> None:
    gate = threading.Event()
    late: queue.SimpleQueue[str] = queue.SimpleQueue()

    def work() -> str:
        gate.wait()
        return "late"

    with pytest.raises(CallTimeoutError):
        run_bounded(work, timeout=0.01, name="work", discard=late.put)
    gate.set()
    assert late.get(timeout=20.0) == "late"
