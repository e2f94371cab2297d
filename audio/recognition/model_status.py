"""Where a speech model stands."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from mock_interviewer.audio.recognition.catalogue import Model


class ModelState(StrEnum):
    """What can be said of a model without reading all of it."""

    READY = "ready"
    TO_ASSEMBLE = "to assemble"
    """Its packages are installed; it is laid out in the data folder when it is first used."""
    DAMAGED = "damaged"
    MISSING = "missing"
    """The package that brings it is not installed, or not with all its files."""
    AVAILABLE = "not downloaded"
    """A hub has it; nothing of it can be used here yet."""


@dataclass(frozen=True)
class ModelStatus:
    """One line of the list of models. ``path`` is where it is, or will be.

    ``in_package``: what is damaged lies in a package of the program or in a folder of models, so
    that we cannot mend it. ``remedy`` is then, and for a missing one, a sentence that says what to
    do.
    """

    model: Model
    state: ModelState
    path: Path
    detail: str = ""
    in_package: bool = False
    remedy: str = ""

    def __str__(self) -> str:
        """Say in a few words where the model stands."""
        match self.state:
            case ModelState.READY:
                return f"ready in {self.path}"
            case ModelState.TO_ASSEMBLE:
                return "ready to be laid out when it is first used"
            case ModelState.AVAILABLE:
                return f"can be downloaded{self.detail and f'; {self.detail}'}"
            case ModelState.DAMAGED | ModelState.MISSING:
                return f"{self.state}: {self.detail}"
