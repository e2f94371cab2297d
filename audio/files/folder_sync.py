"""Syncing of a folder to the disk, so that a new or renamed entry survives a power cut."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make a new or renamed entry of ``folder`` survive a power cut, if the system supports it.

    Raises OSError.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
