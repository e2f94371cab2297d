"""Cyclic garbage dies between two tests, on the main thread, as the window lets it die.

Qt objects may not die on another thread, where Python would collect them now and then.
"""

import gc


def pytest_configure() -> None:
    """Collect nothing while a test runs."""
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """Collect what the test and its fixtures left: nothing older is looked at again."""
    gc.collect(1)


def pytest_unconfigure() -> None:
    """Let Python collect where it likes again."""
    gc.enable()
