"""Fixtures that start the rig; a test that has one runs alone."""

from collections.abc import Iterator

import pytest
from rig import xvfb
from rig.pulse import PulseRig, missing_tools
from rig.wait import wait_until
from rig.xvfb import Screen

from mock_interviewer.audio.devices import portaudio_library


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what hears or sees in its own time, before anything is chosen by its marks."""
    for item in items:
        if {"pulse", "screen"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.alone)


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseRig]:
    """Return a running rig that this process uses, and its children by inheritance."""
    missing = missing_tools()
    if missing:
        pytest.skip(f"the virtual microphone needs {', '.join(missing)}")
    with PulseRig() as rig:
        for name, value in rig.variables.items():
            monkeypatch.setenv(name, value)
        wait_until(
            portaudio_library.reinitialize, 10.0, what="no stream of an earlier test is open"
        )
        yield rig


@pytest.fixture
def screen() -> Iterator[Screen]:
    """Return a screen of the test's own."""
    missing = xvfb.missing_tools()
    if missing:
        pytest.skip(f"the virtual screen needs {', '.join(missing)}")
    with Screen() as shown:
        yield shown
