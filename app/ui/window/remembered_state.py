"""The settings and the window geometry of the last run, read off the GUI thread."""

import logging
from dataclasses import dataclass

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import WINDOW
from mock_interviewer.app.data_folder.private_files import read_regular_file, write_private
from mock_interviewer.app.settings.file import LoadedSettings, SettingsFile

log = logging.getLogger(__name__)

_LONGEST = 4096


@dataclass(frozen=True)
class RememberedState:
    """The settings, and a text for ``geometry.restore_geometry``."""

    settings: LoadedSettings
    geometry: str


def read_remembered_state(data: DataFolder) -> RememberedState:
    """Read the settings and the window's geometry. Never fails."""
    return RememberedState(SettingsFile(data.settings_file).load(), _read_geometry(data))


def save_geometry(data: DataFolder, geometry: str) -> None:
    """Save the window's geometry; a folder that is not writable is ignored."""
    try:
        write_private(data.root / WINDOW.name, geometry.encode())
    except OSError:
        log.info("the window's place could not be kept", exc_info=True)


def _read_geometry(data: DataFolder) -> str:
    try:
        return read_regular_file(data.root / WINDOW.name, _LONGEST).decode("ascii", "ignore")
    except OSError:
        return ""
