"""Places in a recording, as the page names them: a time, and where it plays from there."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from mock_interviewer.app.lengths import clock_time


@dataclass(frozen=True)
class Place:
    """A time as people read it, and the address that plays from there; "" where nothing plays."""

    clock: str
    address: str = ""


@dataclass(frozen=True)
class Recording:
    """What plays: an address on the page, "" where there is no recording.

    ``whole`` is True where it stands in the page itself, which cannot lead to a place in it.
    """

    address: str = ""
    whole: bool = False

    def place(self, seconds: float) -> Place:
        """Return the place ``seconds`` from the start.

        The address ends in a media fragment, which a browser follows without a script (W3C, Media
        Fragments URI 1.0, section 4.2.1).
        """
        clock = clock_time(max(0.0, seconds))
        if self.whole or not self.address:
            return Place(clock)
        return Place(clock, f"{self.address}#t={max(0.0, seconds):.1f}")


def recording_on_page(recording: Path | None, folder: Path) -> Recording:
    """Return a recording as a page in ``folder`` names it; one that is not there has no address.

    Relative, unless it is on another drive.
    """
    if recording is None or not recording.exists():
        return Recording()
    try:
        relative = os.path.relpath(recording, folder)
    except ValueError:
        return Recording(recording.as_uri())
    return Recording(quote(relative.replace(os.sep, "/")))
