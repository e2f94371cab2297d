"""A question, or one asked back, as feedback takes it."""

from mock_interviewer.app.feedback.coverage import Asked, PointToMake
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.questions.model import FollowUp, KeyPoint, Question
from mock_interviewer.questions.shelf import Shelf


def asked_of(question: Question) -> Asked:
    """Return the words of a question and its key points, in the bank's order."""
    points = tuple(_point(point) for point in question.key_points)
    return Asked(question.text, points, str(question.kind))


def asked_back(follow_up: FollowUp) -> Asked:
    """Return the words of a follow-up and its key points.

    Whatever the question wants, what is asked back is one thing: nobody tells a whole story again.
    """
    return Asked(follow_up.text, tuple(_point(point) for point in follow_up.key_points))


def asked_under(question: Question, follow_up: str | None = None) -> Asked | None:
    """Return a question or, by its words, a follow-up to it; None where that is gone.

    A follow-up has no id and its place is not its name: banks change, and an answer must not be
    held against the key points of another.
    """
    if follow_up is None:
        return asked_of(question)
    found = (asked_back(each) for each in question.follow_ups if each.text == follow_up)
    return next(found, None)


def asked_in(shelf: Shelf, bank: str, question: str, follow_up: str | None = None) -> Asked | None:
    """Return a question by its id and its bank's, or a follow-up to it by its words.

    None where it is gone.
    """
    found = shelf.find(f"{bank}/{question}")
    return None if found is None else asked_under(found[1], follow_up)


def follow_up_of(take: TakeRecord) -> str | None:
    """Return the words of the follow-up that a take answers; None where it is no follow-up's."""
    return None if take.follow_up is None else take.text


def asked_at(shelf: Shelf, take: TakeRecord) -> Asked | None:
    """Return what a take answers; None where that is gone from its bank."""
    return asked_in(shelf, take.bank, take.question, follow_up_of(take))


def _point(point: KeyPoint) -> PointToMake:
    return PointToMake(
        id=point.id,
        point=point.point,
        essential=point.essential,
        weight=point.weight,
        said=point.said,
        part=None if point.part is None else str(point.part),
    )
