"""Places in a recording as the report links to them, and the words spoken there."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from mock_interviewer.app.feedback.coverage.coverage import Evidence
from mock_interviewer.app.text.formatting import clock_time


@dataclass(frozen=True)
class ReportPlace:
    """A time as people read it, and the address that plays from there; "" where nothing plays."""

    clock: str
    address: str = ""


@dataclass(frozen=True)
class ReportRecording:
    """What plays: an address on the page, "" where there is no recording.

    ``whole`` is True where it stands in the page itself, which cannot lead to a place in it.
    """

    address: str = ""
    whole: bool = False

    def place(self, seconds: float) -> ReportPlace:
        """Return the place ``seconds`` from the start.

        The address ends in a media fragment, which a browser follows without a script (W3C, Media
        Fragments URI 1.0, section 4.2.1).
        """
        clock = clock_time(max(0.0, seconds))
        if self.whole or not self.address:
            return ReportPlace(clock)
        return ReportPlace(clock, f"{self.address}#t={max(0.0, seconds):.1f}")


def recording_on_page(recording: Path | None, folder: Path) -> ReportRecording:
    """Return a recording as a page in ``folder`` names it; one that is not there has no address.

    Relative, unless it is on another drive.
    """
    if recording is None or not recording.exists():
        return ReportRecording()
    try:
        relative = os.path.relpath(recording, folder)
    except ValueError:
        return ReportRecording(recording.as_uri())
    return ReportRecording(quote(relative.replace(os.sep, "/")))


_LONGEST = 320


_ELLIPSIS = " …"


@dataclass(frozen=True)
class ReportEvidence:
    """``quote`` is "" where the words are gone, ``place`` None where their time is not known."""

    quote: str = ""
    place: ReportPlace | None = None


def report_evidence(
    evidence: Evidence | None, text: str, recording: ReportRecording
) -> ReportEvidence:
    """Return evidence as the page shows it; ``text`` is the transcript's, "" where it is gone.

    A quote of more than 320 characters is cut after a word.
    """
    if evidence is None:
        return ReportEvidence()
    place = None if evidence.begins is None else recording.place(evidence.begins)
    return ReportEvidence(_cut(text[max(0, evidence.start) : max(0, evidence.end)].strip()), place)


def _cut(quote: str) -> str:
    if len(quote) <= _LONGEST:
        return quote
    whole = quote[: _LONGEST + 1].rpartition(" ")[0] or quote[:_LONGEST]
    return whole + _ELLIPSIS
