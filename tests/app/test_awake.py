"""The computer stays awake during a session, if it supports that."""

import logging
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rig.session_bus import COOKIE, DAEMON, ScreenSaver, SessionBus
from rig.wait import wait_until

from mock_interviewer.app import awake
from mock_interviewer.app.awake import keep_awake

CANNOT = "The computer cannot be kept awake here"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the system in Linux's way")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBus]:
    if shutil.which(DAEMON) is None:
        pytest.skip(f"a session bus needs {DAEMON}")
    with SessionBus(tmp_path) as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        yield made


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")


@pytest.fixture(autouse=True)
def _logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


@pytest.mark.rig
def test_sleep_is_inhibited_and_released_on_the_desktop(
    bus: SessionBus, caplog: pytest.LogCaptureFixture
) -> None:
    desktop = ScreenSaver(bus.address)
    try:
        with keep_awake() as kept:
            assert desktop.calls.get(timeout=20)[0] == "Inhibit"
            assert desktop.calls.empty()
        assert desktop.calls.get(timeout=20) == ("UnInhibit", (COOKIE,))
        wait_until(kept.wait, 20)
    finally:
        desktop.close()
    assert CANNOT not in caplog.text


@pytest.mark.rig
def test_an_immediate_release_leaves_no_inhibition(bus: SessionBus) -> None:
    desktop = ScreenSaver(bus.address)
    try:
        kept = keep_awake()
        kept.release()
        kept.release()
        wait_until(kept.wait, 20)
        asked = [desktop.calls.get(timeout=20)[0] for _ in range(2)]
    finally:
        desktop.close()
    assert asked == ["Inhibit", "UnInhibit"]


@pytest.mark.rig
@pytest.mark.parametrize("refuses", [True, False])
def test_an_unsupported_desktop_is_logged(
    bus: SessionBus, caplog: pytest.LogCaptureFixture, refuses: bool
) -> None:
    desktop = ScreenSaver(bus.address, refuses=True) if refuses else None
    try:
        kept = keep_awake()
        wait_until(kept.wait, 20)
    finally:
        if desktop is not None:
            desktop.close()
    assert CANNOT in caplog.text


@pytest.mark.usefixtures("nowhere")
def test_a_missing_desktop_is_logged_without_an_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with keep_awake() as kept:
        wait_until(kept.wait, 20)
    assert CANNOT in caplog.text


def test_a_failing_library_is_logged_without_an_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: list[object]) -> tuple[object, ...]:
        raise ImportError("no wakepy")

    monkeypatch.setattr(awake, "_modes", broken)
    with keep_awake() as kept:
        wait_until(kept.wait, 20)
    assert "Keeping the computer awake failed" in caplog.text


def test_the_caller_does_not_wait_for_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answers = threading.Event(), threading.Event()
    answered: list[bool] = []

    def slow(_: list[object]) -> tuple[object, ...]:
        asked.set()
        answered.append(answers.wait(20))
        return ()

    monkeypatch.setattr(awake, "_modes", slow)
    kept = keep_awake()
    assert asked.wait(20)
    kept.release()
    assert answered == []
    answers.set()
    wait_until(kept.wait, 20)
    assert answered == [True]
