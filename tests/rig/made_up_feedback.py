"""Feedback with something of everything, and a scorer that goes by the words of a key point."""

from mock_interviewer.app.feedback.coverage import (
    Asked,
    Coverage,
    Covered,
    Evidence,
    PointCoverage,
    PointToMake,
)
from mock_interviewer.app.feedback.delivery import Delivery, Moment, Pauses
from mock_interviewer.app.feedback.feedback import VERSION, About, Advice, Feedback
from mock_interviewer.app.feedback.story import PartTold, Story

FEEDBACK = Feedback(
    version=VERSION,
    delivery=Delivery(
        duration=84.0,
        words=199,
        pace=142.4,
        pauses=Pauses((Moment(40.0, 42.1),), 2.1),
        fillers=(Moment(10.0, 10.3, "um"),),
        filler_rate=0.7,
    ),
    coverage=Coverage(
        (
            PointCoverage(
                "first",
                "It weighs the words.",
                Covered.MADE,
                0.9,
                Evidence(0, 10, 12.0, 14.5),
                essential=True,
                weight=2.0,
            ),
            PointCoverage("second", "It is learned.", Covered.PARTLY, 0.5, Evidence(3, 10, 52.0)),
            PointCoverage("third", "It is cheap.", Covered.NOT, 0.1),
        )
    ),
    story=Story(
        (PartTold("situation", Covered.MADE), PartTold("result", Covered.NOT)),
        i_acted=2,
        we_acted=1,
    ),
    advice=(
        Advice(About.POINT, "third", "Say what it costs.", "It costs next to nothing."),
        Advice(About.HABIT, "fillers", "Pause instead of “um”.", at=10.0),
    ),
)
UNTOLD = Feedback(VERSION, Delivery(duration=2.0, words=0), coverage_untold="Nothing was said.")


class WordScorer:
    """Finds a key point where an answer has its words, whatever is said of them."""

    def cover(self, asked: Asked, answer: str) -> Coverage:
        return Coverage(tuple(self._covered(point, answer) for point in asked.points))

    @staticmethod
    def _covered(point: PointToMake, answer: str) -> PointCoverage:
        start = answer.find(point.point)
        found = start >= 0
        return PointCoverage(
            id=point.id,
            point=point.point,
            covered=Covered.MADE if found else Covered.NOT,
            score=0.75 if found else 0.25,
            evidence=Evidence(start, start + len(point.point)) if found else None,
            essential=point.essential,
            weight=point.weight,
        )
