"""A clock that advances only when a test says so."""

from collections.abc import Callable

from mock_interviewer.app.callback_types import Cancel


class ToldTime:
    """``later`` is what conductors and timers are given; ``now`` the seconds that passed."""

    def __init__(self) -> None:
        self.now = 0.0
        self.due: list[tuple[float, Callable[[], None]]] = []

    def later(self, seconds: float, then: Callable[[], None]) -> Cancel:
        """Schedule a call, which can be canceled until it runs."""
        entry = (self.now + seconds, then)
        self.due.append(entry)

        def cancel() -> None:
            if entry in self.due:
                self.due.remove(entry)

        return cancel

    def pass_(self, seconds: float) -> None:
        """Advance the time and run due calls in order."""
        end = self.now + seconds
        while ready := sorted((d for d in self.due if d[0] <= end), key=lambda d: d[0])[:1]:
            self.due.remove(ready[0])
            self.now = ready[0][0]
            ready[0][1]()
        self.now = end
