"""The timers of a session, on monotonic time."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from mock_interviewer.app.callback_types import Cancel, Later
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer


@dataclass
class _Running:
    total: float
    left: float
    since: float
    """Monotonic seconds when it was last started or resumed."""
    cancel: Cancel | None
    """None while it is paused."""


class SessionTimers:
    """Named timers. Call every method on the owning thread; ``fired`` is called there too."""

    def __init__(
        self,
        later: Later,
        fired: Callable[[SessionTimer], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._later = later
        self._fired = fired
        self._clock = clock
        self._timers: dict[SessionTimer, _Running] = {}

    def carry_out(self, effect: SessionEffect) -> None:
        """Carry out an effect on a timer; ignore other effects."""
        match effect:
            case ef.StartTimer(timer, seconds):
                self.start(timer, seconds)
            case ef.PauseTimer(timer):
                self.pause(timer)
            case ef.ResumeTimer(timer):
                self.resume(timer)
            case ef.StopTimer(timer):
                self.stop(timer)

    def start(self, timer: SessionTimer, seconds: float) -> None:
        """Start or restart a timer; with 0 seconds or less, it never fires."""
        self.stop(timer)
        if seconds > 0:
            self._timers[timer] = _Running(seconds, seconds, 0.0, None)
            self.resume(timer)

    def pause(self, timer: SessionTimer) -> None:
        """Pause a timer, if it is running."""
        running = self._timers.get(timer)
        if running is None or running.cancel is None:
            return
        running.cancel()
        running.cancel = None
        running.left -= self._clock() - running.since

    def resume(self, timer: SessionTimer) -> None:
        """Resume a timer, if it is paused."""
        running = self._timers.get(timer)
        if running is None or running.cancel is not None:
            return
        running.since = self._clock()
        running.cancel = self._later(max(running.left, 0.0), lambda: self._fire(timer))

    def stop(self, timer: SessionTimer) -> None:
        """Cancel a timer, if there is one."""
        running = self._timers.pop(timer, None)
        if running is not None and running.cancel is not None:
            running.cancel()

    def stop_all(self) -> None:
        """Cancel every timer."""
        for timer in tuple(self._timers):
            self.stop(timer)

    def left(self, timer: SessionTimer) -> float | None:
        """Return the seconds left, or None if there is no such timer."""
        running = self._timers.get(timer)
        if running is None:
            return None
        elapsed = self._clock() - running.since if running.cancel is not None else 0.0
        return max(running.left - elapsed, 0.0)

    def _fire(self, timer: SessionTimer) -> None:
        del self._timers[timer]
        self._fired(timer)
