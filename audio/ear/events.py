"""What an ear tells; all times are seconds of ``time.monotonic``."""

from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.types import Samples


@dataclass(frozen=True)
class EarReady:
    """The first samples came, and whoever speaks is heard from now on."""


@dataclass(frozen=True)
class SpeechBegan:
    """Somebody began to speak; ``at`` is some 0.1 s before this can be told."""

    at: float


@dataclass(frozen=True)
class SpeechEnded:
    """Nobody speaks since ``at``, which is known 0.3 s later; told after each SpeechBegan."""

    at: float


@dataclass(frozen=True, eq=False)
class Utterance:
    """Somebody spoke from ``began`` to ``ended``, for a few seconds, between two silences.

    ``samples``: that at 16 kHz, with some silence on both sides.
    """

    samples: Samples
    began: float
    ended: float


@dataclass(frozen=True)
class EarLost:
    """Nothing is heard any more: the device ended, or there is no detector. The last event."""

    error: MachineError


EarEvent: TypeAlias = EarReady | SpeechBegan | SpeechEnded | Utterance | EarLost
