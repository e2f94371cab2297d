"""Time zones for tests."""

import time
from collections.abc import Iterator

import pytest


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the time zone to Berlin, which has daylight saving time."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone for one process")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
