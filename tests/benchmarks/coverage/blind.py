"""The part of the benchmark that compares verdicts with the labels of blind answers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.coverage.asking_back import AskedBack, asked_back
from benchmarks.coverage.blind_set import PointLabel, Share
from benchmarks.coverage.judged import JudgedPoint, agreement, by_question, share
from benchmarks.coverage.statistics import area_under_curve, interval
from benchmarks.recognition.figures import Figure, Outcome

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict

LEAST_F1_OURS = 0.80
LEAST_F1_OTHERS = 0.75
LEAST_STRONG_RECALL = 0.80
LEAST_MADE_RIGHT = 0.90
LEAST_NOT_RIGHT = 0.85
MOST_OPEN = 20.0
MOST_UNTOUCHED_OPEN = 5.0
MOST_CONTRADICTED = 5.0
MOST_EMPTY = 5.0

Points = Sequence[JudgedPoint]


@dataclass(frozen=True)
class _Measure:
    """A figure over some points, and its target."""

    name: str
    figure: Callable[[Points], float]
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None


def agreement_with_labels(judged: Points, part: Share) -> Outcome:
    """Compare verdicts with labels, with 95 % intervals over questions."""
    return Outcome(
        f"Blind answers, {part.value}",
        (*_figures(judged), *_follow_ups(judged)),
        (
            'F1, precision, and recall count "made" alone; what is left open is not made.',
            "Labels down, verdicts across:",
            *_table(judged),
        ),
        tuple(_row(one) for one in judged),
    )


def _figures(judged: Points) -> Iterator[Figure]:
    ours = [one for one in judged if one.answer.ours]
    strong = [one for one in ours if one.answer.person == "strong"]
    others = [one for one in judged if not one.answer.ours]
    f1 = 'F1 of "made"'
    yield _figure(_Measure(f"{f1}, our banks", _f1, at_least=LEAST_F1_OURS), ours)
    yield _figure(
        _Measure("... main questions", _f1), [one for one in ours if not one.answer.follow_up]
    )
    yield _figure(_Measure("... follow-ups", _f1), [one for one in ours if one.answer.follow_up])
    yield _figure(_Measure(f"{f1}, other fields", _f1, at_least=LEAST_F1_OTHERS), others)
    recall = "recall of strong answers, our banks"
    yield _figure(_Measure(recall, _recall, at_least=LEAST_STRONG_RECALL), strong)
    for name, points in (("our banks", ours), ("other fields", others)):
        yield _figure(_Measure(f'precision of "made", {name}', _precision), points)
        yield _figure(_Measure(f'recall of "made", {name}', _recall), points)
    yield _figure(_Measure('precision of "made"', _precision, at_least=LEAST_MADE_RIGHT), judged)
    yield _figure(_Measure('precision of "not made"', _not_right, at_least=LEAST_NOT_RIGHT), judged)
    yield _figure(_Measure("left open", _open, "%", at_most=MOST_OPEN), judged)
    untouched = [one for one in judged if _is_untouched(one)]
    name = "untouched points left open"
    yield _figure(_Measure(name, _open, "%", at_most=MOST_UNTOUCHED_OPEN), untouched)
    contradicted = [one for one in judged if one.label is PointLabel.OPPOSITE]
    name = "contradicted points counted as made"
    yield _figure(_Measure(name, _made, "%", at_most=MOST_CONTRADICTED), contradicted)
    yield _figure(_Measure("... left open", _open, "%"), contradicted)
    yield _figure(_Measure("... shown as contradicted", _opposite, "%"), contradicted)
    yield _figure(
        _Measure('precision of "you said the opposite"', _opposite_right),
        judged,
    )
    for person in ("buzzwords", "neighboring-question"):
        missed = [one for one in judged if one.answer.person == person and not one.made]
        name = f"points not made by {person} counted as made"
        yield _figure(_Measure(name, _made, "%", at_most=MOST_EMPTY), missed)
    yield Figure(
        'area under the curve of "made"',
        area_under_curve([one.covered.score for one in judged], [one.made for one in judged]),
    )


def _figure(measure: _Measure, points: Points) -> Figure:
    found = measure.figure(points)
    low, high = interval(by_question(points), measure.figure) if points else (found, found)
    over = f"{len(points)} points, {low:.{_digits(measure)}f} to {high:.{_digits(measure)}f}"
    return Figure(measure.name, found, measure.unit, over, measure.at_most, measure.at_least)


def _digits(measure: _Measure) -> int:
    return 0 if measure.unit else 2


def _f1(points: Points) -> float:
    return agreement(points).f1


def _precision(points: Points) -> float:
    return agreement(points).precision


def _recall(points: Points) -> float:
    return agreement(points).recall


def _open(points: Points) -> float:
    return share(points, CoverageVerdict.UNSURE)


def _made(points: Points) -> float:
    return share(points, CoverageVerdict.MADE)


def _opposite(points: Points) -> float:
    return share(points, CoverageVerdict.OPPOSITE)


def _not_right(points: Points) -> float:
    found = [one for one in points if one.verdict is CoverageVerdict.NOT]
    return sum(not one.made for one in found) / max(1, len(found))


def _opposite_right(points: Points) -> float:
    found = [one for one in points if one.verdict is CoverageVerdict.OPPOSITE]
    return sum(one.label is PointLabel.OPPOSITE for one in found) / max(1, len(found))


def _is_untouched(one: JudgedPoint) -> bool:
    return all(label.label is PointLabel.NOT for label in one.labeled.labels)


def _table(judged: Points) -> Iterator[str]:
    for label in PointLabel:
        found = [one.verdict for one in judged if one.label is label]
        counts = ", ".join(f"{verdict.value} {found.count(verdict)}" for verdict in CoverageVerdict)
        yield f"labeled {label.name.lower()}: {counts}"


def _row(one: JudgedPoint) -> dict[str, object]:
    return {
        "answer": one.answer.id,
        "question": f"{one.answer.field}/{one.answer.question}",
        "person": one.answer.person,
        "point": one.labeled.id,
        "label": one.label.value,
        "verdict": one.verdict.value,
        "score": round(one.covered.score, 4),
    }


def _follow_ups(judged: Points) -> tuple[Figure, ...]:
    """Return how well follow-ups match the missing points of our main questions."""
    answers: dict[str, list[JudgedPoint]] = {}
    for one in judged:
        if one.answer.ours and not one.answer.follow_up:
            answers.setdefault(one.answer.id, []).append(one)
    counts = sum((asked_back(points) for points in answers.values()), AskedBack())
    return (
        Figure(
            "follow-ups about a point that was made",
            100 * counts.needless / max(1, counts.follow_ups),
            "%",
            f"{counts.needless} of {counts.follow_ups}",
        ),
        Figure(
            "answers to ask back about, and nothing asked",
            100 * counts.silent / max(1, counts.lacking),
            "%",
            f"{counts.silent} of {counts.lacking}",
        ),
    )
