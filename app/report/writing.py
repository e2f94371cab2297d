"""Writes a session with its feedback as one HTML page that can be read, heard, printed and sent."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import jinja2

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.feedback.coverage import Asked
from mock_interviewer.app.feedback.definitions import Measures
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.private_files import write_private
from mock_interviewer.app.report.figures import definitions
from mock_interviewer.app.report.places import Recording, recording_on_page
from mock_interviewer.app.report.session import session_shown
from mock_interviewer.app.report.take import Known, ModelAnswer, take_shown
from mock_interviewer.app.store.records import SessionRecord, TakeRecord


def write_report(
    session: SessionRecord,
    takes: Sequence[TakeRecord],
    target: Path,
    *,
    feedback: Mapping[str, Feedback] | None = None,
    asked: Mapping[str, Asked] | None = None,
    model_answers: Mapping[str, ModelAnswer] | None = None,
    measures: Measures | None = None,
) -> None:
    """Write the page to ``target``, mode 0600, in place of an older one.

    ``feedback``, ``asked`` and ``model_answers`` are by the take's id, and a take may have none;
    ``measures`` tells how the figures are computed. The page needs no other file but the
    recordings, which it names relative to itself, and runs no script. What was asked and said
    stands there literally. Reads the recordings, some seconds at a time: not for the GUI thread.
    Raises StoreError.
    """
    known = Known(feedback or {}, asked or {}, model_answers or {}, measures or {})
    places = {take.id: recording_on_page(take.recording, target.parent) for take in takes}
    page = report_page(session, takes, known, places)
    try:
        write_private(target, page)
    except OSError as error:
        raise StoreError(
            f"The report {target} cannot be written: {error.strerror}.",
            "Make room or make its folder writable.",
        ) from error


def report_page(
    session: SessionRecord,
    takes: Sequence[TakeRecord],
    known: Known,
    recordings: Mapping[str, Recording],
) -> bytes:
    """Return the same page as UTF-8; ``recordings`` says what plays, by the take's id."""
    shown = tuple(
        take_shown(take, session.planned, recordings.get(take.id, Recording()), known)
        for take in takes
    )
    page = _template().render(
        session=session_shown(session, takes, known.feedback),
        takes=shown,
        definitions=definitions(known.measures),
        legend=any(word.unsure for take in shown for line in take.lines for word in line.words),
    )
    return page.encode("utf-8", errors="replace")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("mock_interviewer.app.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
