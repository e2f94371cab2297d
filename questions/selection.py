"""Selection of the questions that a session asks."""

import difflib
import random
from collections.abc import Collection, Sequence

from mock_interviewer.questions.errors import SelectionError, quoted
from mock_interviewer.questions.model import Question


def select_questions(
    questions: Sequence[Question],
    *,
    sections: Collection[str] = (),
    count: int | None = None,
    seed: int | None = None,
    one_section: bool = False,
) -> tuple[Question, ...]:
    """Return the questions to ask, each at most once.

    ``sections`` are the sections to choose from, all if empty. ``count`` is the largest number to
    return, None for all. With a ``seed``, the order is random and depends only on the seed; without
    it, the given order is kept. With ``one_section``, all questions are from the section of the
    first in that order. Raises SelectionError if a section doesn't exist or no question is left.
    """
    if count is not None and count < 1:
        raise SelectionError(f"A session can't ask {count} questions; choose at least 1.")
    known = dict.fromkeys(question.section for question in questions)
    for section in sections:
        if section not in known:
            raise SelectionError(_no_such_section(section, tuple(known)))
    chosen = [question for question in questions if not sections or question.section in sections]
    if not chosen:
        raise SelectionError("The bank has no questions; choose another bank.")
    if seed is not None:
        random.Random(seed).shuffle(chosen)  # noqa: S311 - an order, not a secret
    if one_section:
        chosen = [question for question in chosen if question.section == chosen[0].section]
    return tuple(chosen[:count])


def _no_such_section(section: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(section, known, n=3) or known
    return f"There is no section {quoted(section)}; choose from {', '.join(near)}."
