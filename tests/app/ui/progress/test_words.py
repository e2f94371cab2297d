from datetime import date, timedelta

import pytest

from mock_interviewer.app.planning.section_progress import SectionProgress
from mock_interviewer.app.store.practice.progress import (
    DELIVERY_FIGURES,
    ChartStep,
    PracticeHistory,
    PracticePeriod,
)
from mock_interviewer.app.ui.progress import words
from mock_interviewer.app.ui.progress.words import trends

MONDAY = date(2026, 3, 2)
PACE, FILLERS, *_, PITCH = trends()


def history(
    *medians: dict[str, float] | None, step: ChartStep = ChartStep.DAY, first: date = MONDAY
) -> PracticeHistory:
    """Return a stretch with an answer of 90 seconds for each, an empty one for None."""
    days = {ChartStep.DAY: 1, ChartStep.WEEK: 7, ChartStep.MONTH: 31, ChartStep.YEAR: 366}[step]
    starts = [step.start(first + timedelta(days=days * at)) for at in range(len(medians))]
    return PracticeHistory(
        step,
        tuple(
            PracticePeriod(start) if each is None else PracticePeriod(start, 90.0, 1, each)
            for start, each in zip(starts, medians, strict=True)
        ),
    )


def test_every_figure_of_the_store_is_shown() -> None:
    assert tuple(trend.figure for trend in trends()) == DELIVERY_FIGURES


@pytest.mark.parametrize(
    ("step", "label", "name", "when"),
    [
        (ChartStep.DAY, "2 Mar", "2 March", "on 2 March"),
        (ChartStep.WEEK, "2 Mar", "Week of 2 March", "in the week of 2 March"),
        (ChartStep.MONTH, "Mar 2026", "March 2026", "in March 2026"),
        (ChartStep.YEAR, "2026", "2026", "in 2026"),
    ],
)
def test_a_stretch_has_a_name(step: ChartStep, label: str, name: str, when: str) -> None:
    found = history({"pace": 140.0}, step=step)
    (point,) = words.trend_points(PACE, found)
    assert point.label == label
    assert words.names(found) == (name,)
    assert when in words.trend_sentence(PACE, found)
    assert point.said == f"{name}: 140 words a minute"


def test_of_two_years_the_year_is_told() -> None:
    found = history({"pace": 140.0}, {"pace": 150.0}, step=ChartStep.WEEK, first=date(2025, 12, 29))
    assert [point.label for point in words.trend_points(PACE, found)] == [
        "29 Dec 2025",
        "5 Jan 2026",
    ]
    assert words.names(found) == ("Week of 29 December 2025", "Week of 5 January")


def test_a_trend_is_told_from_its_first_to_its_last_value() -> None:
    found = history({"pace": 128.4}, {"pace": 150.0}, None, {"pace": 112.0}, {"pace": 141.6})
    assert words.trend_sentence(PACE, found) == (
        "From 128 words a minute on 2 March to 142 on 6 March; lowest 112, highest 150."
        " Shaded: 120 to 160."
    )
    assert words.trend_sentence(PITCH, found) == "No answer of this time tells it."


def test_one_value_is_no_trend() -> None:
    found = history(None, {"filler_rate": 3.25})
    assert words.trend_sentence(FILLERS, found) == "3.2 a minute on 3 March. Shaded: up to 5."
    assert [point.text for point in words.trend_points(FILLERS, found)] == ["—", "3.2"]


def test_a_figure_that_is_told_once_says_when() -> None:
    found = history({"pace": 140.0}, {"pitch_variation": 0.16, "pace": 150.0})
    assert words.only_figure(PITCH, found) == ("0.16", "On 3 March")
    assert words.only_figure(PACE, found) is None
    assert words.only_figure(FILLERS, found) is None
    week = history({"pace": 140.0}, step=ChartStep.WEEK)
    assert words.only_figure(PACE, week) == (
        "140",
        "In the week of 2 March · published: 120 to 160",
    )


def test_the_time_is_told_with_the_answers_and_the_days() -> None:
    found = history({}, None, {})
    assert words.time_sentence(found) == (
        "3 min 0 s spoken in 2 answers, on 2 of 3 days. Bars are minutes a day."
    )
    assert "in 1 of 1 week." in words.time_sentence(history({}, step=ChartStep.WEEK))
    assert words.time_sentence(history(None)) == "No answer in this time."


def test_a_moment_of_practice_is_not_nothing() -> None:
    found = PracticeHistory(
        ChartStep.DAY, (PracticePeriod(MONDAY, 20.0, 1), PracticePeriod(MONDAY, 0.0, 0))
    )
    assert [point.text for point in words.time_points(found)] == ["<1", ""]


@pytest.mark.parametrize(
    ("load", "sentence"),
    [
        ((0, 0), "Nothing comes due in the coming two weeks."),
        ((1, 0), "1 question comes due in the coming two weeks, today or before."),
        ((0, 1), "1 question comes due in the coming two weeks, not today."),
        ((2, 3), "5 questions come due in the coming two weeks, 2 of them today or before."),
        ((0, 3), "3 questions come due in the coming two weeks, none of them today."),
    ],
)
def test_what_comes_due_is_told_with_today(load: tuple[int, ...], sentence: str) -> None:
    assert words.due_sentence(load) == sentence


def test_days_to_come_are_named() -> None:
    points = words.due_points((2, 0, 1), MONDAY)
    assert [point.label for point in points] == ["Today", "Tue 3", "Wed 4"]
    assert points[0].said == "Today and before: 2 questions"
    assert points[2].said == "Wednesday, 4 March: 1 question"


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (SectionProgress("Tea", 9, 0, None), "Tea: not practised, 9 questions"),
        (SectionProgress("Tea", 9, 2, None), "Tea: without feedback, 2 of 9 questions practised"),
        (SectionProgress("Tea", 9, 2, 0.456), "Tea: 46 % covered, 2 of 9 questions practised"),
    ],
)
def test_a_section_is_told_in_words(standing: SectionProgress, said: str) -> None:
    assert words.section_said(standing) == said


def test_why_there_is_no_delivery_is_told() -> None:
    assert words.delivery_sentence(history(None)) == "No answer in this time."
    assert "has feedback yet" in words.delivery_sentence(history({}))
    once = words.delivery_sentence(history({"pace": 1.0}, None, step=ChartStep.WEEK))
    assert once == "Each figure is the median of a week. With a second one it is a curve."
    twice = words.delivery_sentence(history({"pace": 1.0}, {"pace": 2.0}, step=ChartStep.WEEK))
    assert twice.startswith("A point is the median of a week.")
