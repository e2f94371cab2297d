"""The GUI thread: calls posted or delayed to it, and garbage collected on it."""

import gc
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from mock_interviewer.app.callback_types import Cancel


class _Mailbox(QObject):
    """Carries the calls of every GuiThread to the GUI thread.

    It is never destroyed: emitting a signal of an object while the GUI thread destroys it would
    reach freed memory.
    """

    posted = Signal(object, object)
    """A GuiThread and what to call for it."""

    def __init__(self) -> None:
        super().__init__()
        self.posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object)
    def _run(self, gui: "GuiThread", work: Callable[[], object]) -> None:
        if isValid(gui) and gui.is_open:
            work()


class GuiThread(QObject):
    """The one way back to the GUI thread. Created there; any thread may call ``post``.

    Posted calls run on the GUI thread, in order, and never inside ``post``. Once this object is
    closed, or destroyed with its parent, pending and later calls are dropped silently. An
    exception raised by a call reaches ``sys.excepthook`` on the GUI thread.
    """

    _mailbox: ClassVar[_Mailbox | None] = None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        if GuiThread._mailbox is None:
            GuiThread._mailbox = _Mailbox()
        self._posted = GuiThread._mailbox.posted

    @property
    def is_open(self) -> bool:
        """Whether calls still run."""
        return self._open

    def post(self, work: Callable[[], object]) -> None:
        """Call ``work`` on the GUI thread soon. Any thread."""
        self._posted.emit(self, work)

    def later(self, seconds: float, work: Callable[[], None]) -> Cancel:
        """Call ``work`` after ``seconds``; return a function that cancels it. GUI thread only."""
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
        """Drop all pending and later calls. GUI thread only."""
        self._open = False
        # A timer that fired while this object is being collected would reach freed memory.
        for timer in self.findChildren(QTimer):
            timer.stop()


_COLLECT_EVERY_MS = 1000


class GuiThreadGarbageCollector(QObject):
    """Collects reference cycles on the GUI thread and on no other. GUI thread only.

    By default, Python collects on whichever thread happens to allocate. A Qt object in a cycle
    would then be destroyed on a thread that is not its own, and pending timers and events would
    reach freed memory. Qt doesn't support that, and crashes.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self._collect)
        timer.start(_COLLECT_EVERY_MS)

    def close(self) -> None:
        """Restore automatic collection. Call it after the last Qt object is gone."""
        gc.enable()

    @Slot()
    def _collect(self) -> None:
        """Collect the oldest generation that exceeds its threshold, as Python would."""
        full = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold
        ]
        if full:
            gc.collect(full[-1])
