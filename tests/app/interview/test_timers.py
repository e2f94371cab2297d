"""The clocks of a session."""

from rig.told_time import ToldTime

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.effects import Timer
from mock_interviewer.app.interview.timers import Timers


class Clock(ToldTime):
    """Told time, and the timers that go by it."""

    def __init__(self) -> None:
        super().__init__()
        self.fired: list[Timer] = []
        self.timers = Timers(self.later, self.fired.append, lambda: self.now)


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


def test_what_a_session_wants_of_its_clocks_is_done() -> None:
    clock = Clock()
    clock.timers.carry_out(ef.StartTimer(Timer.LIMIT, 5.0))
    clock.timers.carry_out(ef.PauseTimer(Timer.LIMIT))
    clock.pass_(10.0)
    clock.timers.carry_out(ef.ResumeTimer(Timer.LIMIT))
    clock.timers.carry_out(ef.StartTimer(Timer.THINK, 2.0))
    clock.timers.carry_out(ef.StopTimer(Timer.THINK))
    clock.timers.carry_out(ef.Hush())
    clock.pass_(5.0)
    assert clock.fired == [Timer.LIMIT]
