"""Study sheets: all questions of a bank by section, with everything that belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import jinja2

from mock_interviewer.app.text.markdown_escaping import bold, code, escaped, linked
from mock_interviewer.questions.model import Bank, Question

SHEET_FORMATS = ("md", "html")


@dataclass(frozen=True)
class _Section:
    name: str
    anchor: str
    questions: tuple[Question, ...]


def study_sheet(bank: Bank, sheet_format: str, sections: Sequence[str] = ()) -> str:
    """Return a bank, or only some of its sections, as one page in one of ``SHEET_FORMATS``.

    Every text of the bank is shown literally, whatever characters it has. The page needs no other
    files and no network.
    """
    chosen = [
        question for question in bank.questions if not sections or question.section in sections
    ]
    grouped = {
        name: tuple(question for question in chosen if question.section == name)
        for name in dict.fromkeys(question.section for question in chosen)
    }
    parts = [
        _Section(name, f"section-{number}", questions)
        for number, (name, questions) in enumerate(grouped.items(), 1)
    ]
    texts = {question.id: question.text for question in bank.all_questions}
    shown = {question.id for question in chosen}
    page = _template(sheet_format).render(
        bank=bank,
        sections=parts,
        count=len(chosen),
        texts=texts,
        shown=shown,
        subsections=_subsections(chosen),
    )
    return page if page.endswith("\n") else f"{page}\n"


def _subsections(questions: Sequence[Question]) -> dict[str, str]:
    """Return the subsections, each by the id of the question that it starts with."""
    return {
        next(iter(group)).id: name
        for (_, name), group in groupby(questions, lambda q: (q.section, q.subsection))
        if name
    }


def _template(sheet_format: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("mock_interviewer.app.sheets"),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "md": escaped,
        "md_code": code,
        "md_link": linked,
        "md_strong": bold,
    }
    return environment.get_template(f"study_sheet.{sheet_format}")
