"""The clocks of a session."""

from rig.told_time import ToldTime

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.effects import SessionTimer
from mock_interviewer.app.interview.timers import SessionTimers


class Clock(ToldTime):
    """Told time, and the timers that go by it."""

    def __init__(self) -> None:
        super().__init__()
        self.fired: list[SessionTimer] = []
        self.timers = SessionTimers(self.later, self.fired.append, lambda: self.now)


def test_a_timer_fires_once_after_its_seconds() -> None:
    clock = Clock()
    clock.timers.start(SessionTimer.THINK, 5.0)
    clock.pass_(4.9)
    assert not clock.fired
    clock.pass_(10.0)
    assert clock.fired == [SessionTimer.THINK]


def test_the_time_of_a_pause_does_not_count() -> None:
    clock = Clock()
    clock.timers.start(SessionTimer.LIMIT, 5.0)
    clock.pass_(2.0)
    clock.timers.pause(SessionTimer.LIMIT)
    clock.pass_(100.0)
    assert clock.timers.left(SessionTimer.LIMIT) == 3.0
    clock.timers.resume(SessionTimer.LIMIT)
    clock.pass_(2.9)
    assert not clock.fired
    clock.pass_(0.2)
    assert clock.fired == [SessionTimer.LIMIT]


def test_a_stopped_timer_never_fires() -> None:
    clock = Clock()
    clock.timers.start(SessionTimer.LIMIT, 5.0)
    clock.timers.stop(SessionTimer.LIMIT)
    clock.pass_(10.0)
    assert not clock.fired
    assert clock.timers.left(SessionTimer.LIMIT) is None


def test_starting_again_forgets_the_first_start() -> None:
    clock = Clock()
    clock.timers.start(SessionTimer.THINK, 5.0)
    clock.pass_(4.0)
    clock.timers.start(SessionTimer.THINK, 5.0)
    clock.pass_(4.0)
    assert not clock.fired


def test_no_limit_means_that_nothing_fires() -> None:
    clock = Clock()
    clock.timers.start(SessionTimer.LIMIT, 0.0)
    clock.pass_(1e6)
    assert not clock.fired


def test_what_a_session_wants_of_its_clocks_is_done() -> None:
    clock = Clock()
    clock.timers.carry_out(ef.StartTimer(SessionTimer.LIMIT, 5.0))
    clock.timers.carry_out(ef.PauseTimer(SessionTimer.LIMIT))
    clock.pass_(10.0)
    clock.timers.carry_out(ef.ResumeTimer(SessionTimer.LIMIT))
    clock.timers.carry_out(ef.StartTimer(SessionTimer.THINK, 2.0))
    clock.timers.carry_out(ef.StopTimer(SessionTimer.THINK))
    clock.timers.carry_out(ef.StopSpeech())
    clock.pass_(5.0)
    assert clock.fired == [SessionTimer.LIMIT]
