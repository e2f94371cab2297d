"""Advice on a story."""

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


def test_a_part_already_covered_by_advice_is_skipped() -> None:
    assert finding(story("result", "task"), said="result") == "task"


@pytest.mark.parametrize(("i", "we"), [(0, 3), (1, 3), (3, 6)])
def test_mostly_we_suggests_saying_i(i: int, we: int) -> None:
    assert finding(story(i=i, we=we)) == "we"


@pytest.mark.parametrize(("i", "we"), [(0, 2), (2, 3), (4, 7)])
def test_enough_i_gets_no_such_advice(i: int, we: int) -> None:
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
def test_the_advice_counts_actions_by_i_and_we(i: int, words: str) -> None:
    advice = story_advice(story(i=i, we=6), case=False, said=None)
    assert advice is not None
    assert advice.text == f"Say “I” when you mean yourself: {words}"


def test_a_result_without_a_figure_asks_for_one_and_can_be_played() -> None:
    advice = story_advice(story(at=42.0), case=False, said=None)
    assert advice is not None
    assert (advice.about, advice.finding, advice.at) == (AdviceBasis.STORY, "measured", 42.0)


@pytest.mark.parametrize(("case", "said"), [(True, None), (False, "result")])
def test_no_figure_is_requested_for_plans_or_points_already_advised_on(
    case: bool, said: str | None
) -> None:
    assert finding(story(), case=case, said=said) is None


def test_a_complete_story_gets_no_advice() -> None:
    assert finding(story(measured=Evidence(0, 9))) is None
