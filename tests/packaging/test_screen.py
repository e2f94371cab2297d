import socket
from pathlib import Path

import pytest
from screen import wayland_answers, why_no_screen


def test_without_a_screen_named_there_is_none() -> None:
    assert why_no_screen({}, "linux") == "neither DISPLAY nor WAYLAND_DISPLAY is set"


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_always_have_a_screen(platform: str) -> None:
    assert why_no_screen({}, platform) is None


def test_a_platform_chosen_for_qt_counts_as_a_screen() -> None:
    assert why_no_screen({"QT_QPA_PLATFORM": "offscreen"}, "linux") is None


def test_a_display_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4095")
    reason = why_no_screen({"DISPLAY": ":4095"}, "linux")
    assert reason == "the screen that DISPLAY names (:4095) does not answer"


def test_a_compositor_that_does_not_answer_is_named(tmp_path: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    reason = why_no_screen(environment, "linux")
    assert reason == "the screen that WAYLAND_DISPLAY names (wayland-0) does not answer"


def test_a_compositor_that_takes_connections_is_a_screen(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-0"))
        compositor.listen()
        assert wayland_answers("wayland-0", str(tmp_path))
