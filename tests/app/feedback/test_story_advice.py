"""What to tell otherwise next time."""

import pytest

from mock_interviewer.app.feedback.advice import story_advice
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, Evidence
from mock_interviewer.app.feedback.feedback import AdviceBasis
from mock_interviewer.app.feedback.story.story import Story, StoryPart

PARTS = ("situation", "task", "action", "result")


def story(
    *missing: str,
    i: int = 5,
    we: int = 1,
    measured: Evidence | None = None,
    at: float | None = None,
) -> Story:
    evidence = Evidence(0, 9, at)
    parts = tuple(
        StoryPart(part, CoverageVerdict.NOT)
        if part in missing
        else StoryPart(part, CoverageVerdict.MADE, evidence)
        for part in PARTS
    )
    return Story(parts, i, we, measured)


def finding(told: Story, *, case: bool = False, said: str | None = None) -> str | None:
    advice = story_advice(told, case=case, said=said)
    return None if advice is None else advice.finding


@pytest.mark.parametrize(
    ("missing", "first"),
    [
        (("situation", "task", "action", "result"), "result"),
        (("situation", "task", "action"), "action"),
        (("situation", "task"), "task"),
        (("situation",), "situation"),
    ],
)
def test_result_comes_before_action_before_task_before_situation(
    missing: tuple[str, ...], first: str
) -> None:
    assert finding(story(*missing, measured=Evidence(0, 9))) == first
    assert finding(story(*missing, measured=Evidence(0, 9)), case=True) == first


def test_a_part_of_which_something_is_said_already_is_passed_over() -> None:
    assert finding(story("result", "task"), said="result") == "task"


@pytest.mark.parametrize(("i", "we"), [(0, 3), (1, 3), (3, 6)])
def test_who_hides_behind_the_team_is_told_to_say_i(i: int, we: int) -> None:
    assert finding(story(i=i, we=we)) == "we"


@pytest.mark.parametrize(("i", "we"), [(0, 2), (2, 3), (4, 7)])
def test_who_says_i_often_enough_is_not(i: int, we: int) -> None:
    assert finding(story(i=i, we=we, measured=Evidence(0, 9))) is None


@pytest.mark.parametrize(
    ("i", "words"),
    [
        (0, "“we” did something 6 times, “I” never did."),
        (1, "“we” did something 6 times, “I” only once."),
        (2, "“we” did something 6 times, “I” only twice."),
        (3, "“we” did something 6 times, “I” only 3 times."),
    ],
)
def test_the_sentence_counts_what_i_and_we_did(i: int, words: str) -> None:
    advice = story_advice(story(i=i, we=6), case=False, said=None)
    assert advice is not None
    assert advice.text == f"Say “I” when you mean yourself: {words}"


def test_a_result_without_a_figure_wants_one_and_can_be_heard() -> None:
    advice = story_advice(story(at=42.0), case=False, said=None)
    assert advice is not None
    assert (advice.about, advice.finding, advice.at) == (AdviceBasis.STORY, "measured", 42.0)


@pytest.mark.parametrize(("case", "said"), [(True, None), (False, "result")])
def test_no_figure_is_asked_of_what_is_only_planned_or_spoken_of_already(
    case: bool, said: str | None
) -> None:
    assert finding(story(), case=case, said=said) is None


def test_of_a_whole_story_nothing_is_said() -> None:
    assert finding(story(measured=Evidence(0, 9))) is None
