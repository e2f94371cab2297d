import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import system_packages
from system_packages import (
    MANAGERS,
    Cause,
    SetupError,
    command_for_a_person,
    explain,
    find_manager,
    install,
    needs_in_words,
    packages_of,
    rights,
    run_showing,
)
from system_parts import Part

APT, DNF, PACMAN, BREW = MANAGERS


def part(name: str, purpose: str = "the window", present: bool = False, **packages: str) -> Part:
    return Part(name, purpose, lambda: present, packages)


@pytest.mark.parametrize("manager", MANAGERS, ids=lambda manager: manager.name)
def test_the_installed_package_manager_is_found(manager: system_packages.Manager) -> None:
    found = find_manager(lambda program: program if program == manager.program else None)
    assert found is manager


def test_without_a_package_manager_none_is_found() -> None:
    assert find_manager(lambda _program: None) is None


def test_a_package_with_two_components_is_installed_once() -> None:
    parts = [part("a", dnf="libxcb"), part("b", dnf="fontconfig"), part("c", dnf="libxcb")]
    assert packages_of(parts, DNF) == ["libxcb", "fontconfig"]


def test_a_component_without_a_package_is_named_with_its_purpose() -> None:
    with pytest.raises(SetupError, match=r"^ensurepip is missing \(the window\) and dnf has no"):
        packages_of([part("ensurepip", apt="python3-venv")], DNF)


def test_requirements_are_described_by_their_purpose() -> None:
    parts = [
        part("libEGL", "the window", apt="libegl1"),
        part("libportaudio", "the microphone", apt="libportaudio2"),
        part("libGL", "the window", apt="libgl1"),
    ]
    assert needs_in_words(parts, APT).splitlines()[1:] == [
        "  the window: libegl1 libgl1",
        "  the microphone: libportaudio2",
    ]


def finder(*programs: str) -> Callable[[str], str | None]:
    return lambda name: name if name in programs else None


def test_root_installs_directly() -> None:
    assert rights(APT, user=0, terminal=False, finder=finder()) == ()


def test_brew_is_never_run_with_sudo() -> None:
    assert rights(BREW, user=1000, terminal=True, finder=finder("sudo")) == ()


def test_sudo_without_a_password_needs_no_terminal() -> None:
    prefix = rights(APT, user=1000, terminal=False, finder=finder("sudo"), silent_sudo=lambda: True)
    assert prefix == ("sudo", "-n")


def test_sudo_may_ask_for_a_password_only_in_a_terminal() -> None:
    asked = {
        terminal: rights(
            APT, user=1000, terminal=terminal, finder=finder("sudo"), silent_sudo=lambda: False
        )
        for terminal in (True, False)
    }
    assert asked == {True: ("sudo",), False: None}


def test_without_sudo_nothing_can_be_installed() -> None:
    assert rights(APT, user=1000, terminal=True, finder=finder()) is None


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        (APT, "sudo apt-get update && sudo apt-get install a b"),
        (DNF, "sudo dnf install a b"),
        (PACMAN, "sudo pacman --sync a b"),
        (BREW, "brew install a b"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_the_printed_command_is_one_line(manager: system_packages.Manager, command: str) -> None:
    assert command_for_a_person(manager, ["a", "b"], sudo=True) == command


def test_the_command_for_root_has_no_sudo() -> None:
    assert command_for_a_person(DNF, ["a"], sudo=False) == "dnf install a"


CAUSES = (Cause(("disk",), "the disk is full."), Cause(("net", "host"), "no network."))


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("E: the disk\nE: net", "the disk is full."),
        ("E: no host", "no network."),
        ("first\nE: something else\n\n", "it said: E: something else"),
        ("", "it gave no reason."),
    ],
)
def test_a_failure_is_explained_by_the_output(output: str, words: str) -> None:
    assert explain(output, CAUSES) == words


def test_commands_run_without_input_and_their_output_is_kept() -> None:
    code = "import sys; print(repr(sys.stdin.read())); print('bad', file=sys.stderr); sys.exit(3)"
    status, said = run_showing([sys.executable, "-c", code], show=False)
    assert (status, said.split()) == (3, ["''", "bad"])


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a fake apt-get on an otherwise empty PATH, as for root."""

    def place(body: str) -> Path:
        log = tmp_path / "calls"
        script = tmp_path / "apt-get"
        script.write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >>{log}\n{body}\n')
        script.chmod(0o700)
        return log

    env = tmp_path / "env"
    env.symlink_to("/usr/bin/env")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return place


def test_apt_runs_without_prompts(apt: Callable[[str], Path], tmp_path: Path) -> None:
    log = apt(f': >"{tmp_path}/$1"')
    library = Part("libx", "x", (tmp_path / "install").exists, {"apt": "libx1"})
    install([library])
    update, put_in = log.read_text().splitlines()
    assert update.split()[:2] == ["noninteractive", "update"]
    assert put_in.split()[:3] == ["noninteractive", "install", "--yes"]
    assert put_in.split()[-1] == "libx1"


def test_a_failed_installation_says_why_and_what_to_run(apt: Callable[[str], Path]) -> None:
    apt("echo 'E: Temporary failure resolving deb.example' >&2; exit 100")
    with pytest.raises(SetupError) as caught:
        install([part("libx", apt="libx1")])
    assert str(caught.value) == (
        "apt-get could not install them: the packages cannot be reached. Check the network and "
        "run this again. To see more:\n  apt-get update && apt-get install libx1"
    )


def test_a_component_still_missing_after_success_is_named(apt: Callable[[str], Path]) -> None:
    apt("exit 0")
    with pytest.raises(SetupError, match=r"still missing: libx \(the window\)"):
        install([part("libx", apt="libx1")])


def test_without_permission_the_command_is_printed(
    apt: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = apt("exit 0")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError) as caught:
        install([part("libx", apt="libx1")])
    assert str(caught.value).endswith(
        "Run this as root, then try again:\n  apt-get update && apt-get install libx1"
    )
    assert not log.exists()


def test_without_a_known_manager_the_components_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match=r"no package manager .* libx \(the window\)\.$"):
        install([part("libx", apt="libx1")])
