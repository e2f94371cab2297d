import socket
from pathlib import Path

import pytest

from mock_interviewer.app.display_check import screen_problem


def why(environment: dict[str, str], platform: str = "linux") -> str | None:
    problem = screen_problem(environment, platform)
    return None if problem is None else problem.what


def test_without_a_display_variable_there_is_no_screen() -> None:
    assert why({}) == "There is no screen here, so no window can be shown."


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_always_have_a_screen(platform: str) -> None:
    assert why({}, platform) is None


def test_a_platform_chosen_for_qt_counts_as_a_screen() -> None:
    assert why({"QT_QPA_PLATFORM": "offscreen"}) is None


def test_a_display_that_does_not_respond_is_named() -> None:
    assert (
        why({"DISPLAY": ":4095"}) == "The screen :4095 isn't responding, so no window can be shown."
    )


def test_a_compositor_that_does_not_respond_is_named(tmp_path: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert why(environment) == "The screen wayland-0 isn't responding, so no window can be shown."


def test_a_compositor_that_accepts_connections_is_a_screen(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-0"))
        compositor.listen()
        environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert why(environment) is None
