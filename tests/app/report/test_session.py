from dataclasses import replace

from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.report.session import report_session
from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord, TakeStatus
from mock_interviewer.audio.recognition.transcript import Transcript


def test_the_header_has_the_date_and_totals(session: SessionRecord, take: TakeRecord) -> None:
    shown = report_session(replace(session, mode="exam", takes=2, planned=1), [take], {})
    assert shown.day == "2 March 2026"
    assert shown.summary.startswith("Exam at ")
    assert shown.summary.endswith(" · 1 question, 2 answers · 1 min 24 s of speech")


def test_a_single_answer_has_no_table(
    session: SessionRecord, take: TakeRecord, feedback: Feedback
) -> None:
    assert report_session(session, [take], {"t1": feedback}).summaries == ()


def test_the_table_shows_the_coverage_of_each_answer(
    session: SessionRecord, take: TakeRecord, feedback: Feedback
) -> None:
    again = replace(take, id="t2", attempt=2)
    first, second = report_session(session, [take, again], {"t1": feedback}).summaries
    assert (first.anchor, first.points, first.beside) == (
        "take-t1",
        "1 to 2 of 3 key points",
        "1 to check, 1 of 1 essential",
    )
    assert (first.attempt, second.attempt) == ("", "attempt 2")
    assert second.absent == "No feedback yet"


def test_an_answer_without_coverage_says_why(
    session: SessionRecord, take: TakeRecord, feedback: Feedback
) -> None:
    takes = [
        replace(take, id="skipped", status=TakeStatus.SKIPPED, transcript=None),
        replace(take, id="later", transcript=None),
        replace(take, id="silent", transcript=Transcript((), 8.0, "base")),
        replace(take, id="untold"),
    ]
    known = {"untold": Feedback(FEEDBACK_VERSION, feedback.delivery, None, "It is not English.")}
    shown = report_session(session, takes, known).summaries
    assert [line.absent for line in shown] == [
        "Skipped",
        "Not transcribed yet",
        "No speech",
        "Couldn't check",
    ]
    assert [line.length for line in shown] == ["", "1 min 24 s", "1 min 24 s", "1 min 24 s"]


def test_the_header_names_the_style(session: SessionRecord, take: TakeRecord) -> None:
    shown = report_session(replace(session, style="deep-dive"), [take], {})
    assert shown.summary.startswith("Deep dive at ")


def test_follow_ups_are_distinguished_from_questions(
    session: SessionRecord, take: TakeRecord
) -> None:
    back = replace(take, id="t2", text="Why is that?", follow_up=1)
    asked = [line.question for line in report_session(session, [take, back], {}).summaries]
    assert asked == ["What is number 1?", "Follow-up: Why is that?"]
