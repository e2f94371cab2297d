"""The words that a finding rests on, quoted, and where they can be heard."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage import Evidence
from mock_interviewer.app.report.places import Place, Recording

_LONGEST = 320
_ELLIPSIS = " …"


@dataclass(frozen=True)
class Shown:
    """``quote`` is "" where the words are gone, ``place`` None where their time is not known."""

    quote: str = ""
    place: Place | None = None


def shown(evidence: Evidence | None, text: str, recording: Recording) -> Shown:
    """Return evidence as the page shows it; ``text`` is the transcript's, "" where it is gone.

    A quote of more than 320 characters is cut after a word.
    """
    if evidence is None:
        return Shown()
    place = None if evidence.begins is None else recording.place(evidence.begins)
    return Shown(_cut(text[max(0, evidence.start) : max(0, evidence.end)].strip()), place)


def _cut(quote: str) -> str:
    if len(quote) <= _LONGEST:
        return quote
    whole = quote[: _LONGEST + 1].rpartition(" ")[0] or quote[:_LONGEST]
    return whole + _ELLIPSIS
