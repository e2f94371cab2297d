"""Words of the progress page, shared by charts, tables, and screen readers."""

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
_NO_ANSWERS = "No answers in this period."
NOTHING = "—"
"""Shown instead of a missing number."""
NO_DATA = "No data for this period"


@dataclass(frozen=True)
class DeliveryTrend:
    """One of the store's DELIVERY_FIGURES as shown, with ``places`` decimal places."""

    figure: str
    name: str
    unit: str
    places: int
    from_zero: bool = True
    band: MeasureBand | None = None

    @property
    def title(self) -> str:
        """The name and the unit."""
        return f"{self.name}, {self.unit}" if self.unit else self.name

    @property
    def recommended(self) -> str:
        """The recommended range; empty if there is none."""
        if self.band is None:
            return ""
        if self.band.low is None:
            return f"up to {self.band.high:g}"
        return f"{self.band.low:g} to {self.band.high:g}"

    @property
    def shaded(self) -> str:
        """The legend of the shaded range in the chart; empty if there is none."""
        return f"Shaded: {self.recommended}" if self.recommended else ""

    def text(self, value: float | None) -> str:
        """Return a value as text."""
        return NOTHING if value is None else f"{value:.{self.places}f}"


def trends(measures: Measures = MEASURES) -> tuple[DeliveryTrend, ...]:
    """Return the delivery trends to show, with their recommended ranges."""
    pace, fillers, pitch = measures["pace"], measures["fillers"], measures["pitch"]
    return (
        DeliveryTrend("pace", pace.name, pace.unit, 0, from_zero=False, band=pace.band),
        DeliveryTrend("filler_rate", fillers.name, fillers.unit, 1, band=fillers.band),
        DeliveryTrend("longest_pause", "Longest pause", "seconds", 1),
        DeliveryTrend("first_word", measures["first_word"].name, "seconds", 1),
        DeliveryTrend("pitch_variation", pitch.name, pitch.unit, 2, band=pitch.band),
    )


def label(start: date, history: PracticeHistory) -> str:
    """Return the label of a period below a chart: 2 Mar, 2 Mar 2026, Mar 2026, 2026."""
    month = MONTHS[start.month - 1][:_SHORT]
    if history.step is ChartStep.YEAR:
        return f"{start.year}"
    if history.step is ChartStep.MONTH:
        return f"{month} {start.year}"
    years = {each.start.year for each in (history.stretches[0], history.stretches[-1])}
    return f"{start.day} {month}" if len(years) == 1 else f"{start.day} {month} {start.year}"


def named(start: date, step: ChartStep, year: int) -> str:
    """Return a period for a table; days and weeks include the year unless it is ``year``."""
    month = MONTHS[start.month - 1]
    if step is ChartStep.YEAR:
        return f"{start.year}"
    if step is ChartStep.MONTH:
        return f"{month} {start.year}"
    day = f"{start.day} {month}" if start.year == year else f"{start.day} {month} {start.year}"
    return f"Week of {day}" if step is ChartStep.WEEK else day


def when(start: date, step: ChartStep, year: int) -> str:
    """Return a period for a sentence: on 2 March, in the week of 2 March, in March 2026."""
    name = named(start, step, year)
    if step is ChartStep.DAY:
        return f"on {name}"
    return f"in the w{name[1:]}" if step is ChartStep.WEEK else f"in {name}"


def names(history: PracticeHistory) -> tuple[str, ...]:
    """Return the periods for a table."""
    return tuple(_period_name(each, history) for each in history.stretches)


def delivery_sentence(history: PracticeHistory) -> str:
    """Return a sentence on the charts of delivery."""
    if not history.takes:
        return _NO_ANSWERS
    measured = [figure for each in history.stretches for figure in each.medians]
    if not measured:
        return "No answers in this period have feedback yet."
    if max(map(measured.count, measured)) == 1:
        return (
            f"Each value is the median of a {history.step}. "
            "Charts appear once there are two values."
        )
    return f"Each point is the median of a {history.step}. Shaded: recommended range."


def trend_points(trend: DeliveryTrend, history: PracticeHistory) -> tuple[ChartPoint, ...]:
    """Return the medians of one measure, a point for each period."""
    return tuple(_trend_point(trend, each, history) for each in history.stretches)


def trend_sentence(trend: DeliveryTrend, history: PracticeHistory) -> str:
    """Return a sentence on the chart of one measure."""
    found = [each for each in history.stretches if trend.figure in each.medians]
    if not found:
        return f"{NO_DATA}."
    first, last = found[0], found[-1]
    values = [each.medians[trend.figure] for each in found]
    shaded = f" {trend.shaded}." if trend.shaded else ""
    start = f"{_measured(trend, first)} {_period_time(first, history)}"
    if first is last:
        return f"{start}.{shaded}"
    return (
        f"From {start} to {trend.text(values[-1])} {_period_time(last, history)};"
        f" lowest {trend.text(min(values))}, highest {trend.text(max(values))}.{shaded}"
    )


