"""A question as feedback takes it."""

from mock_interviewer.app.feedback.coverage import Asked, PointToMake
from mock_interviewer.questions.model import KeyPoint, Question
from mock_interviewer.questions.shelf import Shelf


def asked_of(question: Question) -> Asked:
    """Return the words of a question and its key points, in the bank's order."""
    points = tuple(_point(point) for point in question.key_points)
    return Asked(question.text, points, str(question.kind))


def asked_in(shelf: Shelf, bank: str, question: str) -> Asked | None:
    """Return a question by its id and its bank's; None where it is gone."""
    found = shelf.find(f"{bank}/{question}")
    return None if found is None else asked_of(found[1])


def _point(point: KeyPoint) -> PointToMake:
    return PointToMake(
        id=point.id,
        point=point.point,
        essential=point.essential,
        weight=point.weight,
        said=point.said,
        part=None if point.part is None else str(point.part),
    )
