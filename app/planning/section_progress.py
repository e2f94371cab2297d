"""A person's progress in a bank, section by section."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from mock_interviewer.app.store.practice.progress import AnsweredQuestion
from mock_interviewer.questions.model import Bank


@dataclass(frozen=True)
class SectionProgress:
    """A section with so many ``questions`` that are asked, ``practised`` of which were answered.

    ``coverage``, from 0 to 1, is the mean of their latest answers; None where none was judged.
    """

    section: str
    questions: int
    practised: int
    coverage: float | None


def section_progress(
    bank: Bank, answered: Iterable[AnsweredQuestion]
) -> tuple[SectionProgress, ...]:
    """Return where a person stands in each section of a bank, the weakest first.

    Sections of which nothing can be told come last, in the bank's order, those with answers first.
    """
    known = {each.question: each.coverage for each in answered if each.bank == bank.id}
    found = [_progress(bank, section, known) for section in bank.sections]
    return tuple(sorted(found, key=_strength))


def _progress(bank: Bank, section: str, known: dict[str, float | None]) -> SectionProgress:
    questions = bank.questions_about((section,))
    practised = [known[each.id] for each in questions if each.id in known]
    judged = [coverage for coverage in practised if coverage is not None]
    coverage = fmean(judged) if judged else None
    return SectionProgress(section, len(questions), len(practised), coverage)


def _strength(standing: SectionProgress) -> tuple[bool, float, bool]:
    if standing.coverage is None:
        return True, 0.0, not standing.practised
    return False, standing.coverage, False
