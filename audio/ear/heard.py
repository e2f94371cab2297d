"""What is heard, and how sure it is that it is not the program's own voice."""

from enum import Enum, auto
from typing import NamedTuple

from mock_interviewer.audio.types import Samples


class Whose(Enum):
    """Whose sound it can be."""

    NOT_OURS = auto()
    """Nothing was played that could be heard in it."""
    SOMEBODY = auto()
    """It is louder than our own voice can be in it."""
    MAYBE_OURS = auto()
    """It is what an echo canceller left, which now and then lets our own voice through."""


class Heard(NamedTuple):
    """A block of sound at 16 kHz."""

    samples: Samples
    whose: Whose = Whose.NOT_OURS
