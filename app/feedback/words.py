"""The wording of feedback, shared by the window, the report, and the command line.

It adds no judgment, and every figure is rounded to its actual precision.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageVerdict,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.feedback.delivery.measures import MEASURES, Measures
from mock_interviewer.app.feedback.delivery.ranges import FigureRange, figure_range
from mock_interviewer.app.feedback.story.story import Story
from mock_interviewer.app.text.formatting import clock_time, counted, spoken_length

_MARKS = {
    CoverageVerdict.MADE: "✓",
    CoverageVerdict.UNSURE: "?",
    CoverageVerdict.OPPOSITE: "✕",
    CoverageVerdict.NOT: "○",
}
_VERDICTS = {
    CoverageVerdict.MADE: "made",
    CoverageVerdict.UNSURE: "to check",
    CoverageVerdict.OPPOSITE: "contradicted",
    CoverageVerdict.NOT: "not made",
}
YOUR_VERDICT = "your verdict"
"""What a verdict that the person gave is called."""
SECOND_OPINION = "second opinion"
"""What a verdict of a local language model is called."""
_TOLD = {
    CoverageVerdict.MADE: "covered",
    CoverageVerdict.UNSURE: "unclear",
    CoverageVerdict.OPPOSITE: "missing",
    CoverageVerdict.NOT: "missing",
}
_MAX_TIMES = 6
"""Number of occurrences listed with their times."""
MAIN_FIGURES = frozenset({"length", "pace", "pauses", "fillers"})
"""The keys of the figures that are shown first; the others are shown on request."""
_NOT_AVAILABLE = "Not available."
_NOT_LOOKED = "This answer hasn't been checked for fillers."


@dataclass(frozen=True)
class DeliveryFigure:
    """One figure of a delivery.

    ``key`` is a key of ``MEASURES``. ``value`` is "" if it is not available, and ``note`` then
    says why; otherwise, ``note`` adds detail to the value, or is "". ``range`` is None if no range
    is published.
    """

    key: str
    label: str
    value: str
    note: str = ""
    range: FigureRange | None = None

    @property
    def said(self) -> str:
        """The figure in plain words, such as "a little fast"; its value if it has no range."""
        return self.range.words if self.range is not None and self.value else self.value

    @property
    def detail(self) -> str:
        """What ``said`` leaves out: the value that the words stand for, and the note."""
        value = "" if self.said == self.value else self.value
        return ", ".join(part for part in (value, self.note) if part)


def headline(coverage: Coverage) -> str:
    """Return how many key points were made, as in "4 of 6 key points".

    While points are to be checked, that is a range: "3 to 5 of 6 key points".
    """
    made = made_range(coverage.made, coverage.unsure)
    return f"{made} of {counted(len(coverage.points), 'key point')}"


def made_range(made: int, unsure: int) -> str:
    """Return the least and the most points that were made, as in "3 to 5", or "3" if none is open.

    ``unsure`` of them are to be checked.
    """
    return f"{made} to {made + unsure}" if unsure else str(made)


def beside_headline(coverage: Coverage) -> str:
    """Return the details beside the headline, as in "2 to check, 2 of 3 essential", or "".

    Essential points are mentioned only if there are other points too.
    """
    essential = coverage.essential
    mixed = 0 < len(essential.points) < len(coverage.points)
    made = made_range(essential.made, essential.unsure)
    parts = (
        f"{coverage.opposite} contradicted" if coverage.opposite else "",
        f"{coverage.unsure} to check" if coverage.unsure else "",
        f"{made} of {len(essential.points)} essential" if mixed else "",
    )
    return ", ".join(part for part in parts if part)


def coverage_line(coverage: Coverage) -> str:
    """Return the headline and its details on one line."""
    return ", ".join(part for part in (headline(coverage), beside_headline(coverage)) if part)


def mark(covered: CoverageVerdict) -> str:
    """Return the symbol shown before a key point."""
    return _MARKS[covered]


def verdict(covered: CoverageVerdict) -> str:
    """Return what the symbol means: made, to check, contradicted, or not made."""
    return _VERDICTS[covered]


def point_verdict(point: PointCoverage) -> str:
    """Return the verdict on a point: "made", or "made, your verdict" if the person gave it."""
    source = verdict_source(point)
    return f"{verdict(point.covered)}, {source}" if source else verdict(point.covered)


def verdict_source(point: PointCoverage) -> str:
    """Return where the verdict on a point is from, if not from the judge: "your verdict" or "".

    A second opinion is called one.
    """
    if point.judged is not None:
        return YOUR_VERDICT
    return SECOND_OPINION if point.is_opinion else ""


def told(covered: CoverageVerdict) -> str:
    """Return the same for a part of a story: covered, unclear, or missing."""
    return _TOLD[covered]


def story_line(story: Story) -> str:
    """Return which parts of a story were told, as in "situation covered, task missing"."""
    return ", ".join(f"{part.part} {told(part.told)}" for part in story.parts)


def acted_line(story: Story) -> str:
    """Return how often "I" and "we" did something."""
    return f"“I” is the actor in {counted(story.i_acted, 'clause')}, “we” in {story.we_acted}."


def figures(delivery: Delivery, measures: Measures = MEASURES) -> tuple[DeliveryFigure, ...]:
    """Return all figures of a delivery in display order, including unavailable ones.

    Their ranges are those of ``measures``.
    """
    untold = {each.measure: each.why for each in delivery.untold}
    return tuple(
        replace(
            _figure(key, label, say(delivery), untold.get(key)),
            range=figure_range(delivery, key, measures),
        )
        for key, label, say in _MEASURES
    )


def capitalized(text: str) -> str:
    """Return a text with its first letter in uppercase."""
    return text[:1].upper() + text[1:]


def delivery_line(delivery: Delivery) -> str:
    """Return the main figures on one line, without unavailable ones."""
    parts = [spoken_length(delivery.duration)]
    if delivery.pace is not None:
        parts.append(_rate(delivery.pace))
    if delivery.pauses is not None:
        longest = delivery.pauses.longest
        pauses = counted(len(delivery.pauses.moments), "pause")
        parts.append(pauses if longest is None else f"{pauses}, the longest {longest.length:.1f} s")
    if delivery.fillers is not None:
        found = len(delivery.fillers)
        parts.append(f"at least {counted(found, 'filler')}" if found else "no filler found")
    return " · ".join(parts)


_Said = tuple[str, str] | None
"""A value and its details; None if it is not available."""


def _figure(key: str, label: str, said: _Said, why: str | None) -> DeliveryFigure:
    if said is None:
        return DeliveryFigure(
            key, label, "", why or (_NOT_LOOKED if key == "fillers" else _NOT_AVAILABLE)
        )
    value, note = said
    return DeliveryFigure(key, label, value, ". ".join(part for part in (note, why) if part))


def _length(delivery: Delivery) -> _Said:
    length, speech = spoken_length(delivery.duration), spoken_length(delivery.speech)
    return length, "" if speech == length else f"{speech} of speech"


def _words(delivery: Delivery) -> _Said:
    untold = any(each.measure == "words" for each in delivery.untold)
    return None if untold else (str(delivery.words), "")


def _pace(delivery: Delivery) -> _Said:
    return None if delivery.pace is None else (_rate(delivery.pace), "")


def _articulation(delivery: Delivery) -> _Said:
    return None if delivery.articulation is None else (_rate(delivery.articulation), "")


def _first_word(delivery: Delivery) -> _Said:
    return None if delivery.first_word is None else (f"{delivery.first_word:.1f} s", "")


def _pauses(delivery: Delivery) -> _Said:
    pauses = delivery.pauses
    if pauses is None:
        return None
    longest = pauses.longest
    if longest is None:
        return "none", ""
    where = f"the longest {longest.length:.1f} s at {clock_time(longest.start)}"
    return str(len(pauses.moments)), f"{pauses.total:.1f} s together, {where}"


def _fillers(delivery: Delivery) -> _Said:
    said = _found(delivery.fillers, "at least ")
    if said is None or not delivery.fillers or delivery.filler_rate is None:
        return said
    value, places = said
    return value, f"about {_short(delivery.filler_rate)} a minute, {places}"


def _repetitions(delivery: Delivery) -> _Said:
    return _found(delivery.repetitions, "at least ")


def _hedges(delivery: Delivery) -> _Said:
    return _found(delivery.hedges)


def _pitch(delivery: Delivery) -> _Said:
    pitch = delivery.pitch
    return None if pitch is None else (f"{pitch.variation:.2f}", f"around {pitch.mean:.0f} Hz")


def _loudness(delivery: Delivery) -> _Said:
    loudness = delivery.loudness
    return None if loudness is None else (f"{loudness.variation:.1f} dB", "")


def _richness(delivery: Delivery) -> _Said:
    return None if delivery.richness is None else (f"{delivery.richness:.2f}", "")


_MEASURES: tuple[tuple[str, str, Callable[[Delivery], _Said]], ...] = (
    ("length", "Length", _length),
    ("words", "Words", _words),
    ("pace", "Pace", _pace),
    ("articulation", "Pace without pauses", _articulation),
    ("first_word", "Time to first word", _first_word),
    ("pauses", "Pauses", _pauses),
    ("fillers", "Fillers", _fillers),
    ("repetitions", "Repetitions", _repetitions),
    ("hedges", "Hedges", _hedges),
    ("pitch", "Pitch variation", _pitch),
    ("loudness", "Loudness variation", _loudness),
    ("richness", "Variety of words", _richness),
)


def _found(moments: Sequence[SpeechMoment] | None, before: str = "") -> _Said:
    """Return the number of occurrences, prefixed with ``before``, and their times."""
    if moments is None:
        return None
    if not moments:
        return "none found", ""
    places = ", ".join(clock_time(moment.start) for moment in moments[:_MAX_TIMES])
    more = len(moments) - _MAX_TIMES
    return f"{before}{len(moments)}", f"at {places}{f' and {more} more' if more > 0 else ''}"


def _rate(words: float) -> str:
    return f"{words:.0f} words a minute"


def _short(number: float) -> str:
    """Return a number with at most one decimal, and none if it is whole."""
    return f"{round(number, 1):g}"
