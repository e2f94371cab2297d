"""The report of a session with feedback, as one HTML page that plays its recordings."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import jinja2

from mock_interviewer.app.data_folder.private_files import write_private
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.delivery.measures import Measures
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.report.delivery import report_definitions
from mock_interviewer.app.report.places import ReportRecording, recording_on_page
from mock_interviewer.app.report.session import report_session
from mock_interviewer.app.report.take import ReportModelAnswer, TakeDetails, report_take
from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord


def write_report(
    session: SessionRecord,
    takes: Sequence[TakeRecord],
    target: Path,
    *,
    feedback: Mapping[str, Feedback] | None = None,
    asked: Mapping[str, CoverageQuestion] | None = None,
    model_answers: Mapping[str, ReportModelAnswer] | None = None,
    measures: Measures | None = None,
) -> None:
    """Write the page to ``target``, mode 0600, replacing an older one.

    ``feedback``, ``asked``, and ``model_answers`` are by take ID, and a take may have none;
    ``measures`` describe how the figures are computed. The page needs no files except the
    recordings, to which it has relative links, and runs no scripts. All texts are escaped. Reads
    the recordings some seconds at a time: do not call it on the GUI thread. Raises StoreError.
    """
    known = TakeDetails(feedback or {}, asked or {}, model_answers or {}, measures or {})
    places = {take.id: recording_on_page(take.recording, target.parent) for take in takes}
    page = report_page(session, takes, known, places)
    try:
        write_private(target, page)
    except OSError as error:
        raise StoreError(
            f"The report {target} can't be written: {error.strerror}.",
            "Free up space or make its folder writable.",
        ) from error


def report_page(
    session: SessionRecord,
    takes: Sequence[TakeRecord],
    known: TakeDetails,
    recordings: Mapping[str, ReportRecording],
) -> bytes:
    """Return the same page as UTF-8; ``recordings`` are by take ID."""
    shown = tuple(
        report_take(take, session.planned, recordings.get(take.id, ReportRecording()), known)
        for take in takes
    )
    page = _template().render(
        session=report_session(session, takes, known.feedback),
        takes=shown,
        definitions=report_definitions(known.measures),
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
