"""The progress page in words: what charts, tables and a screen reader say alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mock_interviewer.app.feedback.delivery.measures import MEASURES, MeasureBand, Measures
from mock_interviewer.app.planning.section_progress import SectionProgress
from mock_interviewer.app.store.practice.progress import ChartStep, PracticeHistory, PracticePeriod
from mock_interviewer.app.text.dates_in_words import about_length
from mock_interviewer.app.text.formatting import DAYS, MONTHS, counted
from mock_interviewer.app.ui.progress.charts import ChartPoint

_MINUTE = 60
_SHORT = 3
NOTHING = "—"
"""Stands where there is no number."""


@dataclass(frozen=True)
class DeliveryTrend:
    """One of the store's FIGURES as it is shown: with so many decimal ``places``."""

    figure: str
    name: str
    unit: str
    places: int
    from_zero: bool = True
    band: MeasureBand | None = None

    @property
    def title(self) -> str:
        """Name and unit."""
        return f"{self.name}, {self.unit}" if self.unit else self.name

    @property
    def published(self) -> str:
        """The range that is published; empty where none is."""
        if self.band is None:
            return ""
        if self.band.low is None:
            return f"up to {self.band.high:g}"
        return f"{self.band.low:g} to {self.band.high:g}"

    @property
    def shaded(self) -> str:
        """What is shaded in the chart; empty where nothing is published."""
        return f"Shaded: {self.published}" if self.published else ""

    def text(self, value: float | None) -> str:
        """Return a value as it is written."""
        return NOTHING if value is None else f"{value:.{self.places}f}"


def trends(measures: Measures = MEASURES) -> tuple[DeliveryTrend, ...]:
    """Return what delivery is followed by, with what is published about it."""
    pace, fillers, pitch = measures["pace"], measures["fillers"], measures["pitch"]
    return (
        DeliveryTrend("pace", pace.name, pace.unit, 0, from_zero=False, band=pace.band),
        DeliveryTrend("filler_rate", fillers.name, fillers.unit, 1, band=fillers.band),
        DeliveryTrend("longest_pause", "Longest pause", "seconds", 1),
        DeliveryTrend("first_word", measures["first_word"].name, "seconds", 1),
        DeliveryTrend("pitch_variation", pitch.name, pitch.unit, 2, band=pitch.band),
    )


def label(start: date, history: PracticeHistory) -> str:
    """Return a stretch for the foot of a chart: 2 Mar, 2 Mar 2026, Mar 2026, 2026."""
    month = MONTHS[start.month - 1][:_SHORT]
    if history.step is ChartStep.YEAR:
        return f"{start.year}"
    if history.step is ChartStep.MONTH:
        return f"{month} {start.year}"
    years = {each.start.year for each in (history.stretches[0], history.stretches[-1])}
    return f"{start.day} {month}" if len(years) == 1 else f"{start.day} {month} {start.year}"


def named(start: date, step: ChartStep, year: int) -> str:
    """Return a stretch for a table; days and weeks have their year where it is not ``year``."""
    month = MONTHS[start.month - 1]
    if step is ChartStep.YEAR:
        return f"{start.year}"
    if step is ChartStep.MONTH:
        return f"{month} {start.year}"
    day = f"{start.day} {month}" if start.year == year else f"{start.day} {month} {start.year}"
    return f"Week of {day}" if step is ChartStep.WEEK else day


def when(start: date, step: ChartStep, year: int) -> str:
    """Return a stretch for a sentence: on 2 March, in the week of 2 March, in March 2026."""
    name = named(start, step, year)
    if step is ChartStep.DAY:
        return f"on {name}"
    return f"in the w{name[1:]}" if step is ChartStep.WEEK else f"in {name}"


def names(history: PracticeHistory) -> tuple[str, ...]:
    """Return the stretches for a table."""
    return tuple(_stretch_name(each, history) for each in history.stretches)


def delivery_sentence(history: PracticeHistory) -> str:
    """Return what the charts of delivery show."""
    if not history.takes:
        return "No answer in this time."
    told = [figure for each in history.stretches for figure in each.medians]
    if not told:
        return "No answer of this time has feedback yet."
    if max(map(told.count, told)) == 1:
        return f"Each figure is the median of a {history.step}. With a second one it is a curve."
    return (
        f"A point is the median of a {history.step}. Shaded ranges are published; inside them no"
        " figure is better than another."
    )


def trend_points(trend: DeliveryTrend, history: PracticeHistory) -> tuple[ChartPoint, ...]:
    """Return the medians of one figure, a point a stretch."""
    return tuple(_trend_point(trend, each, history) for each in history.stretches)


def trend_sentence(trend: DeliveryTrend, history: PracticeHistory) -> str:
    """Return what the chart of a figure shows."""
    found = [each for each in history.stretches if trend.figure in each.medians]
    if not found:
        return "No answer of this time tells it."
    first, last = found[0], found[-1]
    values = [each.medians[trend.figure] for each in found]
    shaded = f" {trend.shaded}." if trend.shaded else ""
    begun = f"{_measured(trend, first)} {_stretch_time(first, history)}"
    if first is last:
        return f"{begun}.{shaded}"
    return (
        f"From {begun} to {trend.text(values[-1])} {_stretch_time(last, history)};"
        f" lowest {trend.text(min(values))}, highest {trend.text(max(values))}.{shaded}"
    )


