"""The clocks of a session."""

from collections.abc import Callable

from mock_interviewer.app.interview.effects import Timer
from mock_interviewer.app.interview.timers import Cancel, Timers


class Clock:
    """Time that passes when told, for timers that never wait."""

    def __init__(self) -> None:
        self.now = 0.0
        self.due: list[tuple[float, Callable[[], None]]] = []
        self.fired: list[Timer] = []
        self.timers = Timers(self.later, self.fired.append, lambda: self.now)

    def later(self, seconds: float, then: Callable[[], None]) -> Cancel:
        entry = (self.now + seconds, then)
        self.due.append(entry)
        return lambda: self.due.remove(entry)

    def pass_(self, seconds: float) -> None:
        end = self.now + seconds
        while ready := sorted((d for d in self.due if d[0] <= end), key=lambda d: d[0])[:1]:
            self.due.remove(ready[0])
            self.now = ready[0][0]
            ready[0][1]()
        self.now = end


def test_a_timer_fires_once_after_its_seconds() -> None:
    clock = Clock()
    clock.timers.start(Timer.THINK, 5.0)
    clock.pass_(4.9)
    assert not clock.fired
    clock.pass_(10.0)
    assert clock.fired == [Timer.THINK]


def test_the_time_of_a_pause_does_not_count() -> None:
    clock = Clock()
    clock.timers.start(Timer.LIMIT, 5.0)
    clock.pass_(2.0)
    clock.timers.pause(Timer.LIMIT)
    clock.pass_(100.0)
    assert clock.timers.left(Timer.LIMIT) == 3.0
    clock.timers.resume(Timer.LIMIT)
    clock.pass_(2.9)
    assert not clock.fired
    clock.pass_(0.2)
    assert clock.fired == [Timer.LIMIT]


def test_a_stopped_timer_never_fires() -> None:
    clock = Clock()
    clock.timers.start(Timer.LIMIT, 5.0)
    clock.timers.stop(Timer.LIMIT)
    clock.pass_(10.0)
    assert not clock.fired
    assert clock.timers.left(Timer.LIMIT) is None


def test_starting_again_forgets_the_first_start() -> None:
    clock = Clock()
    clock.timers.start(Timer.THINK, 5.0)
    clock.pass_(4.0)
    clock.timers.start(Timer.THINK, 5.0)
    clock.pass_(4.0)
    assert not clock.fired


def test_no_limit_means_that_nothing_fires() -> None:
    clock = Clock()
    clock.timers.start(Timer.LIMIT, 0.0)
    clock.pass_(1e6)
    assert not clock.fired
