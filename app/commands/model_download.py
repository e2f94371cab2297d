"""``models download``: a download and its progress on the terminal."""

import queue
from contextlib import suppress
from typing import TextIO

from mock_interviewer.app.commands.shared.console import confirmed
from mock_interviewer.app.text.control_characters import write_control
from mock_interviewer.audio.recognition.installation.download import (
    DownloadChecking,
    DownloadEvent,
    DownloadFailed,
    DownloadFinished,
    DownloadProgressed,
    DownloadSized,
    HubDownload,
)
from mock_interviewer.audio.recognition.models.store import ModelStore

_POLL = 0.5
"""Seconds after which we look up from waiting: on Windows only then is Ctrl-C noticed."""
_STEP = 10
"""Percent between two lines where nobody watches a line grow."""


class DownloadDisplay:
    """Writes what becomes of a download: one line that grows, or some lines into a file."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._watched = out.isatty()
        self._percent = 0

    def size(self, event: DownloadSized) -> None:
        """Say how large the model is, and what is here of it."""
        here = f", {event.done / 1e6:.0f} MB of them here already" if event.done else ""
        print(f"{event.name} from {event.host}: {event.size / 1e6:.0f} MB{here}.", file=self._out)
        self._percent = 100 * event.done // event.size

    def progress(self, event: DownloadProgressed) -> None:
        """Say how much is here, if that is news."""
        percent = 100 * event.done // event.size
        if self._watched and percent > self._percent:
            write_control("\r", self._out)
            print(f"{percent} %", end="", file=self._out, flush=True)
            self._percent = percent
        elif percent // _STEP > self._percent // _STEP:
            print(f"{percent} %", file=self._out, flush=True)
            self._percent = percent

    def end(self) -> None:
        """Leave the line that grew."""
        if self._watched and self._percent:
            print(file=self._out)

    def line(self, text: str) -> None:
        """Write a line of its own."""
        if self._watched:
            write_control("\r", self._out)
        print(text, file=self._out, flush=True)


def follow_download(
    store: ModelStore, name: str, shown: DownloadDisplay, *, ask: bool
) -> DownloadFinished | None:
    """Download a model and show how it goes; None when the person, asked, does not want it.

    Raises MachineError when it fails. Ctrl-C stops it, and what is here is kept.
    """
    events: queue.SimpleQueue[DownloadEvent] = queue.SimpleQueue()
    download = HubDownload(store, name, events.put, ask=ask)
    download.start()
    try:
        return _until_it_ends(download, events, shown, ask=ask)
    except KeyboardInterrupt:
        shown.line("What came of the speech model is kept; the same command goes on from there.")
        raise
    finally:
        download.cancel()
        download.wait()


def _until_it_ends(
    download: HubDownload,
    events: "queue.SimpleQueue[DownloadEvent]",
    shown: DownloadDisplay,
    *,
    ask: bool,
) -> DownloadFinished | None:
    while True:
        event: DownloadEvent | None = None
        with suppress(queue.Empty):
            event = events.get(timeout=_POLL)
        match event:
            case DownloadSized():
                shown.size(event)
                if ask and not confirmed("Download it?"):
                    print("Nothing was downloaded.")
                    return None
                download.confirm()
            case DownloadProgressed():
                shown.progress(event)
            case DownloadChecking():
                shown.line("Checking every byte, then loading it once.")
            case DownloadFinished():
                return event
            case DownloadFailed():
                shown.end()
                raise event.error