def only_figure(trend: DeliveryTrend, history: PracticeHistory) -> tuple[str, str] | None:
    """Return a figure that is told once, and when; None where it is told never or more often."""
    found = [each for each in history.stretches if trend.figure in each.medians]
    if len(found) != 1:
        return None
    (once,) = found
    at = _stretch_time(once, history)
    beside = f" · published: {trend.published}" if trend.published else ""
    return trend.text(once.medians[trend.figure]), f"{at[0].upper()}{at[1:]}{beside}"


def time_points(history: PracticeHistory) -> tuple[ChartPoint, ...]:
    """Return the minutes spoken, a bar a stretch."""
    return tuple(
        ChartPoint(
            label(each.start, history),
            each.seconds / _MINUTE,
            _minutes(each),
            f"{_stretch_name(each, history)}: {about_length(each.seconds)}"
            f" in {counted(each.takes, 'answer')}",
        )
        for each in history.stretches
    )


def time_sentence(history: PracticeHistory) -> str:
    """Return how much was practised in all."""
    if not history.takes:
        return "No answer in this time."
    seconds = sum(each.seconds for each in history.stretches)
    busy = sum(1 for each in history.stretches if each.takes)
    of = counted(len(history.stretches), str(history.step))
    on = "on" if history.step is ChartStep.DAY else "in"
    answers = counted(history.takes, "answer")
    spoken = f"{about_length(seconds)} spoken in {answers}, {on} {busy} of {of}."
    return f"{spoken} Bars are minutes a {history.step}."


def due_points(load: Sequence[int], today: date) -> tuple[ChartPoint, ...]:
    """Return how many questions come due, a bar a day; the first has what is overdue too."""
    found = []
    for ahead, (count, name) in enumerate(zip(load, due_days(load, today), strict=True)):
        day = today + timedelta(days=ahead)
        short = f"{DAYS[day.weekday()][:_SHORT]} {day.day}" if ahead else "Today"
        found.append(ChartPoint(short, count, str(count), f"{name}: {counted(count, 'question')}"))
    return tuple(found)


def due_days(load: Sequence[int], today: date) -> tuple[str, ...]:
    """Return the days of a load for a table."""
    days = (today + timedelta(days=ahead) for ahead in range(1, len(load)))
    later = (f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}" for day in days)
    return ("Today and before", *later)


def due_sentence(load: Sequence[int]) -> str:
    """Return how much comes due in all."""
    total, now = sum(load), load[0] if load else 0
    if not total:
        return "Nothing comes due in the coming two weeks."
    come = "comes" if total == 1 else "come"
    among = f"{now} of them today or before" if now else "none of them today"
    if total == 1:
        among = "today or before" if now else "not today"
    return f"{counted(total, 'question')} {come} due in the coming two weeks, {among}."


def percent(share: float | None) -> str:
    """Return a share from 0 to 1."""
    return NOTHING if share is None else f"{round(100 * share)} %"


def practiced_of(standing: SectionProgress, *, short: bool = False) -> str:
    """Return how many of a section's questions were answered."""
    whole = str(standing.questions) if short else counted(standing.questions, "question")
    return f"{standing.answered or 'none'} of {whole}"


def section_sentence(standings: Sequence[SectionProgress]) -> str:
    """Return what the bars of sections show."""
    choose = "Choose a section to practise it."
    counts = "Key points count by their weight, partly made ones half."
    if all(each.coverage is None for each in standings):
        return f"No answer to a question of this bank has feedback yet. {choose}"
    shown = "How much of a good answer your latest answers give, the weakest section first."
    return f"{shown} {counts} {choose}"


def section_said(standing: SectionProgress) -> str:
    """Return where a person stands in a section, for a screen reader."""
    if not standing.answered:
        return f"{standing.section}: not practised, {counted(standing.questions, 'question')}"
    judged = (
        f"{percent(standing.coverage)} covered"
        if standing.coverage is not None
        else "without feedback"
    )
    return f"{standing.section}: {judged}, {practiced_of(standing)} practised"


def _trend_point(
    trend: DeliveryTrend, each: PracticePeriod, history: PracticeHistory
) -> ChartPoint:
    value = each.medians.get(trend.figure)
    measured = _measured(trend, each) if value is not None else "not told"
    return ChartPoint(
        label(each.start, history),
        value,
        trend.text(value),
        f"{_stretch_name(each, history)}: {measured}",
    )


def _measured(trend: DeliveryTrend, each: PracticePeriod) -> str:
    return f"{trend.text(each.medians[trend.figure])} {trend.unit}".rstrip()


def _minutes(each: PracticePeriod) -> str:
    if not each.takes:
        return ""
    minutes = round(each.seconds / _MINUTE)
    return f"{minutes}" if minutes else "<1"


def _stretch_name(each: PracticePeriod, history: PracticeHistory) -> str:
    return named(each.start, history.step, history.stretches[-1].start.year)


def _stretch_time(each: PracticePeriod, history: PracticeHistory) -> str:
    return when(each.start, history.step, history.stretches[-1].start.year)
