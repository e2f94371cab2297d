"""An error of this machine on its way out of a child process."""

from mock_interviewer.audio import errors
from mock_interviewer.audio.errors import MachineError


def rebuilt(kind: str, what: str, remedy: str, *, otherwise: type[MachineError]) -> MachineError:
    """Return the error that a child sent: the class ``kind`` of audio.errors, or ``otherwise``."""
    found = getattr(errors, kind, None)
    if isinstance(found, type) and issubclass(found, MachineError):
        return found(what, remedy)
    return otherwise(what, remedy)
