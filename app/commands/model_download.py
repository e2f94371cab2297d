"""``models download``: a download with its progress on the terminal."""

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
"""Seconds between wake-ups while waiting: on Windows, Ctrl-C is noticed only then."""
_STEP = 10
"""Percent between two lines if the output is not a terminal."""


class DownloadDisplay:
    """Shows the progress of a download: one updated line on a terminal, or some lines in a file."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._watched = out.isatty()
        self._percent = 0

    def size(self, event: DownloadSized) -> None:
        """Print the size of the model, and how much of it is here already."""
        here = f", {event.done / 1e6:.0f} MB of it downloaded already" if event.done else ""
        print(f"{event.name} from {event.host}: {event.size / 1e6:.0f} MB{here}.", file=self._out)
        self._percent = 100 * event.done // event.size

    def progress(self, event: DownloadProgressed) -> None:
        """Print the progress if it has changed."""
        percent = 100 * event.done // event.size
        if self._watched and percent > self._percent:
            write_control("\r", self._out)
            print(f"{percent} %", end="", file=self._out, flush=True)
            self._percent = percent
        elif percent // _STEP > self._percent // _STEP:
            print(f"{percent} %", file=self._out, flush=True)
            self._percent = percent

    def end(self) -> None:
        """End the updated line."""
        if self._watched and self._percent:
            print(file=self._out)

    def line(self, text: str) -> None:
        """Print a line."""
        if self._watched:
            write_control("\r", self._out)
        print(text, file=self._out, flush=True)


def follow_download(
    store: ModelStore, name: str, shown: DownloadDisplay, *, ask: bool
) -> DownloadFinished | None:
    """Download a model and show the progress; return None if the person declines.

    Raises MachineError if it fails. Ctrl-C stops it, and keeps what has been downloaded.
    """
    events: queue.SimpleQueue[DownloadEvent] = queue.SimpleQueue()
    download = HubDownload(store, name, events.put, ask=ask)
    download.start()
    try:
        return _until_it_ends(download, events, shown, ask=ask)
    except KeyboardInterrupt:
        shown.line("The partial download is kept. Run the same command to continue it.")
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
                shown.line("Verifying the download, then loading the model once…")
            case DownloadFinished():
                return event
            case DownloadFailed():
                shown.end()
                raise event.error
