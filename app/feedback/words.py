"""Feedback in the words that people read: the same in the window, the report, and the commands.

Nothing here judges, and every figure is rounded to the precision it has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict
from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.feedback.story.story import Story
from mock_interviewer.app.text.formatting import clock_time, counted, spoken_length

_MARKS = {CoverageVerdict.MADE: "✓", CoverageVerdict.PARTLY: "◐", CoverageVerdict.NOT: "○"}
_VERDICTS = {
    CoverageVerdict.MADE: "made",
    CoverageVerdict.PARTLY: "partly made",
    CoverageVerdict.NOT: "not made",
}
_TOLD = {
    CoverageVerdict.MADE: "told",
    CoverageVerdict.PARTLY: "partly told",
    CoverageVerdict.NOT: "not told",
}
_PLACES = 6
"""So many places are named with their times."""
_NOT_TOLD = "This cannot be told."
_NOT_LOOKED = "Nobody looked for fillers in this answer."


@dataclass(frozen=True)
class DeliveryFigure:
    """One figure of a delivery.

    ``key`` is the measure's in ``definitions``. ``value`` is "" where it cannot be told, and
    ``note`` then says why; else ``note`` is what belongs to the value, or "".
    """

    key: str
    label: str
    value: str
    note: str = ""


def headline(coverage: Coverage) -> str:
    """Return how many key points were made: 4 of 6 key points."""
    return f"{coverage.made} of {counted(len(coverage.points), 'key point')}"


def beside_headline(coverage: Coverage) -> str:
    """Return what the number leaves out: 1 partly made, 2 of 3 essential; "" where that is nothing.

    Where all points are essential, or none is, there is nothing to tell apart.
    """
    essential = coverage.essential
    told_apart = 0 < len(essential.points) < len(coverage.points)
    parts = (
        f"{coverage.partly} partly made" if coverage.partly else "",
        f"{essential.made} of {len(essential.points)} essential" if told_apart else "",
    )
    return ", ".join(part for part in parts if part)


def coverage_line(coverage: Coverage) -> str:
    """Return both on one line: 4 of 6 key points, 1 partly made, 2 of 3 essential."""
    return ", ".join(part for part in (headline(coverage), beside_headline(coverage)) if part)


def mark(covered: CoverageVerdict) -> str:
    """Return the sign that stands before a key point."""
    return _MARKS[covered]


def verdict(covered: CoverageVerdict) -> str:
    """Return what the sign means: made, partly made, not made."""
    return _VERDICTS[covered]


def told(covered: CoverageVerdict) -> str:
    """Return the same of a part of a told experience: told, partly told, not told."""
    return _TOLD[covered]


def story_line(story: Story) -> str:
    """Return which parts of an experience were told: situation told, task partly told."""
    return ", ".join(f"{part.part} {told(part.told)}" for part in story.parts)


def acted_line(story: Story) -> str:
    """Return how often one and how often one's team did something."""
    return f"“I” acted in {counted(story.i_acted, 'clause')}, “we” in {story.we_acted}."


def figures(delivery: Delivery) -> tuple[DeliveryFigure, ...]:
    """Return the figures of a delivery in the order in which they are read, the untold ones too."""
    untold = {each.measure: each.why for each in delivery.untold}
    return tuple(
        _figure(key, label, say(delivery), untold.get(key)) for key, label, say in _MEASURES
    )


def delivery_line(delivery: Delivery) -> str:
    """Return the figures that say most, on one line; those that cannot be told are left out."""
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
"""A value and what belongs to it; None where it cannot be told."""


def _figure(key: str, label: str, said: _Said, why: str | None) -> DeliveryFigure:
    if said is None:
        return DeliveryFigure(
            key, label, "", why or (_NOT_LOOKED if key == "fillers" else _NOT_TOLD)
        )
    value, note = said
    return DeliveryFigure(key, label, value, ". ".join(part for part in (note, why) if part))


def _length(delivery: Delivery) -> _Said:
    return spoken_length(delivery.duration), ""


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
    """Return how many there are, after ``before``, and where."""
    if moments is None:
        return None
    if not moments:
        return "none found", ""
    places = ", ".join(clock_time(moment.start) for moment in moments[:_PLACES])
    more = len(moments) - _PLACES
    return f"{before}{len(moments)}", f"at {places}{f' and {more} more' if more > 0 else ''}"


def _rate(words: float) -> str:
    return f"{words:.0f} words a minute"


def _short(number: float) -> str:
    """Return a number with one decimal at most, and none where it is whole."""
    return f"{round(number, 1):g}"
