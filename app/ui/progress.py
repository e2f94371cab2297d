"""What a session tells of itself many times a second."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Times are in seconds, None where that time does not run."""

    level: float | None = None
    """The latest peak in dBFS; None where no microphone is open."""
    recorded: float = 0.0
    """Kept so far of the present take."""
    thinking_left: float | None = None
    answer_over_in: float | None = None
    """Until the answer counts as over, of the wait's last two; None while that is not near."""
    going_on_in: float | None = None
    """Until the next question comes by itself."""
