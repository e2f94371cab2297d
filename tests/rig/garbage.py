"""Cyclic garbage is collected between two tests, on the main thread, as in the window.

Qt objects may not die on another thread, where Python would collect them now and then.
"""

import gc


def pytest_configure() -> None:
    """Collect nothing while a test runs."""
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """Collect the garbage of the test and its fixtures; older objects are not scanned again."""
    gc.collect(1)


def pytest_unconfigure() -> None:
    """Restore automatic collection."""
    gc.enable()
