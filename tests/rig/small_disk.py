"""A small disk for a test that can be filled or made read-only."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """A file system mounted at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / "ballast"

    def fill(self) -> None:
        """Leave not one byte free."""
        with self._ballast.open("ab", buffering=0) as file:
            for size in (65536, 4096, 1):
                block = bytes(size)
                try:
                    while file.write(block):
                        pass
                except OSError:
                    continue

    def make_room(self) -> None:
        """Undo ``fill``."""
        self._ballast.unlink()

    def make_read_only(self) -> None:
        """Reject every write, even by root; no file may be open for writing."""
        _run("mount", "-o", "remount,ro", str(self.path))

    def make_writable(self) -> None:
        """Undo ``make_read_only``."""
        _run("mount", "-o", "remount,rw", str(self.path))


@contextmanager
def small_disk(path: Path, *, kilobytes: int = 2048) -> Iterator[SmallDisk]:
    """Mount a small disk at the folder ``path``; skips the test where mounting is not allowed."""
    _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(path))
    try:
        yield SmallDisk(path)
    finally:
        _run("umount", str(path))


@contextmanager
def read_only_folder(path: Path) -> Iterator[None]:
    """Make ``path`` read-only while the block runs, even if its disk is in use."""
    _mount("--bind", str(path), str(path))
    try:
        _run("mount", "-o", "remount,ro,bind", str(path))
        yield
    finally:
        _run("umount", str(path))


@contextmanager
def mounted_folder(path: Path) -> Iterator[None]:
    """Make a folder a mount point while the block runs, so that it cannot be renamed."""
    _mount("--bind", str(path), str(path))
    try:
        yield
    finally:
        _run("umount", str(path))


@contextmanager
def unreadable_file(path: Path) -> Iterator[None]:
    """Make a file unreadable while the block runs, as on a failing disk."""
    # The process's own memory, in which nothing is mapped at the start.
    _mount("--bind", f"/proc/{os.getpid()}/mem", str(path))
    try:
        yield
    finally:
        _run("umount", str(path))


def _mount(*arguments: str) -> None:
    if shutil.which("mount") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("mounting needs root")
    try:
        _run("mount", *arguments)
    except subprocess.CalledProcessError as error:
        pytest.skip(f"mounting is not allowed here: {error.stderr.strip()}")


def _run(*command: str) -> None:
    program = shutil.which(command[0])
    assert program is not None
    subprocess.run([program, *command[1:]], check=True, capture_output=True, text=True)