def only_figure(trend: DeliveryTrend, history: PracticeHistory) -> tuple[str, str] | None:
    """Return the value and the time of a measure with just one value; otherwise None."""
    found = [each for each in history.stretches if trend.figure in each.medians]
    if len(found) != 1:
        return None
    (once,) = found
    at = _period_time(once, history)
    recommended = f" · recommended: {trend.recommended}" if trend.recommended else ""
    return trend.text(once.medians[trend.figure]), f"{at[0].upper()}{at[1:]}{recommended}"


def time_points(history: PracticeHistory) -> tuple[ChartPoint, ...]:
    """Return the minutes of speech, a bar for each period."""
    return tuple(
        ChartPoint(
            label(each.start, history),
            each.seconds / _MINUTE,
            _minutes(each),
            f"{_period_name(each, history)}: {about_length(each.seconds)}"
            f" in {counted(each.takes, 'answer')}",
        )
        for each in history.stretches
    )


def time_sentence(history: PracticeHistory) -> str:
    """Return a sentence on the total time of practice."""
    if not history.takes:
        return _NO_ANSWERS
    seconds = sum(each.seconds for each in history.stretches)
    busy = sum(1 for each in history.stretches if each.takes)
    of = counted(len(history.stretches), str(history.step))
    on = "on" if history.step is ChartStep.DAY else "in"
    answers = counted(history.takes, "answer")
    spoken = f"{about_length(seconds)} of speech in {answers}, {on} {busy} of {of}."
    return f"{spoken} Bars show minutes per {history.step}."


def due_points(load: Sequence[int], today: date) -> tuple[ChartPoint, ...]:
    """Return how many questions are due, a bar for each day; the first includes overdue ones."""
    found = []
    for ahead, (count, name) in enumerate(zip(load, due_days(load, today), strict=True)):
        day = today + timedelta(days=ahead)
        short = f"{DAYS[day.weekday()][:_SHORT]} {day.day}" if ahead else "Today"
        found.append(ChartPoint(short, count, str(count), f"{name}: {counted(count, 'question')}"))
    return tuple(found)


def due_days(load: Sequence[int], today: date) -> tuple[str, ...]:
    """Return the days of ``load`` for a table."""
    days = (today + timedelta(days=ahead) for ahead in range(1, len(load)))
    later = (f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}" for day in days)
    return ("Today or overdue", *later)


def due_sentence(load: Sequence[int]) -> str:
    """Return a sentence on the total number of due questions."""
    total, now = sum(load), load[0] if load else 0
    if not total:
        return "Nothing is due in the next two weeks."
    if total == now == 1:
        return "1 question is due today or overdue."
    due = f"{counted(total, 'question is', 'questions are')} due in the next two weeks"
    return f"{due}, {f'{now} of them today or overdue' if now else 'none today'}."


def percent(share: float | None) -> str:
    """Return a share from 0 to 1 as a percentage."""
    return NOTHING if share is None else f"{round(100 * share)}%"


def practiced_count(progress: SectionProgress, *, short: bool = False) -> str:
    """Return how many questions of a section were answered."""
    whole = str(progress.questions) if short else counted(progress.questions, "question")
    return f"{progress.answered} of {whole}"


def section_sentence(sections: Sequence[SectionProgress]) -> str:
    """Return a sentence on the bars of the sections."""
    choose = "Choose a section to practice it."
    if all(each.coverage is None for each in sections):
        return f"No answers in this bank have feedback yet. {choose}"
    shown = "Key points covered, weakest first."
    counts = "Points are weighted; points to check count half."
    return f"{shown} {counts} {choose}"


def section_description(progress: SectionProgress) -> str:
    """Return the progress in a section, for screen readers."""
    if not progress.answered:
        return f"{progress.section}: not practiced, {counted(progress.questions, 'question')}"
    covered = (
        f"{percent(progress.coverage)} covered"
        if progress.coverage is not None
        else "no feedback yet"
    )
    return f"{progress.section}: {covered}, {practiced_count(progress)} practiced"


def _trend_point(
    trend: DeliveryTrend, each: PracticePeriod, history: PracticeHistory
) -> ChartPoint:
    value = each.medians.get(trend.figure)
    measured = _measured(trend, each) if value is not None else "no data"
    return ChartPoint(
        label(each.start, history),
        value,
        trend.text(value),
        f"{_period_name(each, history)}: {measured}",
    )


def _measured(trend: DeliveryTrend, each: PracticePeriod) -> str:
    return f"{trend.text(each.medians[trend.figure])} {trend.unit}".rstrip()


def _minutes(each: PracticePeriod) -> str:
    if not each.takes:
        return ""
    minutes = round(each.seconds / _MINUTE)
    return f"{minutes}" if minutes else "<1"


def _period_name(each: PracticePeriod, history: PracticeHistory) -> str:
    return named(each.start, history.step, history.stretches[-1].start.year)


def _period_time(each: PracticePeriod, history: PracticeHistory) -> str:
    return when(each.start, history.step, history.stretches[-1].start.year)
