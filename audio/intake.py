"""A source that is opened and closed beside the thread that listens to it."""

import logging
import threading
from typing import Final

from mock_interviewer.audio.bounded import StuckError, run_bounded
from mock_interviewer.audio.inlet import Command, Inlet, SourceFailed, SourceOpened
from mock_interviewer.audio.sources import InputSource

CLOSE_TIMEOUT: Final = 1.0
"""Seconds that a source may take to close before it is left behind."""

log = logging.getLogger(__name__)


class Intake:
    """Lets one source deliver into ``inlet``; any thread. ``owner`` begins its threads' names."""

    def __init__(self, source: InputSource, inlet: Inlet, owner: str) -> None:
        self.source = source
        self._inlet = inlet
        self._owner = owner
        self._lock = threading.Lock()
        self._closed = False

    def open(self) -> None:
        """Open the source on a thread of its own.

        The inlet gets SourceOpened or SourceFailed, blocks, and SOURCE_ENDED when they end.
        """
        threading.Thread(target=self._open, name=f"{self._owner}-open", daemon=True).start()

    def close(self) -> None:
        """Close the source, also one that opens later; waits at most ``CLOSE_TIMEOUT``."""
        self.give_up()
        try:
            run_bounded(self.source.close, timeout=CLOSE_TIMEOUT, name=f"{self._owner}-close")
        except StuckError:
            log.warning("%s does not close; it was left behind", self.source.name)
        except Exception:
            log.exception("the source did not close")

    def give_up(self) -> None:
        """Close the source should it open only now; returns at once."""
        with self._lock:
            self._closed = True

    def _open(self) -> None:
        try:
            rate = self.source.open(
                self._inlet.deliver, lambda: self._inlet.put(Command.SOURCE_ENDED)
            )
        except Exception as error:  # noqa: BLE001 - told by the thread that listens
            self._inlet.put(SourceFailed(error))
            return
        self._inlet.put(SourceOpened(rate))
        with self._lock:
            too_late = self._closed
        if too_late:
            self.source.close()
