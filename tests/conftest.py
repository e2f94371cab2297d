"""What holds for every test: nothing is left running, and nothing of the person's is touched."""

import itertools
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, settings
from rig.processes import living_descendants

pytest_plugins = ["rig.fixtures", "rig.garbage", "rig.required", "rig.zone"]

# Clocks on the wall, by which a deadline and the health check go, are delayed by other tests beside
# this one. What has to be quick has a test of its own that says how quick. The examples are the
# same each time; other ones are tried by --hypothesis-profile=exploring.
settings.register_profile(
    "beside others",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
settings.register_profile(
    "exploring", settings.get_profile("beside others"), derandomize=False, max_examples=1_000
)
settings.load_profile("beside others")

_ENDING = 10.0
"""Seconds in which what was told to end may do so, on a machine that is busy: few take any."""


def _describe(pid: int) -> str:
    try:
        return f"{pid} {' '.join(psutil.Process(pid).cmdline())}"
    except psutil.NoSuchProcess:
        return str(pid)


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a process behind it."""
    threads = set(threading.enumerate())
    processes = living_descendants()
    yield
    deadline = time.monotonic() + _ENDING
    left = [thread for thread in threading.enumerate() if thread not in threads]
    for thread in left:
        thread.join(timeout=max(0.0, deadline - time.monotonic()))
    names = sorted(thread.name for thread in left if thread.is_alive())
    assert not names, f"threads left running: {names}"
    while (left_running := living_descendants() - processes) and time.monotonic() < deadline:
        time.sleep(0.01)
    found = [_describe(pid) for pid in left_running]
    assert not found, f"processes left running: {found}"


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return names for folders of a test's own, one after another, in a folder of their own."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Point every place where a program keeps things at an empty folder of this test."""
    home = next(_homes)
    home.mkdir()
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture
def speech_folder() -> Path:
    """Return the folder of human speech and noise; skip where the machine has none."""
    named = os.environ.get("MOCK_INTERVIEWER_SPEECH")
    if not named:
        pytest.skip("MOCK_INTERVIEWER_SPEECH names no folder of human speech")
    folder = Path(named)
    if not folder.is_dir():
        pytest.skip(f"MOCK_INTERVIEWER_SPEECH names {folder}, which is not there")
    return folder
