"""Bringing work home to the GUI thread, now or later."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

Cancel = Callable[[], None]


class GuiThread(QObject):
    """Made on the GUI thread; ``post`` may be called from any other.

    After ``close`` nothing that was posted or put off is run any more.
    """

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, work: Callable[[], object]) -> None:
        """Run ``work`` on the GUI thread, soon, in the order of the posts; any thread."""
        if self._open:
            self._posted.emit(work)

    def later(self, seconds: float, work: Callable[[], None]) -> Cancel:
        """Run ``work`` after so many seconds; returns what cancels it. GUI thread only."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)

        def cancel() -> None:
            timer.stop()
            timer.deleteLater()

        def fire() -> None:
            timer.deleteLater()
            if self._open:
                work()

        timer.timeout.connect(fire)
        timer.start(max(0, round(seconds * 1000)))
        return cancel

    def close(self) -> None:
        """Run nothing any more; for a program that ends. GUI thread only."""
        self._open = False
        # One that fires while this is being collected reaches memory that is given back.
        for timer in self.findChildren(QTimer):
            timer.stop()

    @Slot(object)
    def _run(self, work: Callable[[], object]) -> None:
        if self._open:
            work()
