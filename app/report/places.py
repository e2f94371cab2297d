"""Links from a report to places in a recording, and quotes of what is said there."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from mock_interviewer.app.feedback.coverage.coverage import Evidence
from mock_interviewer.app.text.formatting import clock_time


@dataclass(frozen=True)
class ReportPlace:
    """A time for people, and the address that plays from there; "" without a recording."""

    clock: str
    address: str = ""


@dataclass(frozen=True)
class ReportRecording:
    """A recording on a page: its address, "" if there is none.

    ``whole`` is True if it is embedded in the page, where links to places in it are impossible.
    """

    address: str = ""
    whole: bool = False

    def place(self, seconds: float) -> ReportPlace:
        """Return the place ``seconds`` from the start.

        The address ends in a media fragment, which browsers follow without scripts (W3C, Media
        Fragments URI 1.0, section 4.2.1).
        """
        clock = clock_time(max(0.0, seconds))
        if self.whole or not self.address:
            return ReportPlace(clock)
        return ReportPlace(clock, f"{self.address}#t={max(0.0, seconds):.1f}")


def recording_on_page(recording: Path | None, folder: Path) -> ReportRecording:
    """Return a recording for a page in ``folder``; a missing one has no address.

    The address is relative, unless the recording is on another drive.
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
    """Evidence; ``quote`` is "" if the words are gone, ``place`` None if their time is unknown."""

    quote: str = ""
    place: ReportPlace | None = None


def report_evidence(
    evidence: Evidence | None, text: str, recording: ReportRecording
) -> ReportEvidence:
    """Return evidence for a page; ``text`` is the transcript's, "" if there is none.

    A quote of more than 320 characters is cut off after a word.
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
