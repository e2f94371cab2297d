from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.coverage.coverage import Evidence
from mock_interviewer.app.report.places import (
    ReportEvidence,
    ReportPlace,
    ReportRecording,
    report_evidence,
)

RECORDING = ReportRecording("01.wav")


def test_evidence_is_quoted_and_can_be_played() -> None:
    found = report_evidence(Evidence(4, 12, 2.5, 3.0), "Yes, it does so.", RECORDING)
    assert found == ReportEvidence("it does", ReportPlace("0:02", "01.wav#t=2.5"))


def test_without_evidence_nothing_is_quoted() -> None:
    assert report_evidence(None, "Yes.", RECORDING) == ReportEvidence("", None)


def test_words_without_times_have_no_link() -> None:
    assert report_evidence(Evidence(0, 3), "Yes.", RECORDING) == ReportEvidence("Yes", None)


def test_evidence_outside_the_text_is_ignored() -> None:
    assert report_evidence(Evidence(50, 60, 1.0), "Yes.", RECORDING).quote == ""
    assert report_evidence(Evidence(-3, 3, 1.0), "Yes.", RECORDING).quote == "Yes"


def test_a_long_quote_ends_after_a_word() -> None:
    quote = report_evidence(Evidence(0, 900), "word " * 180, RECORDING).quote
    assert quote.endswith("word …")
    assert 300 < len(quote) <= 322


@settings(max_examples=60, deadline=None)
@given(st.text(), st.integers(-9, 2000), st.integers(-9, 2000))
def test_a_quote_is_short_and_part_of_the_text(text: str, start: int, end: int) -> None:
    quote = report_evidence(Evidence(start, end), text, RECORDING).quote
    assert len(quote) <= 322
    assert quote.removesuffix(" …") in text
