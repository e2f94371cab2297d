"""A scorer that matches the words of a key point."""

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
)


class WordScorer:
    """Finds a key point if the answer contains its words, regardless of meaning."""

    def cover(self, asked: CoverageQuestion, answer: str) -> Coverage:
        return Coverage(tuple(self._covered(point, answer) for point in asked.points))

    @staticmethod
    def _covered(point: ExpectedPoint, answer: str) -> PointCoverage:
        start = answer.find(point.point)
        found = start >= 0
        return PointCoverage(
            id=point.id,
            point=point.point,
            covered=CoverageVerdict.MADE if found else CoverageVerdict.NOT,
            score=0.75 if found else 0.25,
            evidence=Evidence(start, start + len(point.point)) if found else None,
            essential=point.essential,
            weight=point.weight,
        )
