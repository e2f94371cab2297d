import io
import json
from dataclasses import replace

from mock_interviewer.app.export.labels import write_labels
from mock_interviewer.app.export.selection import ExportedSession
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict


def _with_verdicts(kept: ExportedSession, **given: CoverageVerdict) -> ExportedSession:
    first, record = kept.takes[0], kept.takes[0].feedback_record
    assert record is not None
    assert record.feedback.coverage is not None
    feedback = replace(record.feedback, coverage=record.feedback.coverage.with_verdicts(given))
    take = replace(first, feedback_record=replace(record, feedback=feedback))
    return replace(kept, takes=(take, *kept.takes[1:]))


def test_each_verdict_of_the_person_is_a_line_with_the_judges(kept: ExportedSession) -> None:
    file = io.StringIO()
    changed = _with_verdicts(kept, second=CoverageVerdict.OPPOSITE)
    assert write_labels([changed], file) == 1
    (line,) = file.getvalue().splitlines()
    take = kept.takes[0].take
    assert take.transcript is not None
    assert json.loads(line) == {
        "question": take.text,
        "key_point": "It is learned.",
        "answer": take.transcript.text,
        "judge": "unsure",
        "person": "opposite",
    }


def test_without_verdicts_of_the_person_nothing_is_written(kept: ExportedSession) -> None:
    file = io.StringIO()
    assert write_labels([kept], file) == 0
    assert file.getvalue() == ""
