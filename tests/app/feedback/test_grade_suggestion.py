import pytest

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.delivery.delivery import Delivery, Pauses, SpeechMoment
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.feedback.grade_suggestion import GradeSuggestion, suggest_grade
from mock_interviewer.questions.schedule import RecallGrade

VERDICTS = {verdict.value[0]: verdict for verdict in CoverageVerdict}
FLUENT = Delivery(
    duration=60.0,
    words=120,
    first_word=1.0,
    pauses=Pauses((SpeechMoment(3.0, 4.0),), 1.0),
    filler_rate=3.0,
)
LATE = {"first_word": 6.5}
PAUSE = {"pauses": Pauses((SpeechMoment(3.0, 8.0), SpeechMoment(9.0, 9.5)), 5.5)}
FILLERS = {"filler_rate": 12.0}


def covered(points: str) -> Coverage:
    """Return a point per letter, the first of its verdict; a capital is essential, of weight 2."""
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
    return Feedback(FEEDBACK_VERSION, Delivery(**fields), covered(points))


@pytest.mark.parametrize(
    ("points", "grade", "why"),
    [
        ("NNNnnn", RecallGrade.AGAIN, "0 of 6 key points, 3 essential missed"),
        ("MNNnnn", RecallGrade.AGAIN, "1 of 6 key points, 2 essential missed"),
        ("MMNnnn", RecallGrade.HARD, "2 of 6 key points, 1 essential missed"),
        ("MMNmmm", RecallGrade.HARD, "5 of 6 key points, 1 essential missed"),
        ("UUUuuu", RecallGrade.HARD, "0 to 6 of 6 key points"),
        ("MMUnnn", RecallGrade.HARD, "2 to 3 of 6 key points"),
        ("MMOmmm", RecallGrade.HARD, "5 of 6 key points, 1 essential contradicted"),
        (
            "MONmmm",
            RecallGrade.HARD,
            "4 of 6 key points, 1 essential contradicted, 1 essential missed",
        ),
        ("MMMmmo", RecallGrade.EASY, "5 of 6 key points"),
        ("MMMnnn", RecallGrade.GOOD, "3 of 6 key points"),
        ("MMUmmm", RecallGrade.GOOD, "5 to 6 of 6 key points"),
        ("MMMmmu", RecallGrade.EASY, "5 to 6 of 6 key points"),
        ("m", RecallGrade.EASY, "1 of 1 key point"),
    ],
)
def test_coverage_grades_a_fluent_answer(points: str, grade: RecallGrade, why: str) -> None:
    assert suggest_grade(said(points)) == GradeSuggestion(grade, why)


@pytest.mark.parametrize(
    ("points", "signs", "grade", "why"),
    [
        ("MMM", LATE, RecallGrade.GOOD, "a late start"),
        ("MMM", PAUSE, RecallGrade.GOOD, "a long pause"),
        ("MMM", FILLERS, RecallGrade.GOOD, "many fillers"),
        ("MMM", LATE | PAUSE, RecallGrade.GOOD, "a late start, a long pause"),
        ("MMU", LATE, RecallGrade.GOOD, "a late start"),
        ("MMU", LATE | FILLERS, RecallGrade.HARD, "a late start, many fillers"),
        (
            "MMN",
            LATE | PAUSE | FILLERS,
            RecallGrade.HARD,
            "a late start, a long pause, many fillers",
        ),
    ],
)
def test_hesitation_rules_out_the_best_grade_and_lowers_a_good_one(
    points: str, signs: dict[str, object], grade: RecallGrade, why: str
) -> None:
    proposal = suggest_grade(said(points, **signs))
    assert proposal is not None
    assert proposal.grade is grade
    assert proposal.why.endswith(why)


def test_fluent_delivery_does_not_raise_a_poor_grade() -> None:
    proposal = suggest_grade(said("NNN", **LATE))
    assert proposal == GradeSuggestion(RecallGrade.AGAIN, "0 of 3 key points, 3 essential missed")


def test_missing_measures_are_ignored() -> None:
    untold = said("MMM", first_word=None, pauses=None, filler_rate=None)
    assert suggest_grade(untold) == GradeSuggestion(RecallGrade.EASY, "3 of 3 key points")


@pytest.mark.parametrize("coverage", [None, Coverage(())])
def test_without_coverage_no_grade_is_suggested(
    coverage: Coverage | None,
) -> None:
    assert suggest_grade(Feedback(FEEDBACK_VERSION, FLUENT, coverage)) is None
