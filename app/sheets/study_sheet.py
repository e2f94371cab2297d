"""A bank as a study sheet: its questions by section, each with everything that belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import jinja2

from mock_interviewer.app.sheets.markdown import bold, code, escaped, linked
from mock_interviewer.questions.model import Bank, Question

SHEET_FORMATS = ("md", "html")


@dataclass(frozen=True)
class _Section:
    name: str
    anchor: str
    questions: tuple[Question, ...]


def study_sheet(bank: Bank, form: str, sections: Sequence[str] = ()) -> str:
    """Return a bank, or only some sections of it, as one page in a form of ``SHEET_FORMATS``.

    Every text of the bank stands there literally, whatever signs it holds. The page needs no other
    file and nothing from the network.
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
    page = _template(form).render(
        bank=bank,
        sections=parts,
        count=len(chosen),
        texts=texts,
        shown=shown,
        subsections=_subsections(chosen),
    )
    return page if page.endswith("\n") else f"{page}\n"


def _subsections(questions: Sequence[Question]) -> dict[str, str]:
    """Return the subsection to write above each question that starts one, by the question's id."""
    return {
        next(iter(group)).id: name
        for (_, name), group in groupby(questions, lambda q: (q.section, q.subsection))
        if name
    }


def _template(form: str) -> jinja2.Template:
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
    return environment.get_template(f"study_sheet.{form}")
