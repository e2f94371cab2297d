"""Cyclic garbage, collected on the GUI thread only."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY = 1000
"""Milliseconds between two looks at what has gathered."""


class GuiThreadGarbage(QObject):
    """Lets Python collect cycles on the GUI thread and on no other. GUI thread only.

    Left alone, Python collects on whichever thread happens to allocate. A Qt object in a cycle
    would then die on a thread that is not its own, and what Qt still has for it, such as a
    timer, would reach memory that is given back: Qt allows no such death, and crashes.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self._collect)
        timer.start(_EVERY)

    def close(self) -> None:
        """Let Python collect where it likes again; for after the last Qt object."""
        gc.enable()

    @Slot()
    def _collect(self) -> None:
        """Collect the oldest generation whose threshold is passed, as Python would."""
        full = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold
        ]
        if full:
            gc.collect(full[-1])
