import pytest

from mock_interviewer.app.feedback.coverage import Coverage, Covered, PointCoverage
from mock_interviewer.app.feedback.delivery import Delivery, Moment, Pauses
from mock_interviewer.app.feedback.feedback import VERSION, Feedback
from mock_interviewer.app.feedback.grading import Proposal, propose
from mock_interviewer.questions.schedule import Grade

VERDICTS = {"m": Covered.MADE, "p": Covered.PARTLY, "n": Covered.NOT}
FLUENT = Delivery(
    duration=60.0,
    words=120,
    first_word=1.0,
    pauses=Pauses((Moment(3.0, 4.0),), 1.0),
    filler_rate=3.0,
)
LATE = {"first_word": 6.5}
PAUSE = {"pauses": Pauses((Moment(3.0, 8.0), Moment(9.0, 9.5)), 5.5)}
FILLERS = {"filler_rate": 12.0}


def covered(points: str) -> Coverage:
    """Make a point of each letter: made, partly, not; a capital is essential and weighs twice."""
    return Coverage(
        tuple(
            PointCoverage(
                str(at),
                "It is so.",
                VERDICTS[letter.lower()],
                0.5,
                essential=letter.isupper(),
                weight=2.0 if letter.isupper() else 1.0,
            )
            for at, letter in enumerate(points)
        )
    )


def said(points: str, **delivery: object) -> Feedback:
    fields = {**vars(FLUENT), **delivery}
    return Feedback(VERSION, Delivery(**fields), covered(points))


@pytest.mark.parametrize(
    ("points", "grade", "why"),
    [
        ("NNNnnn", Grade.AGAIN, "0 of 6 key points, 3 essential missed"),
        ("MNNnnn", Grade.AGAIN, "1 of 6 key points, 2 essential missed"),
        ("MMNnnn", Grade.HARD, "2 of 6 key points, 1 essential missed"),
        ("MMNmmm", Grade.HARD, "5 of 6 key points, 1 essential missed"),
        ("PPPppp", Grade.HARD, "0 of 6 key points"),
        ("MMPnnn", Grade.HARD, "2 of 6 key points"),
        ("MMMnnn", Grade.GOOD, "3 of 6 key points"),
        ("MMPmmm", Grade.GOOD, "5 of 6 key points"),
        ("MMMmmp", Grade.EASY, "5 of 6 key points"),
        ("m", Grade.EASY, "1 of 1 key point"),
    ],
)
def test_what_was_said_grades_a_fluent_answer(points: str, grade: Grade, why: str) -> None:
    assert propose(said(points)) == Proposal(grade, why)


@pytest.mark.parametrize(
    ("points", "signs", "grade", "why"),
    [
        ("MMM", LATE, Grade.GOOD, "a late start"),
        ("MMM", PAUSE, Grade.GOOD, "a long pause"),
        ("MMM", FILLERS, Grade.GOOD, "many fillers"),
        ("MMM", LATE | PAUSE, Grade.GOOD, "a late start, a long pause"),
        ("MMP", LATE, Grade.GOOD, "a late start"),
        ("MMP", LATE | FILLERS, Grade.HARD, "a late start, many fillers"),
        ("MMN", LATE | PAUSE | FILLERS, Grade.HARD, "a late start, a long pause, many fillers"),
    ],
)
def test_hesitation_forbids_the_best_grade_and_lowers_a_good_one(
    points: str, signs: dict[str, object], grade: Grade, why: str
) -> None:
    proposal = propose(said(points, **signs))
    assert proposal is not None
    assert proposal.grade is grade
    assert proposal.why.endswith(why)


def test_how_it_was_said_excuses_nothing_that_was_not_known() -> None:
    proposal = propose(said("NNN", **LATE))
    assert proposal == Proposal(Grade.AGAIN, "0 of 3 key points, 3 essential missed")


def test_figures_that_could_not_be_told_are_no_sign() -> None:
    untold = said("MMM", first_word=None, pauses=None, filler_rate=None)
    assert propose(untold) == Proposal(Grade.EASY, "3 of 3 key points")


@pytest.mark.parametrize("coverage", [None, Coverage(())])
def test_nothing_is_proposed_where_nobody_can_tell_what_was_known(
    coverage: Coverage | None,
) -> None:
    assert propose(Feedback(VERSION, FLUENT, coverage)) is None
