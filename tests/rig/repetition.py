"""Rules against repetition between the questions of a bank."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rig.wording import runs, words

from mock_interviewer.questions.model import KeyPoint, Question, Reference


def faults_between(questions: Sequence[Question]) -> Iterator[str]:
    """Yield repetitions between questions; related questions may share points.

    Model answers share no run of 12 words, and no opening of 5, linked or not.
    """
    linked = {(q.id, other) for q in questions for other in q.see_also}
    free = linked | {(b, a) for a, b in linked}
    for what, texts, length, exempt in (
        ("model answers", _answers(questions), 12, set()),
        ("key points", _points(questions), 8, free),
        ("follow-ups", _follow_ups(questions), 8, free),
        ("whys", _whys(questions), 8, free),
    ):
        yield from _shared(what, texts, length, exempt)
    openings: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for question in questions:
        if question.model_answer:
            openings[tuple(words(question.model_answer)[:5])].append(question.id)
    for opening, ids in openings.items():
        if len(ids) > 1:
            yield f'the model answers of {", ".join(ids)} open alike: "{" ".join(opening)}"'
    yield from _works_told_apart(questions)


def _answers(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    return ((q.id, q.model_answer) for q in questions if q.model_answer)


def all_points(question: Question) -> tuple[KeyPoint, ...]:
    """Return the key points of a question and of its follow-ups."""
    asked_back = (point for item in question.follow_ups for point in item.key_points)
    return (*question.key_points, *asked_back)


def _points(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    return ((q.id, point.point) for q in questions for point in all_points(q))


def _whys(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    return ((q.id, point.why) for q in questions for point in all_points(q) if point.why)


def _follow_ups(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    return ((q.id, item.text) for q in questions for item in q.follow_ups)


def _shared(
    what: str,
    texts: Iterable[tuple[str, str]],
    length: int,
    exempt: Iterable[tuple[str, str]],
) -> Iterator[str]:
    """Yield each pair of questions with equal texts or a shared run of words."""
    exempt = set(exempt)
    first: dict[tuple[str, ...], str] = {}
    told: set[tuple[str, str]] = set()
    for ident, text in texts:
        for run in runs(text, length) or {tuple(words(text))}:
            other = first.setdefault(run, ident)
            pair = (other, ident)
            if other != ident and pair not in exempt and pair not in told:
                told.add(pair)
                yield f'{what} of {other} and {ident} share "{" ".join(run)}"'


def _works_told_apart(questions: Iterable[Question]) -> Iterator[str]:
    """Yield references that two questions describe differently."""
    works: dict[str, tuple[str, Reference]] = {}
    for question in questions:
        for reference in question.references:
            key = reference.arxiv or reference.doi or reference.url or reference.title
            other, known = works.setdefault(key, (question.id, reference))
            if known != reference:
                yield f"{other} and {question.id} describe the work {key} differently"
