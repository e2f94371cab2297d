"""The verdicts that the person gives on key points count instead of the judge's."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rig.answers import HEARD, SILENT, answer, feedback_for
from rig.dated_clock import DatedClock

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.feedback import AdviceBasis, Feedback, FeedbackAdvice
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import ALL_TAKES
from mock_interviewer.questions.schedule import RecallGrade

MADE, UNSURE = CoverageVerdict.MADE, CoverageVerdict.UNSURE
OPPOSITE, NOT = CoverageVerdict.OPPOSITE, CoverageVerdict.NOT
HARD = feedback_for(RecallGrade.HARD)
"""The first two of four key points were made."""
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def library(data: DataFolder) -> Iterator[Library]:
    with closing(Library.open(data, clock=DatedClock(MORNING))) as opened:
        yield opened


@pytest.fixture
def take(library: Library) -> str:
    return answer(library, "q", HARD)


def points(feedback: Feedback | None) -> dict[str, PointCoverage]:
    assert feedback is not None
    assert feedback.coverage is not None
    return {point.id: point for point in feedback.coverage.points}


def kept(library: Library, take: str) -> dict[str, PointCoverage]:
    record = library.feedback(take)
    return points(None if record is None else record.feedback)


def grade(library: Library, take: str) -> RecallGrade | None:
    graded = library.cards.graded(take)
    return None if graded is None else graded.grade


def test_a_verdict_counts_and_the_judges_is_kept_beside_it(library: Library, take: str) -> None:
    returned = points(library.set_verdict(take, "p2", MADE))
    assert (returned["p2"].covered, returned["p2"].judged) == (MADE, NOT)
    assert kept(library, take) == returned
    assert (returned["p0"].covered, returned["p0"].judged) == (MADE, None)


def test_a_verdict_that_agrees_with_the_judge_is_the_persons_too(
    library: Library, take: str
) -> None:
    point = points(library.set_verdict(take, "p0", MADE))["p0"]
    assert (point.covered, point.judged) == (MADE, MADE)


def test_a_second_verdict_replaces_the_first_and_not_the_judges(
    library: Library, take: str
) -> None:
    library.set_verdict(take, "p2", MADE)
    point = points(library.set_verdict(take, "p2", OPPOSITE))["p2"]
    assert (point.covered, point.judged) == (OPPOSITE, NOT)


def test_taking_a_verdict_back_restores_the_feedback(library: Library, take: str) -> None:
    library.set_verdict(take, "p2", MADE)
    assert points(library.set_verdict(take, "p2", None)) == points(HARD)
    assert library.access.value("SELECT count(*) FROM verdicts") == 0


def test_a_verdict_changes_list_grade_and_schedule_at_once(library: Library, take: str) -> None:
    before = library.cards.next_due(MORNING)
    library.set_verdict(take, "p2", MADE)
    library.set_verdict(take, "p3", MADE)
    assert library.listing.takes(ALL_TAKES, count=1)[0].points_made == 4
    assert grade(library, take) is RecallGrade.EASY
    after = library.cards.next_due(MORNING)
    assert before is not None
    assert after is not None
    assert after - before > timedelta(days=1)


def test_a_list_knows_how_many_points_are_to_be_checked(library: Library) -> None:
    judged = points(HARD)
    judged["p3"] = replace(judged["p3"], covered=UNSURE)
    take = answer(library, "q", replace(HARD, coverage=Coverage(tuple(judged.values()))))
    assert library.listing.takes(ALL_TAKES, count=1)[0].points_unsure == 1
    library.set_verdict(take, "p3", NOT)
    assert library.listing.takes(ALL_TAKES, count=1)[0].points_unsure == 0


def test_the_persons_grade_outlasts_a_verdict(library: Library, take: str) -> None:
    library.cards.grade(take, RecallGrade.GOOD)
    library.set_verdict(take, "p0", NOT)
    assert grade(library, take) is RecallGrade.GOOD


def test_another_analysis_keeps_the_verdict(library: Library, take: str) -> None:
    library.set_verdict(take, "p2", MADE)
    saved = points(library.save_feedback(take, HEARD, feedback_for(RecallGrade.AGAIN)))
    assert (saved["p2"].covered, saved["p2"].judged) == (MADE, NOT)
    assert saved["p0"].covered is NOT
    assert kept(library, take) == saved


def test_a_verdict_counts_in_another_transcript_that_is_chosen(library: Library, take: str) -> None:
    other = replace(HEARD, model="small")
    library.save_transcript(take, other)
    library.set_verdict(take, "p2", MADE)
    library.choose_transcript(take, library.transcripts(take)[-1].number)
    assert kept(library, take)["p2"].covered is MADE
    assert library.listing.takes(ALL_TAKES, count=1)[0].points_made == 3


def test_a_verdict_before_there_is_feedback_waits_for_it(library: Library, take: str) -> None:
    other = replace(HEARD, model="small")
    library.save_transcript(take, other)
    assert library.set_verdict(take, "p2", MADE) is None
    assert points(library.save_feedback(take, other, HARD))["p2"].covered is MADE


def test_a_verdict_on_a_point_that_no_longer_exists_is_kept_but_idle(
    library: Library, take: str
) -> None:
    assert library.set_verdict(take, "gone", MADE) == HARD
    assert library.access.value("SELECT count(*) FROM verdicts") == 1


def test_feedback_without_key_points_has_no_verdicts(library: Library) -> None:
    take = answer(library, "q", SILENT)
    assert library.set_verdict(take, "p0", MADE) == SILENT


def test_a_person_cannot_be_unsure(library: Library, take: str) -> None:
    with pytest.raises(ValueError, match="unsure"):
        library.set_verdict(take, "p0", UNSURE)
    assert kept(library, take)["p0"].judged is None


def test_a_verdict_on_an_unknown_take_is_refused(library: Library) -> None:
    with pytest.raises(KeyError):
        library.set_verdict("never", "p0", MADE)


def test_deleting_the_session_deletes_its_verdicts(library: Library, take: str) -> None:
    library.set_verdict(take, "p2", MADE)
    library.delete_session(library.take(take).session)
    assert library.access.value("SELECT count(*) FROM verdicts") == 0


def test_advice_follows_the_verdict_and_returns_with_the_judges(library: Library) -> None:
    asked = CoverageQuestion(
        "Why?", tuple(ExpectedPoint(f"p{at}", "It is so.", said=(f"So {at}.",)) for at in range(4))
    )
    habit = FeedbackAdvice(AdviceBasis.HABIT, "pace", "One thing to try: speak more slowly.")
    missed = FeedbackAdvice(
        AdviceBasis.POINT, "p2", "Next time, make this point too: It is so.", example="So 2."
    )
    judged = replace(HARD, advice=(missed, habit))
    take = answer(library, "q", judged)
    changed = library.set_verdict(take, "p2", MADE, asked)
    assert changed is not None
    assert changed.advice == (replace(missed, finding="p3", example="So 3."), habit)
    contradicted = library.set_verdict(take, "p0", OPPOSITE, asked)
    assert contradicted is not None
    assert contradicted.advice[0].text == "You said the opposite of this: It is so."
    library.set_verdict(take, "p0", None, asked)
    assert library.set_verdict(take, "p2", None, asked) == judged


def test_a_verdict_moves_no_point_to_another_place(library: Library) -> None:
    contradicted = replace(points(HARD)["p3"], covered=OPPOSITE)
    coverage = Coverage((*tuple(points(HARD).values())[:3], contradicted))
    take = answer(library, "q", replace(HARD, coverage=coverage))
    for given in (MADE, None):
        changed = library.set_verdict(take, "p3", given)
        assert changed is not None
        assert changed.coverage is not None
        order = [point.id for point in changed.coverage.contradicted_first]
        assert order == ["p3", "p0", "p1", "p2"]
