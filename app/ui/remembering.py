"""What the window is made from: the settings, and where it was. Read off the GUI thread."""

import logging
from dataclasses import dataclass

from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.private_files import read_ordinary, write_private
from mock_interviewer.app.settings.file import Loaded, SettingsFile

log = logging.getLogger(__name__)

GEOMETRY = "window.txt"
_LONGEST = 4096


@dataclass(frozen=True)
class Remembered:
    """The settings, and a text for ``geometry.put_back``."""

    settings: Loaded
    geometry: str


def remembered(data: DataFolder) -> Remembered:
    """Read the settings, and where the window was; never fails."""
    return Remembered(SettingsFile(data.settings_file).load(), _read_geometry(data))


def save_geometry(data: DataFolder, geometry: str) -> None:
    """Keep where the window was; a folder that cannot be written is no reason to complain."""
    try:
        write_private(data.root / GEOMETRY, geometry.encode())
    except OSError:
        log.info("the window's place could not be kept", exc_info=True)


def _read_geometry(data: DataFolder) -> str:
    try:
        return read_ordinary(data.root / GEOMETRY, _LONGEST).decode("ascii", "ignore")
    except OSError:
        return ""
