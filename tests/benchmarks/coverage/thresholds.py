"""Figures of verdicts for each possible threshold, on the development share of the blind answers.

``python -m benchmarks.coverage.thresholds`` prints tables from which the thresholds of
``app.feedback.coverage.scoring.scorer`` are chosen. The test share has no part in it.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.coverage.blind_set import BlindAnswer, PointLabel, Share, blind_answers
from benchmarks.coverage.judged import coverage_question
from benchmarks.coverage.statistics import Agreement, area_under_curve

from mock_interviewer.app.feedback.coverage.scoring.judge import Judge, PointReading
from mock_interviewer.app.feedback.coverage.scoring.scorer import KeyPointScorer
from mock_interviewer.app.text.sentences import sentences

_STEPS = [step / 100 for step in range(2, 100, 4)]


@dataclass(frozen=True)
class LabeledReading:
    """What the judge read about a point, and the label that decides; ``ours``: of our banks.

    ``makers`` are the numbers of the sentences that carry the point, by any labeling.
    """

    reading: PointReading
    label: PointLabel
    ours: bool
    answer: str
    makers: frozenset[int]

    @property
    def made(self) -> bool:
        """Whether the point was made."""
        return self.label is PointLabel.MADE


def labeled_readings(
    scorer: KeyPointScorer, answers: Iterable[BlindAnswer]
) -> Iterator[LabeledReading]:
    """Yield a reading of each point whose label is decided."""
    for answer in answers:
        said = [sentence.text for sentence in sentences(answer.text)]
        readings = scorer.read(coverage_question(answer), said)
        for point, reading in zip(answer.points, readings, strict=True):
            if point.decided is not None:
                makers = frozenset(n for label in point.labels for n in label.sentences)
                yield LabeledReading(reading, point.decided, answer.ours, answer.id, makers)


def tables(found: Sequence[LabeledReading]) -> Iterator[str]:
    """Yield the lines of the tables."""
    ours = [one for one in found if one.ours]
    others = [one for one in found if not one.ours]
    for name, points in (("all", found), ("ours", ours), ("others", others)):
        area = area_under_curve([one.reading.made for one in points], [one.made for one in points])
        yield f"area under the curve, {name}: {area:.3f} ({len(points)} points)"
    yield "made from   precision  recall   F1   F1 ours  F1 others   contradicted counted as made"
    for step in _STEPS:
        made, at_ours, at_others = (_agreement(each, step) for each in (found, ours, others))
        counted = _share(found, PointLabel.OPPOSITE, step)
        yield (
            f"{step:9.2f}   {made.precision:9.3f}  {made.recall:6.3f}  {made.f1:.3f}"
            f"   {at_ours.f1:.3f}  {at_others.f1:9.3f}   {counted:.2f}"
        )
    yield "not up to   right  share of points   untouched above"
    for step in _STEPS:
        below = [one for one in found if one.reading.made <= step]
        right = sum(not one.made for one in below) / max(1, len(below))
        untouched = 1 - _share_below(found, step)
        yield f"{step:9.2f}   {right:.3f}  {len(below) / len(found):15.3f}   {untouched:.3f}"
    yield "opposite from   found   right   right or partly   made before"
    for step in _STEPS:
        yield _opposite(found, step)


def _agreement(points: Iterable[LabeledReading], step: float) -> Agreement:
    return Agreement.of((one.made, one.reading.made >= step) for one in points)


def _share(points: Sequence[LabeledReading], label: PointLabel, step: float) -> float:
    of_label = [one for one in points if one.label is label]
    return sum(one.reading.made >= step for one in of_label) / max(1, len(of_label))


def _share_below(points: Sequence[LabeledReading], step: float) -> float:
    untouched = [one for one in points if one.label is PointLabel.NOT]
    return sum(one.reading.made <= step for one in untouched) / max(1, len(untouched))


def _opposite(points: Sequence[LabeledReading], step: float) -> str:
    shown = [
        one
        for one in points
        if one.reading.opposite >= step and one.reading.opposite > one.reading.made
    ]
    labels = [one.label for one in shown]
    true = sum(one.label is PointLabel.OPPOSITE for one in points)
    right = labels.count(PointLabel.OPPOSITE)
    fair = right + labels.count(PointLabel.PARTLY)
    return (
        f"{step:13.2f}   {right / max(1, true):.3f}   {right / max(1, len(shown)):.3f}"
        f"   {fair / max(1, len(shown)):15.3f}   {labels.count(PointLabel.MADE)} of {len(shown)}"
    )


def main() -> int:
    """Print the tables."""
    found = list(labeled_readings(KeyPointScorer(Judge.load()), blind_answers(Share.DEVELOPMENT)))
    print("\n".join(tables(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
