"""A scorer that goes by the words of a key point."""

from mock_interviewer.app.feedback.coverage import (
    Asked,
    Coverage,
    Covered,
    Evidence,
    PointCoverage,
    PointToMake,
)


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
