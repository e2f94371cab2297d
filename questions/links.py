"""Checks what one part of a bank says about another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.questions.complaints import suggestion
from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.file_shapes import BankHeader
from mock_interviewer.questions.marked_yaml import Map, line_of
from mock_interviewer.questions.model import KeyPoint, Question


@dataclass(frozen=True)
class Placed:
    """A question, the file it stands in, and the map it was made from."""

    question: Question
    path: Path
    node: Map

    def error(self, steps: Sequence[str | int], what: str, remedy: str) -> BankError:
        """Return an error on the line that the steps lead to within the question."""
        return BankError(self.path, line_of(self.node, *steps), what, remedy)


def check_within(placed: Placed) -> Iterator[BankError]:
    """Yield what is wrong between the parts of one question."""
    question = placed.question
    yield from _repeated_points(placed, question.key_points, ("key_points",))
    points = [point.id for point in question.key_points]
    for number, follow_up in enumerate(question.follow_ups):
        steps = ("follow_ups", number)
        yield from _repeated_points(placed, follow_up.key_points, (*steps, "key_points"))
        for index, about in enumerate(follow_up.about):
            if about not in points:
                yield placed.error(
                    (*steps, "about", index),
                    f"the follow-up is about {quoted(about)}, which is no key point here",
                    _use_one_of(about, points),
                )
    for index, other in enumerate(question.see_also):
        if other == question.id:
            yield placed.error(
                ("see_also", index),
                f"{quoted(other)} sends its reader to itself",
                "name another question or take it out",
            )
        elif other in question.see_also[:index]:
            yield placed.error(
                ("see_also", index), f"{quoted(other)} is named twice", "keep one of the two"
            )


def check_between(bank: Sequence[Placed], known: Iterable[str]) -> Iterator[BankError]:
    """Yield what is wrong between the questions of a bank.

    ``known`` has the ids of all its questions, also of those that were refused.
    """
    ids = sorted(known)
    lookup = set(ids)
    first: dict[str, Placed] = {}
    for placed in bank:
        question = placed.question
        earlier = first.setdefault(question.id, placed)
        if earlier is not placed:
            yield placed.error(
                ("id",),
                f"the id {quoted(question.id)} stands already in "
                f"{earlier.path.name}, line {line_of(earlier.node, 'id')}",
                "give each question an id of its own",
            )
        for index, other in enumerate(question.see_also):
            if other not in lookup:
                yield placed.error(
                    ("see_also", index),
                    f"there is no question {quoted(other)} to see also",
                    _use_one_of(other, ids),
                )


def check_header(
    path: Path, root: Map, header: BankHeader, known: Iterable[str]
) -> Iterator[BankError]:
    """Yield what is wrong between a bank's header, whose map is ``root``, and its questions."""
    ids = sorted(known)
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("retired", at), ident) for at, ident in enumerate(header.retired)
    ]
    for number, group in enumerate(header.groups):
        named += [
            (("groups", number, "questions", at), ident) for at, ident in enumerate(group.questions)
        ]
        if group.name in {other.name for other in header.groups[:number]}:
            yield BankError(
                path,
                line_of(root, "groups", number, "name"),
                f"there is another group {quoted(group.name)}",
                "give each group a name of its own",
            )
    for steps, ident in named:
        if ident not in ids:
            what = f"there is no question {quoted(ident)}"
            yield BankError(path, line_of(root, *steps), what, _use_one_of(ident, ids))


def _repeated_points(
    placed: Placed, points: Sequence[KeyPoint], steps: Sequence[str | int]
) -> Iterator[BankError]:
    seen: dict[str, int] = {}
    for index, point in enumerate(points):
        earlier = seen.setdefault(point.id, index)
        if earlier != index:
            line = line_of(placed.node, *steps, earlier, "id")
            yield placed.error(
                (*steps, index, "id"),
                f"the key point {quoted(point.id)} stands already on line {line}",
                "give each key point an id of its own",
            )


def _use_one_of(word: str, known: Sequence[str]) -> str:
    meant = suggestion(word, known)
    return f"write {quoted(meant)}" if meant else "write an id that exists or take it out"
