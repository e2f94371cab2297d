"""Fixtures that start the rig."""

from collections.abc import Iterator

import pytest
from rig.pulse import PulseRig, missing_tools
from rig.wait import wait_until

from mock_interviewer.audio import portaudio


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseRig]:
    """Return a running rig that this process uses, and its children by inheritance."""
    missing = missing_tools()
    if missing:
        pytest.skip(f"the virtual microphone needs {', '.join(missing)}")
    with PulseRig() as rig:
        for name, value in rig.variables.items():
            monkeypatch.setenv(name, value)
        wait_until(portaudio.reinitialise, 10.0, what="no stream of an earlier test is open")
        yield rig
