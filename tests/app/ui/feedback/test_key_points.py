from rig.feedback import ADVICE, ASKED, MIXED, SAID, coverage, evidence

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, SecondOpinion
from mock_interviewer.app.feedback.story.story import Story, StoryPart
from mock_interviewer.app.ui.feedback.finding_signs import FindingSign
from mock_interviewer.app.ui.feedback.key_points import AnswerContext, FindingBuilder

FINDINGS = FindingBuilder(AnswerContext(SAID, ASKED, playable=True))
STORY = Story(
    (
        StoryPart("situation", CoverageVerdict.MADE, evidence("Lower")),
        StoryPart("task", CoverageVerdict.NOT),
    ),
    1,
    4,
)


def test_a_made_point_shows_the_words_it_rests_on_and_when_they_were_said() -> None:
    made = FINDINGS.points(MIXED)[0]
    assert made.sign is FindingSign.MADE
    assert (made.at, made.until) == (1.0, 3.0)
    assert made.details == ("You said: “exponentiated loss”",)


def test_a_point_to_check_shows_its_words_and_what_to_say() -> None:
    unsure = FINDINGS.points(MIXED)[1]
    assert unsure.sign is FindingSign.UNSURE
    assert unsure.note == "“exponentiated loss”"
    assert unsure.details == ("Say: “you want it low”",)


def test_a_contradicted_point_comes_first_and_shows_what_was_said() -> None:
    found = FINDINGS.points(coverage(CoverageVerdict.MADE, CoverageVerdict.OPPOSITE))
    assert [finding.sign for finding in found] == [FindingSign.OPPOSITE, FindingSign.MADE]
    assert found[0].note == "You said the opposite: “exponentiated loss”"


def test_a_verdict_of_the_person_is_called_theirs() -> None:
    own = FINDINGS.points(MIXED.with_verdicts({"lower": CoverageVerdict.MADE}))[1]
    assert (own.note, own.name) == ("Your verdict", "made, your verdict: Lower is better.")


def test_a_second_opinion_is_called_one_and_shows_what_it_quotes() -> None:
    opinion = SecondOpinion(CoverageVerdict.OPPOSITE, evidence("Lower is better"))
    found = FINDINGS.points(MIXED.with_opinion("lower", opinion))[1]
    assert found.sign is FindingSign.OPPOSITE
    assert found.note == "Second opinion · You said the opposite: “Lower is better”"
    assert found.name == "contradicted, second opinion: Lower is better."


def test_an_essential_point_that_the_person_missed_is_essential_and_theirs() -> None:
    own = FINDINGS.points(MIXED.with_verdicts({"tokenizer": CoverageVerdict.OPPOSITE}))[2]
    assert own.note == "Essential · Your verdict · You said the opposite"


def test_verdicts_can_be_changed_only_on_a_known_take() -> None:
    assert FINDINGS.points(MIXED)[0].verdict is None
    known = FindingBuilder(AnswerContext("", None, take="t")).points(MIXED)[0].verdict
    assert known is not None
    assert (known.point, known.own) == ("loss", None)


def test_a_missed_point_says_what_to_say_and_plays_nothing() -> None:
    missed = FINDINGS.points(MIXED)[2]
    assert missed.sign is FindingSign.NOT
    assert missed.at is None
    assert missed.details == ("Say: “same tokenizer”",)


def test_only_missing_points_are_called_essential() -> None:
    missed = FINDINGS.points(MIXED)[2]
    made = FINDINGS.points(
        coverage(CoverageVerdict.MADE, CoverageVerdict.MADE, CoverageVerdict.MADE)
    )[2]
    assert (missed.note, made.note) == ("Essential", "")


def test_words_without_times_are_quoted_but_not_playable() -> None:
    made = FINDINGS.points(coverage(CoverageVerdict.MADE, begins=None, ends=None))[0]
    assert made.at is None
    assert made.details == ("You said: “exponentiated loss”",)


def test_nothing_is_playable_without_the_recording() -> None:
    silent = FindingBuilder(AnswerContext(SAID, ASKED, playable=False))
    assert {row.at for row in silent.points(MIXED)} == {None}


def test_points_that_are_no_longer_in_the_bank_have_no_example() -> None:
    gone = FindingBuilder(AnswerContext(SAID, None, playable=True))
    assert gone.points(MIXED)[2].details == ()


def test_a_story_has_a_finding_for_each_part_and_for_its_result() -> None:
    rows = FINDINGS.story(STORY)
    assert [(row.name, row.sign) for row in rows] == [
        ("covered: Situation", FindingSign.MADE),
        ("missing: Task", FindingSign.NOT),
        ("missing: Measured result", FindingSign.NOT),
    ]


def test_a_measured_result_is_quoted() -> None:
    measured = Story(STORY.parts, 1, 4, evidence("Lower is better"))
    assert FINDINGS.story(measured)[-1].details == ("You said: “Lower is better”",)


def test_advice_unfolds_an_example() -> None:
    (row,) = FINDINGS.advice((ADVICE,))
    assert row.text == ADVICE.text
    assert row.details == ("Say: “same tokenizer”",)
