"""Fixtures that start the rig; a test that uses one runs alone."""

from collections.abc import Iterator

import pytest
from rig import xvfb
from rig.pulse import PulseRig, missing_tools
from rig.wait import wait_until
from rig.xvfb import Screen

from mock_interviewer.audio.devices import portaudio_library


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests that use sound or screen, before tests are selected by marks."""
    for item in items:
        if {"pulse", "screen"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.alone)


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseRig]:
    """Return a running rig that this process and its children use."""
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
    """Return a private screen."""
    missing = xvfb.missing_tools()
    if missing:
        pytest.skip(f"the virtual screen needs {', '.join(missing)}")
    with Screen() as shown:
        yield shown
