"""Second opinions are kept with the feedback and count until the person gives a verdict."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from rig.answers import SILENT, begin, feedback_for
from rig.answers import asked as planned

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
    SecondOpinion,
)
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import ALL_TAKES
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.questions.schedule import RecallGrade

MADE, UNSURE = CoverageVerdict.MADE, CoverageVerdict.UNSURE
OPPOSITE, NOT = CoverageVerdict.OPPOSITE, CoverageVerdict.NOT
WORDS = tuple(
    TranscriptWord(word, float(at), at + 0.5, 0.9)
    for at, word in enumerate(["It", "is", "the", "average", "loss."])
)
TEXT = "It is the average loss."
HEARD = Transcript((TranscriptSegment(TEXT, 0.0, 5.0, WORDS),), 5.0, "base")
PASSAGE, QUOTED = Evidence(0, 5), Evidence(6, 22)
TIMED = Evidence(6, 22, 2.0, 4.5)
SAYS_MADE = SecondOpinion(MADE, QUOTED)


def judged(*verdicts: CoverageVerdict) -> Feedback:
    """Return feedback with these verdicts on p0, p1, and so on."""
    points = tuple(
        PointCoverage(
            f"p{number}", f"Point {number}.", covered, 0.5, None if covered is NOT else PASSAGE
        )
        for number, covered in enumerate(verdicts)
    )
    return replace(feedback_for(RecallGrade.HARD), coverage=Coverage(points))


@pytest.fixture
def library(data: DataFolder) -> Iterator[Library]:
    with closing(Library.open(data)) as opened:
        yield opened


@pytest.fixture
def take(library: Library) -> str:
    """Return a take with one point made and three unsure ones."""
    take = begin(library, planned("q"))
    library.save_transcript(take, HEARD)
    assert library.save_feedback(take, HEARD, judged(MADE, UNSURE, UNSURE, UNSURE))
    return take


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


def test_a_second_opinion_counts_with_the_times_of_what_it_quotes(
    library: Library, take: str
) -> None:
    returned = points(library.save_opinion(take, TEXT, "p1", SAYS_MADE))
    assert (returned["p1"].covered, returned["p1"].opinion) == (MADE, MADE)
    assert returned["p1"].evidence == TIMED
    assert returned["p2"].covered is UNSURE
    assert kept(library, take) == returned


def test_a_second_opinion_changes_list_grade_and_advice(library: Library, take: str) -> None:
    assert grade(library, take) is not RecallGrade.EASY
    for point in ("p1", "p2", "p3"):
        feedback = library.save_opinion(take, TEXT, point, SAYS_MADE)
    (row,) = library.listing.takes(ALL_TAKES, count=1)
    assert (row.points_made, row.points_unsure) == (4, 0)
    assert grade(library, take) is RecallGrade.EASY
    asked = CoverageQuestion("Q", (ExpectedPoint("p1", "Point 1.", said=("an example",)),))
    assert feedback is not None
    assert feedback.advice == ()
    library.save_feedback(take, HEARD, judged(MADE, MADE))
    library.save_feedback(take, HEARD, judged(MADE, UNSURE))
    opposite = library.save_opinion(take, TEXT, "p1", SecondOpinion(OPPOSITE, QUOTED), asked)
    assert opposite is not None
    assert [advice.example for advice in opposite.advice] == ["an example"]


def test_the_verdict_of_the_person_wins_and_can_be_taken_back(library: Library, take: str) -> None:
    library.save_opinion(take, TEXT, "p1", SAYS_MADE)
    given = points(library.set_verdict(take, "p1", NOT))["p1"]
    assert (given.covered, given.judged, given.opinion) == (NOT, UNSURE, MADE)
    back = points(library.set_verdict(take, "p1", None))["p1"]
    assert (back.covered, back.judged, back.opinion) == (MADE, None, MADE)


def test_a_second_opinion_that_comes_after_the_verdict_of_the_person_waits(
    library: Library, take: str
) -> None:
    library.set_verdict(take, "p1", NOT)
    assert points(library.save_opinion(take, TEXT, "p1", SAYS_MADE))["p1"].covered is NOT
    assert points(library.set_verdict(take, "p1", None))["p1"].covered is MADE


def test_another_analysis_keeps_the_second_opinion_where_the_judge_is_still_unsure(
    library: Library, take: str
) -> None:
    library.save_opinion(take, TEXT, "p1", SAYS_MADE)
    library.save_opinion(take, TEXT, "p2", SAYS_MADE)
    saved = points(library.save_feedback(take, HEARD, judged(MADE, UNSURE, NOT, UNSURE)))
    assert (saved["p1"].covered, saved["p1"].evidence) == (MADE, TIMED)
    assert (saved["p2"].covered, saved["p2"].opinion) == (NOT, None)
    assert kept(library, take) == saved


def test_a_second_opinion_is_dropped_while_there_is_no_feedback(
    library: Library, take: str
) -> None:
    library.save_fillers(take, ())
    assert library.save_opinion(take, TEXT, "p1", SAYS_MADE) is None


def test_a_second_opinion_on_another_text_is_dropped(library: Library, take: str) -> None:
    assert library.save_opinion(take, "It is something else.", "p1", SAYS_MADE) is None
    library.save_transcript(take, replace(HEARD, model="small"))
    assert library.save_opinion(take, TEXT, "p1", SAYS_MADE) is None


def test_a_second_opinion_belongs_to_the_transcript_that_it_read(
    library: Library, take: str
) -> None:
    library.save_opinion(take, TEXT, "p1", SAYS_MADE)
    other = Transcript((TranscriptSegment("Something else.", 0.0, 1.0),), 1.0, "small")
    library.save_transcript(take, other)
    assert points(library.save_feedback(take, other, judged(MADE, UNSURE)))["p1"].covered is UNSURE
    library.choose_transcript(take, library.transcripts(take)[1].number)
    assert kept(library, take)["p1"].covered is MADE


@pytest.mark.parametrize("point", ["p0", "gone"])
def test_a_second_opinion_that_nobody_needs_changes_nothing(
    point: str, library: Library, take: str
) -> None:
    before = kept(library, take)
    assert points(library.save_opinion(take, TEXT, point, SecondOpinion(NOT))) == before


def test_feedback_without_key_points_has_no_second_opinions(library: Library) -> None:
    take = begin(library, planned("q"))
    library.save_transcript(take, HEARD)
    library.save_feedback(take, HEARD, SILENT)
    assert library.save_opinion(take, TEXT, "p1", SAYS_MADE) == SILENT
