from dataclasses import replace

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    ExpectedPoint,
    SecondOpinion,
)
from mock_interviewer.app.feedback.coverage.points_bar import LOW
from mock_interviewer.app.report.key_points import report_bar, report_key_points
from mock_interviewer.app.report.places import ReportRecording

TEXT = "Attention weighs every word. It runs in parallel."


def test_the_bar_has_a_part_for_each_point_with_its_verdict(coverage: Coverage) -> None:
    bar = report_bar(coverage, 200.0)
    assert bar.width == 200.0
    assert [part.covered for part in bar.parts] == [point.covered for point in coverage.points]
    assert [part.high for part in bar.parts] == [1.0, LOW, LOW]


def test_points_keep_the_order_of_the_bank_and_show_verdicts(coverage: Coverage) -> None:
    shown = report_key_points(coverage, None, TEXT, ReportRecording(), 96.0)
    assert [point.mark for point in shown.points] == ["made", "unsure", "not"]
    assert [point.evidence.quote for point in shown.points] == [
        "Attention weighs every word.",
        "It runs in parallel.",
        "",
    ]


def test_essential_points_are_labeled(coverage: Coverage) -> None:
    remarks = [
        one.remark for one in report_key_points(coverage, None, TEXT, ReportRecording(), 9.0).points
    ]
    assert remarks == ["essential", "", ""]


def test_a_verdict_of_the_person_is_labeled_and_missed_points_have_no_words(
    coverage: Coverage,
) -> None:
    own = coverage.with_verdicts({"weighs": CoverageVerdict.NOT})
    first = report_key_points(own, None, TEXT, ReportRecording(), 9.0).points[0]
    assert (first.mark, first.remark, first.evidence.quote) == (
        "not",
        "essential, your verdict",
        "",
    )


def test_a_second_opinion_is_labeled(coverage: Coverage) -> None:
    unsure = replace(coverage.points[0], covered=CoverageVerdict.UNSURE)
    held = unsure.with_opinion(SecondOpinion(CoverageVerdict.MADE, unsure.evidence))
    first = report_key_points(Coverage((held,)), None, TEXT, ReportRecording(), 9.0).points[0]
    assert (first.mark, first.remark) == ("made", "essential, second opinion")


def test_only_points_not_fully_made_have_an_example(coverage: Coverage) -> None:
    asked = CoverageQuestion(
        "", tuple(ExpectedPoint(id_, "", said=(id_,)) for id_ in ("weighs", "heads"))
    )
    shown = report_key_points(coverage, asked, TEXT, ReportRecording(), 96.0)
    assert [point.say for point in shown.points] == ["", "", "heads"]
