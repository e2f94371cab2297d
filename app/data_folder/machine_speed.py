"""The measured speed of this machine, kept in the data folder."""

import json
import logging
from dataclasses import asdict, dataclass

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import MACHINE_SPEED
from mock_interviewer.app.data_folder.private_files import (
    make_private_folder,
    read_regular_file,
    write_private,
)
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement

log = logging.getLogger(__name__)

_LONGEST = 4096


@dataclass(frozen=True)
class MachineSpeed:
    """A measurement, and whether its recommendation was ``shown``, which happens once."""

    machine: MachineMeasurement
    shown: bool = False


def read_machine_speed(data: DataFolder) -> MachineSpeed | None:
    """Return the measurement; None if there is none, or it cannot be read."""
    try:
        said = json.loads(read_regular_file(data.root / MACHINE_SPEED.name, _LONGEST))
        machine = MachineMeasurement(
            model=str(said["model"]),
            seconds=float(said["seconds"]),
            cores=int(said["cores"]),
            memory=int(said["memory"]),
        )
        return MachineSpeed(machine, shown=said["told"] is True)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        log.warning("the measured speed of this machine cannot be read", exc_info=True)
        return None


def write_machine_speed(data: DataFolder, measured: MachineSpeed) -> bool:
    """Save a measurement; return False if it cannot be saved, since it can be repeated anytime."""
    said = asdict(measured.machine) | {"told": measured.shown}
    try:
        make_private_folder(data.root)
        write_private(data.root / MACHINE_SPEED.name, json.dumps(said, indent=2).encode() + b"\n")
    except OSError:
        log.warning("the measured speed of this machine cannot be saved", exc_info=True)
        return False
    return True
