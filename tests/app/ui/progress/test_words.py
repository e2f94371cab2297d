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
    """Return a period with an answer of 90 seconds for each item, an empty one for None."""
    days = {ChartStep.DAY: 1, ChartStep.WEEK: 7, ChartStep.MONTH: 31, ChartStep.YEAR: 366}[step]
    starts = [step.start(first + timedelta(days=days * at)) for at in range(len(medians))]
    return PracticeHistory(
        step,
        tuple(
            PracticePeriod(start) if each is None else PracticePeriod(start, 90.0, 1, each)
            for start, each in zip(starts, medians, strict=True)
        ),
    )


def test_every_delivery_figure_of_the_store_is_shown() -> None:
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
def test_a_period_has_a_name(step: ChartStep, label: str, name: str, when: str) -> None:
    found = history({"pace": 140.0}, step=step)
    (point,) = words.trend_points(PACE, found)
    assert point.label == label
    assert words.names(found) == (name,)
    assert when in words.trend_sentence(PACE, found)
    assert point.description == f"{name}: 140 words a minute"


def test_periods_in_two_years_show_the_year() -> None:
    found = history({"pace": 140.0}, {"pace": 150.0}, step=ChartStep.WEEK, first=date(2025, 12, 29))
    assert [point.label for point in words.trend_points(PACE, found)] == [
        "29 Dec 2025",
        "5 Jan 2026",
    ]
    assert words.names(found) == ("Week of 29 December 2025", "Week of 5 January")


def test_the_sentence_of_a_trend_goes_from_its_first_to_its_last_value() -> None:
    found = history({"pace": 128.4}, {"pace": 150.0}, None, {"pace": 112.0}, {"pace": 141.6})
    assert words.trend_sentence(PACE, found) == (
        "From 128 words a minute on 2 March to 142 on 6 March; lowest 112, highest 150."
        " Shaded: 120 to 160."
    )
    assert words.trend_sentence(PITCH, found) == "No data for this period."


def test_one_value_is_no_trend() -> None:
    found = history(None, {"filler_rate": 3.25})
    assert words.trend_sentence(FILLERS, found) == "3.2 a minute on 3 March. Shaded: up to 5."
    assert [point.text for point in words.trend_points(FILLERS, found)] == ["—", "3.2"]


def test_a_single_value_says_when() -> None:
    found = history({"pace": 140.0}, {"pitch_variation": 0.16, "pace": 150.0})
    assert words.only_figure(PITCH, found) == ("0.16", "On 3 March")
    assert words.only_figure(PACE, found) is None
    assert words.only_figure(FILLERS, found) is None
    week = history({"pace": 140.0}, step=ChartStep.WEEK)
    assert words.only_figure(PACE, week) == (
        "140",
        "In the week of 2 March · recommended: 120 to 160",
    )


def test_the_sentence_of_time_counts_answers_and_days() -> None:
    found = history({}, None, {})
    assert words.time_sentence(found) == (
        "3 min 0 s of speech in 2 answers, on 2 of 3 days. Bars show minutes per day."
    )
    assert "in 1 of 1 week." in words.time_sentence(history({}, step=ChartStep.WEEK))
    assert words.time_sentence(history(None)) == "No answers in this period."


def test_less_than_a_minute_is_shown() -> None:
    found = PracticeHistory(
        ChartStep.DAY, (PracticePeriod(MONDAY, 20.0, 1), PracticePeriod(MONDAY, 0.0, 0))
    )
    assert [point.text for point in words.time_points(found)] == ["<1", ""]


@pytest.mark.parametrize(
    ("load", "sentence"),
    [
        ((0, 0), "Nothing is due in the next two weeks."),
        ((1, 0), "1 question is due today or overdue."),
        ((0, 1), "1 question is due in the next two weeks, none today."),
        ((2, 3), "5 questions are due in the next two weeks, 2 of them today or overdue."),
        ((0, 3), "3 questions are due in the next two weeks, none today."),
    ],
)
def test_the_sentence_of_due_questions_counts_today(load: tuple[int, ...], sentence: str) -> None:
    assert words.due_sentence(load) == sentence


def test_coming_days_have_names() -> None:
    points = words.due_points((2, 0, 1), MONDAY)
    assert [point.label for point in points] == ["Today", "Tue 3", "Wed 4"]
    assert points[0].description == "Today or overdue: 2 questions"
    assert points[2].description == "Wednesday, 4 March: 1 question"


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (SectionProgress("Tea", 9, 0, None), "Tea: not practiced, 9 questions"),
        (SectionProgress("Tea", 9, 2, None), "Tea: no feedback yet, 2 of 9 questions practiced"),
        (SectionProgress("Tea", 9, 2, 0.456), "Tea: 46% covered, 2 of 9 questions practiced"),
    ],
)
def test_the_progress_in_a_section_is_described(progress: SectionProgress, said: str) -> None:
    assert words.section_description(progress) == said


def test_the_sentence_of_delivery_says_why_there_is_none() -> None:
    assert words.delivery_sentence(history(None)) == "No answers in this period."
    assert "have feedback yet" in words.delivery_sentence(history({}))
    once = words.delivery_sentence(history({"pace": 1.0}, None, step=ChartStep.WEEK))
    assert once == "Each value is the median of a week. Charts appear once there are two values."
    twice = words.delivery_sentence(history({"pace": 1.0}, {"pace": 2.0}, step=ChartStep.WEEK))
    assert twice.startswith("Each point is the median of a week.")
