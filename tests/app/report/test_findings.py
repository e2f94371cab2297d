from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    ExpectedPoint,
)
from mock_interviewer.app.feedback.coverage.points_bar import LOW
from mock_interviewer.app.report.findings import report_bar, report_key_points
from mock_interviewer.app.report.places import ReportRecording

TEXT = "Attention weighs every word. It runs in parallel."


def test_the_bar_has_a_part_for_each_point_as_full_as_it_was_made(coverage: Coverage) -> None:
    bar = report_bar(coverage, 200.0)
    assert bar.width == 200.0
    assert [part.filled / part.width for part in bar.parts] == [1.0, 0.5, 0.0]
    assert [part.high for part in bar.parts] == [1.0, LOW, LOW]


def test_points_stand_in_the_banks_order_with_their_verdicts(coverage: Coverage) -> None:
    shown = report_key_points(coverage, None, TEXT, ReportRecording(), 96.0)
    assert [point.mark for point in shown.points] == ["made", "partly", "not"]
    assert [point.evidence.quote for point in shown.points] == [
        "Attention weighs every word.",
        "It runs in parallel.",
        "",
    ]


def test_what_is_essential_is_called_that(coverage: Coverage) -> None:
    remarks = [
        one.remark for one in report_key_points(coverage, None, TEXT, ReportRecording(), 9.0).points
    ]
    assert remarks == ["essential", "", ""]


def test_only_what_was_not_wholly_made_has_an_example(coverage: Coverage) -> None:
    asked = CoverageQuestion(
        "", tuple(ExpectedPoint(id_, "", said=(id_,)) for id_ in ("weighs", "heads"))
    )
    shown = report_key_points(coverage, asked, TEXT, ReportRecording(), 96.0)
    assert [point.say for point in shown.points] == ["", "", "heads"]
