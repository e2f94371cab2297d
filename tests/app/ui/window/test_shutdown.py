import threading
import time

from mock_interviewer.app.ui.window.shutdown import SHUTDOWN_SECONDS, close_in_parallel


def test_steps_run_beside_each_other() -> None:
    meet = threading.Barrier(2, timeout=30.0)
    assert close_in_parallel([("one", meet.wait), ("two", meet.wait)], time.monotonic() + 30.0)


def test_a_step_that_hangs_is_left_behind() -> None:
    hangs = threading.Event()
    begun = time.monotonic()
    done = close_in_parallel([("hangs", hangs.wait), ("quick", lambda: None)], begun + 0.05)
    took = time.monotonic() - begun
    hangs.set()
    assert not done
    assert took < 5 * SHUTDOWN_SECONDS


def test_a_step_that_breaks_keeps_no_other_from_running() -> None:
    ran = threading.Event()

    def broken() -> None:
        raise ValueError("broken")

    assert close_in_parallel([("broken", broken), ("other", ran.set)], time.monotonic() + 30.0)
    assert ran.is_set()
