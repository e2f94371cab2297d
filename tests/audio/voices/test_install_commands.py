"""The installation of a speech library on each system."""

import platform
import shutil

import pytest

from mock_interviewer.audio.voices.system_voice import how_to_install_voices


@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("apt-get", "sudo apt-get install espeak-ng"),
        ("dnf", "sudo dnf install espeak-ng"),
        ("pacman", "sudo pacman -S espeak-ng"),
        ("brew", "brew install espeak-ng"),
    ],
)
def test_the_systems_own_package_manager_is_named(
    monkeypatch: pytest.MonkeyPatch, tool: str, command: str
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name == tool else None)
    assert command in how_to_install_voices()


def test_windows_has_voices_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Windows")
    assert "Settings" in how_to_install_voices()


def test_without_a_package_manager_the_download_page_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "https://" in how_to_install_voices()
