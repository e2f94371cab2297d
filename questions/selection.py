"""The choice of the questions that a session asks."""

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

    ``sections`` names the sections to choose from, none meaning all; ``count`` is the most that is
    returned, None meaning all there are; with a ``seed`` they come in an order that depends on
    nothing else, without one in the order given. With ``one_section`` all are of the section of the
    first in that order. Raises SelectionError where a section does not exist or no question is
    left.
    """
    if count is not None and count < 1:
        raise SelectionError(f"A session cannot ask {count} questions; ask for at least 1.")
    known = dict.fromkeys(question.section for question in questions)
    for section in sections:
        if section not in known:
            raise SelectionError(_no_such_section(section, tuple(known)))
    chosen = [question for question in questions if not sections or question.section in sections]
    if not chosen:
        raise SelectionError("The bank holds no questions; choose another one.")
    if seed is not None:
        random.Random(seed).shuffle(chosen)  # noqa: S311 - an order, not a secret
    if one_section:
        chosen = [question for question in chosen if question.section == chosen[0].section]
    return tuple(chosen[:count])


def _no_such_section(section: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(section, known, n=3) or known
    return f"There is no section {quoted(section)}; choose from {', '.join(near)}."
