"""A person's progress in a bank, section by section."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from mock_interviewer.app.store.practice.progress import AnsweredQuestion
from mock_interviewer.questions.model import Bank


@dataclass(frozen=True)
class SectionProgress:
    """The progress in a section: its number of ``questions``, and how many were ``answered``.

    ``coverage``, from 0 to 1, is the mean over the latest answers, or None if none was scored.
    """

    section: str
    questions: int
    answered: int
    coverage: float | None


def section_progress(
    bank: Bank, answered: Iterable[AnsweredQuestion]
) -> tuple[SectionProgress, ...]:
    """Return the progress in each section of a bank, weakest first.

    Sections without coverage come last, in the bank's order, those with answers first.
    """
    known = {each.question: each.coverage for each in answered if each.bank == bank.id}
    found = [_progress(bank, section, known) for section in bank.sections]
    return tuple(sorted(found, key=_strength))


def _progress(bank: Bank, section: str, known: dict[str, float | None]) -> SectionProgress:
    questions = bank.questions_about((section,))
    answered = [known[each.id] for each in questions if each.id in known]
    scored = [coverage for coverage in answered if coverage is not None]
    coverage = fmean(scored) if scored else None
    return SectionProgress(section, len(questions), len(answered), coverage)


def _strength(standing: SectionProgress) -> tuple[bool, float, bool]:
    if standing.coverage is None:
        return True, 0.0, not standing.answered
    return False, standing.coverage, False
