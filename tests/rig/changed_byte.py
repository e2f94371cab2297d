"""Copies of installed packages with one changed byte."""

import os
import shutil
from pathlib import Path

from mock_interviewer.audio.model_files import package_folder


def change_a_byte(path: Path) -> None:
    """Change the byte in the middle of a file; keep its length and its times."""
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(before.st_size // 2)
        byte = file.read(1)[0]
        file.seek(before.st_size // 2)
        file.write(bytes([byte ^ 1]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def with_a_changed_byte(site: Path, package: str, file: str) -> Path:
    """Lay out an installed package in ``site`` with a byte of ``file`` changed; return ``site``.

    All its other files lead to the installed ones.
    """
    installed = package_folder(package)
    assert installed is not None
    for path in installed.rglob("*"):
        inside = path.relative_to(installed)
        if path.is_file() and "__pycache__" not in inside.parts:
            copy = site / package / inside
            copy.parent.mkdir(parents=True, exist_ok=True)
            if str(inside) == file:
                shutil.copy2(path, copy)
                change_a_byte(copy)
            else:
                copy.symlink_to(path)
    return site
