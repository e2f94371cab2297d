"""Comparison of the delivery of two answers: each figure of both, and how it changed in words.

A direction is better or worse only if the source of the figure's range found it so, and a
difference below the figure's precision is none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.ranges import FigureRange
from mock_interviewer.app.feedback.words import DeliveryFigure, figures

_CLOSE = 0.03
"""Relative difference up to which two measurements are about the same."""
_BETTER, _WORSE = "better: ", "worse: "
_ABOUT = "about the same"
_SAME = "the same"


@dataclass(frozen=True)
class FigureChange:
    """One figure of both answers; ``key`` is a key of ``MEASURES``, which may have two figures.

    A value is "" if it is not available, and ``why_earlier`` or ``why_later`` then says why.
    ``direction`` is "" unless both are available. A range is None if none is published.
    """

    key: str
    label: str
    earlier: str
    later: str
    direction: str
    why_earlier: str = ""
    why_later: str = ""
    earlier_range: FigureRange | None = None
    later_range: FigureRange | None = None

    @property
    def changed(self) -> bool:
        """Whether the figure changed."""
        return self.direction not in {"", _SAME, _ABOUT}


@dataclass(frozen=True)
class _ComparedFigure:
    """How a figure is compared: its number, the words for more and less, and its text.

    ``counted`` numbers are exact. Without ``text``, the value is that of ``words.figures``.
    """

    key: str
    number: Callable[[Delivery], float | None]
    more: str
    less: str
    counted: bool = False
    label: str = ""
    text: Callable[[Delivery], str] | None = None


def compare_delivery(earlier: Delivery | None, later: Delivery | None) -> tuple[FigureChange, ...]:
    """Return the figures in display order; None stands for an answer without delivery.

    Figures that neither answer has are left out.
    """
    if earlier is None and later is None:
        return ()
    before, after = _worded(earlier), _worded(later)
    found = (_changed(measured, before, after) for measured in _FIGURES)
    return tuple(change for change in found if change.earlier or change.later)


@dataclass(frozen=True)
class _WordedDelivery:
    """A delivery with its figures, by key."""

    delivery: Delivery | None
    said: dict[str, DeliveryFigure]


def _worded(delivery: Delivery | None) -> _WordedDelivery:
    said = {} if delivery is None else {figure.key: figure for figure in figures(delivery)}
    return _WordedDelivery(delivery, said)


def _changed(
    measured: _ComparedFigure, earlier: _WordedDelivery, later: _WordedDelivery
) -> FigureChange:
    before, why_before = _value(measured, earlier)
    after, why_after = _value(measured, later)
    direction = _direction(measured, earlier.delivery, later.delivery) if before and after else ""
    # A difference that the rounded values do not show would be confusing.
    direction = _SAME if direction and before == after else direction
    range_before, range_after = _range(measured, earlier), _range(measured, later)
    return FigureChange(
        measured.key,
        measured.label or (later.said or earlier.said)[measured.key].label,
        before,
        after,
        _judgment(range_before, range_after) + direction,
        why_before,
        why_after,
        range_before,
        range_after,
    )


def _value(measured: _ComparedFigure, told: _WordedDelivery) -> tuple[str, str]:
    """Return a figure's value and "", or "" and why it is not available."""
    if told.delivery is None:
        return "", ""
    figure = told.said[measured.key]
    if not figure.value:
        return "", figure.note
    return (measured.text(told.delivery) if measured.text is not None else figure.value), ""


def _range(measured: _ComparedFigure, told: _WordedDelivery) -> FigureRange | None:
    """Return the range of a figure; a second figure of the same measure has none."""
    figure = told.said.get(measured.key)
    return None if figure is None or measured.label else figure.range


def _judgment(earlier: FigureRange | None, later: FigureRange | None) -> str:
    """Return "better: " or "worse: " if the source of the range compared such values, else ""."""
    if earlier is None or later is None:
        return ""
    if earlier.is_worse and later.inside:
        return _BETTER
    return _WORSE if earlier.inside and later.is_worse else ""


def _direction(measured: _ComparedFigure, earlier: Delivery | None, later: Delivery | None) -> str:
    before = None if earlier is None else measured.number(earlier)
    after = None if later is None else measured.number(later)
    if before is None or after is None:
        return ""
    if before == after:
        return _SAME
    if not measured.counted and abs(after - before) <= _CLOSE * max(abs(before), abs(after)):
        return _ABOUT
    return measured.more if after > before else measured.less


def _pauses(delivery: Delivery) -> float | None:
    return None if delivery.pauses is None else len(delivery.pauses.moments)


def _longest(delivery: Delivery) -> float | None:
    if delivery.pauses is None:
        return None
    longest = delivery.pauses.longest
    return 0.0 if longest is None else longest.length


def _longest_text(delivery: Delivery) -> str:
    length = _longest(delivery)
    return f"{length:.1f} s" if length else "none"


def _fillers(delivery: Delivery) -> float | None:
    """Return fillers per minute, because answers differ in length."""
    if delivery.fillers == ():
        return 0.0
    return delivery.filler_rate


def _fillers_text(delivery: Delivery) -> str:
    if not delivery.fillers:
        return "none found"
    rate = delivery.filler_rate
    count = f"at least {len(delivery.fillers)}"
    return count if rate is None else f"{count}, {rate:.1f} a minute"


def _count(moments: tuple[object, ...] | None) -> float | None:
    return None if moments is None else len(moments)


_FIGURES = (
    _ComparedFigure("length", lambda told: told.duration, "longer", "shorter"),
    _ComparedFigure("words", lambda told: told.words, "more words", "fewer words"),
    _ComparedFigure("pace", lambda told: told.pace, "faster", "slower"),
    _ComparedFigure("articulation", lambda told: told.articulation, "faster", "slower"),
    _ComparedFigure("first_word", lambda told: told.first_word, "began later", "began sooner"),
    _ComparedFigure("pauses", _pauses, "more pauses", "fewer pauses", counted=True),
    _ComparedFigure(
        "pauses", _longest, "longer", "shorter", label="Longest pause", text=_longest_text
    ),
    _ComparedFigure(
        "fillers", _fillers, "more fillers a minute", "fewer fillers a minute", text=_fillers_text
    ),
    _ComparedFigure(
        "repetitions",
        lambda told: _count(told.repetitions),
        "more repetitions",
        "fewer repetitions",
        counted=True,
    ),
    _ComparedFigure(
        "hedges", lambda told: _count(told.hedges), "more hedges", "fewer hedges", counted=True
    ),
    _ComparedFigure(
        "pitch",
        lambda told: None if told.pitch is None else told.pitch.variation,
        "pitch varies more",
        "pitch varies less",
    ),
    _ComparedFigure(
        "loudness",
        lambda told: None if told.loudness is None else told.loudness.variation,
        "loudness varies more",
        "loudness varies less",
    ),
    _ComparedFigure("richness", lambda told: told.richness, "words vary more", "words vary less"),
)
