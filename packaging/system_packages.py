"""Installing system packages: which manager, with which rights, and what to say when it fails.

Pure standard library: this runs before anything is installed.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from system_parts import Part, missing

Finder = Callable[[str], str | None]


class SetupError(Exception):
    """The set-up cannot go on; ``str()`` is a plain sentence, or two, that says what to do."""


@dataclass(frozen=True)
class Manager:
    """A package manager and the commands that make it work without asking anything."""

    name: str
    program: str
    install: tuple[str, ...]
    refresh: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    as_root: bool = True


MANAGERS = (
    Manager(
        "apt",
        "apt-get",
        install=(
            "apt-get",
            "install",
            "--yes",
            "--quiet",
            "--no-install-recommends",
            "-o=Dpkg::Options::=--force-confdef",
            "-o=Dpkg::Options::=--force-confold",
            "-o=DPkg::Lock::Timeout=120",
        ),
        refresh=("apt-get", "update", "--quiet"),
        environment={"DEBIAN_FRONTEND": "noninteractive"},
    ),
    Manager(
        "dnf",
        "dnf",
        install=("dnf", "install", "--assumeyes", "--setopt=install_weak_deps=False"),
    ),
    Manager("pacman", "pacman", install=("pacman", "--sync", "--needed", "--noconfirm")),
    Manager("brew", "brew", install=("brew", "install"), as_root=False),
)


def find_manager(finder: Finder = shutil.which) -> Manager | None:
    """Return this system's package manager, or None where it has none that we know."""
    return next((manager for manager in MANAGERS if finder(manager.program)), None)


def packages_of(parts: Iterable[Part], manager: Manager) -> list[str]:
    """Return the packages that bring ``parts``, each once, in order.

    Raises SetupError naming a part that the manager has no package for.
    """
    names: dict[str, None] = {}
    for part in parts:
        if manager.name not in part.packages:
            raise SetupError(
                f"{part.name} is missing ({part.purpose}) and {manager.program} has no package "
                "for it that we know. Install it and run this again."
            )
        names[part.packages[manager.name]] = None
    return list(names)


def needs_in_words(parts: Sequence[Part], manager: Manager) -> str:
    """Return lines that say which packages are needed, and for what."""
    purposes = dict.fromkeys(part.purpose for part in parts)
    lines = ["This system lacks what Mock Interviewer needs for"]
    for purpose in purposes:
        names = packages_of((part for part in parts if part.purpose == purpose), manager)
        lines.append(f"  {purpose}: {' '.join(names)}")
    return "\n".join(lines)


def sudo_works_silently() -> bool:
    """Return whether sudo works without a password."""
    done = subprocess.run(
        ["sudo", "-n", "true"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def rights(
    manager: Manager,
    *,
    user: int,
    terminal: bool,
    finder: Finder = shutil.which,
    silent_sudo: Callable[[], bool] = sudo_works_silently,
) -> tuple[str, ...] | None:
    """Return what to put before a command so that it may install, or None if nothing would do.

    ``terminal`` tells whether a person is there to type a password.
    """
    if user == 0 or not manager.as_root:
        return ()
    if not finder("sudo"):
        return None
    if silent_sudo():
        return ("sudo", "-n")
    return ("sudo",) if terminal else None


def _with_environment(manager: Manager, prefix: Sequence[str], command: Sequence[str]) -> list[str]:
    settings = [f"{name}={value}" for name, value in manager.environment.items()]
    return [*prefix, *(["env", *settings] if settings else []), *command]


def command_for_a_person(manager: Manager, packages: Sequence[str], *, sudo: bool) -> str:
    """Return the one command that a person would type, with ``sudo`` where it takes that."""
    prefix = "sudo " if sudo and manager.as_root else ""
    steps = [[manager.program, "update"]] if manager.refresh else []
    steps.append([*manager.install[:2], *packages])
    return " && ".join(prefix + shlex.join(step) for step in steps)


@dataclass(frozen=True)
class Cause:
    """Why a command failed, in ``words``, and what it prints when that is why."""

    signs: tuple[str, ...]
    words: str


def explain(output: str, causes: Iterable[Cause]) -> str:
    """Return the words of the first of ``causes`` that ``output`` shows, or its last line."""
    for cause in causes:
        if any(sign in output for sign in cause.signs):
            return cause.words
    said = [line.strip() for line in output.splitlines() if line.strip()]
    return f"it said: {said[-1]}" if said else "it gave no reason."


_FAILURES = (
    Cause(
        ("No space left on device", "have enough free space", "Disk quota exceeded"),
        "the disk is full.",
    ),
    Cause(
        ("Could not get lock", "unable to lock database"),
        "another program is installing packages. Let it finish and run this again.",
    ),
    Cause(
        (
            "Temporary failure resolving",
            "Could not resolve",
            "Could not connect",
            "Network is unreachable",
            "Failed to fetch",
            "Unable to locate package",
            "Failed to download metadata",
            "failed retrieving file",
        ),
        "the packages cannot be reached. Check the network and run this again.",
    ),
)


def run_showing(command: Sequence[str], *, show: bool) -> tuple[int, str]:
    """Run ``command`` and return its status and what it printed.

    With ``show`` its standard output goes to the terminal instead, so that a person sees progress;
    errors are always kept.
    """
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=None if show else subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, f"{done.stdout or ''}\n{done.stderr}"


def install(parts: Sequence[Part]) -> None:
    """Install what ``parts`` need, saying what and why. Raises SetupError."""
    manager = find_manager()
    if manager is None:
        names = ", ".join(f"{part.name} ({part.purpose})" for part in parts)
        raise SetupError(
            "This system has no package manager that we know (apt, dnf, pacman or brew). "
            f"Install these and run this again: {names}."
        )
    packages = packages_of(parts, manager)
    print(needs_in_words(parts, manager), flush=True)
    user = os.geteuid()
    sudo = user != 0 and shutil.which("sudo") is not None
    by_hand = command_for_a_person(manager, packages, sudo=sudo)
    prefix = rights(manager, user=user, terminal=sys.stdin.isatty())
    if prefix is None:
        who = "Run this" if sudo else "Run this as root"
        raise SetupError(
            f"Installing them takes rights that you do not have here. {who}, then try again:\n"
            f"  {by_hand}"
        )
    show = sys.stdout.isatty()
    print(f"Installing them with {manager.program}.", flush=True)
    output = ""
    if manager.refresh:
        _, output = run_showing(_with_environment(manager, prefix, manager.refresh), show=show)
    command = _with_environment(manager, prefix, [*manager.install, *packages])
    status, said = run_showing(command, show=show)
    if status != 0:
        cause = explain(output + said, _FAILURES)
        raise SetupError(
            f"{manager.program} could not install them: {cause} To see more:\n  {by_hand}"
        )
    still = missing(parts)
    if still:
        names = ", ".join(f"{part.name} ({part.purpose})" for part in still)
        raise SetupError(f"{manager.program} succeeded, yet this is still missing: {names}.")
