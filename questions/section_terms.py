"""What the questions of one section have in common."""

from collections.abc import Iterable
from dataclasses import dataclass

from mock_interviewer.questions.model import Question, Term


@dataclass
class _Uses:
    """How questions name a term; it is written as the first of them does."""

    term: str
    questions: int = 0
    essential: int = 0
    heard_as: tuple[str, ...] = ()


def section_terms(questions: Iterable[Question], section: str) -> tuple[Term, ...]:
    """Return the terms that several questions of a section name, each with all it is heard as.

    Those of the most questions come first, then those that are essential to the most, then those
    named first. Terms that differ only in case are one.
    """
    uses: dict[str, _Uses] = {}
    for question in questions:
        if question.section == section:
            for key, term in {term.term.casefold(): term for term in question.vocabulary}.items():
                use = uses.setdefault(key, _Uses(term.term))
                use.questions += 1
                use.essential += term.essential
                use.heard_as = tuple(dict.fromkeys((*use.heard_as, *term.heard_as)))
    shared = [use for use in uses.values() if use.questions > 1]
    shared.sort(key=lambda use: (-use.questions, -use.essential))
    return tuple(Term(term=use.term, heard_as=use.heard_as) for use in shared)
