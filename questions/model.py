"""The shape of a bank and of its files: questions and all that belongs to them.

A bank is a folder of ``bank.yaml`` (a header) and one section file a section, or a single bank
file. ``section`` at the top of a file holds for each of its questions that names none.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


BankText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>]+$", max_length=1000)]


_ACRONYM = re.compile(r"\b[A-Z]{2,}(?:-[0-9]+|s)?\b")


class _Entry(BaseModel):
    """Unknown keys are refused, so that a misspelt one is noticed; entries never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class QuestionKind(StrEnum):
    """What sort of answer a question wants."""

    TECHNICAL = "technical"
    """How something works, or is built, measured or mended."""
    BEHAVIORAL = "behavioral"
    """What you have done, or do as a habit, told from experience."""
    SITUATIONAL = "situational"
    """What you would do in a case that is put to you."""
    CONCEPTUAL = "conceptual"
    """Uses, consequences and outlook, where judgement counts for more than mechanism."""


class StarPart(StrEnum):
    """The part of a story told from experience that a key point belongs to."""

    SITUATION = "situation"
    """Where it was, and what was at stake."""
    TASK = "task"
    """What had to be reached, and was yours to reach."""
    ACTION = "action"
    """What you did yourself."""
    RESULT = "result"
    """What came of it, measured where it can be."""
    REFLECTION = "reflection"
    """What you learnt from it, or would do otherwise."""


class QuestionSource(_Entry):
    """Where a question came from: the list of its origin, and its number there, both from 1."""

    list: int = Field(ge=1)
    number: int = Field(ge=1)


class VocabularyTerm(_Entry):
    """A word or phrase likely in a good answer, given to the recogniser.

    A bare string stands for a term of which nothing else is said.
    """

    term: BankText
    definition: BankText | None = None
    heard_as: tuple[BankText, ...] = ()
    essential: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_bare_term(cls, data: object) -> object:
        return {"term": data} if isinstance(data, str) else data


class KeyPoint(_Entry):
    """One thing that a good answer says; the unit of coverage.

    ``terms`` are words by which it is usually recognised; ``part`` is where it belongs in a story.
    ``said`` are sentences as a candidate may say it, each of which makes the point by itself;
    ``mistaken`` are such as sound like it and do not.
    """

    id: Slug
    point: BankText
    why: BankText | None = None
    terms: tuple[BankText, ...] = ()
    essential: bool = False
    weight: float = Field(default=1.0, gt=0, le=10)
    part: StarPart | None = None
    said: tuple[BankText, ...] = ()
    mistaken: tuple[BankText, ...] = ()


class FollowUp(_Entry):
    """A question asked back; ``about`` names the key points it probes."""

    text: BankText
    about: tuple[Slug, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()


class Reference(_Entry):
    """A work that a technical claim rests on."""

    authors: BankText
    title: BankText
    year: int = Field(ge=1800, le=2100)
    doi: BankText | None = None
    arxiv: BankText | None = None
    url: WebAddress | None = None

    @property
    def citation(self) -> str:
        """Authors, year and title on one line."""
        end = "" if self.title.endswith(("?", "!", ".")) else "."
        return f"{self.authors} ({self.year}). {self.title}{end}"

    @property
    def place(self) -> str:
        """Its DOI, arXiv id or address; "" where it has none."""
        if self.doi:
            return f"doi:{self.doi}"
        return f"arXiv:{self.arxiv}" if self.arxiv else self.url or ""

    @property
    def link(self) -> str:
        """Where it can be read; "" where nothing is known but its name."""
        if self.doi:
            return f"https://doi.org/{quote(self.doi)}"
        return f"https://arxiv.org/abs/{quote(self.arxiv)}" if self.arxiv else self.url or ""


class Question(_Entry):
    """One entry of a bank. ``spoken`` replaces ``text`` in the voice's mouth only.

    ``rephrased`` is the same question in simpler words, for those who ask for that.
    ``example`` marks a model answer that tells an invented experience, to be replaced by one's own.
    """

    id: Slug
    text: BankText
    section: BankText
    subsection: BankText | None = None
    source: QuestionSource
    kind: QuestionKind
    difficulty: int | None = Field(default=None, ge=1, le=5)
    spoken: BankText | None = None
    rephrased: BankText | None = None
    vocabulary: tuple[VocabularyTerm, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    model_answer: BankText | None = None
    example: bool = False
    follow_ups: tuple[FollowUp, ...] = ()
    references: tuple[Reference, ...] = ()
    see_also: tuple[Slug, ...] = ()

    @property
    def hotwords(self) -> tuple[str, ...]:
        """What the recogniser should expect, each once, the likeliest first.

        The essential terms of the vocabulary, the acronyms of the question itself, which answers
        take up, in both numbers, then the other terms.
        """
        essential = [term.term for term in self.vocabulary if term.essential]
        acronyms = _ACRONYM.findall(self.text)
        singular = [word.removesuffix("s") for word in acronyms]
        others = [term.term for term in self.vocabulary if not term.essential]
        return tuple(dict.fromkeys([*essential, *acronyms, *singular, *others]))


class QuestionGroup(_Entry):
    """Questions that a person put together under a name, to be practised together."""

    name: BankText
    questions: tuple[Slug, ...] = ()


class Bank(_Entry):
    """A named, versioned set of questions, in the order of their sources.

    ``retired`` are asked no more, and kept for the answers that were given to them. ``vocabulary``
    are terms likely in answers to any question.
    """

    id: Slug
    name: BankText
    version: BankText
    questions: tuple[Question, ...]
    retired: tuple[Question, ...] = ()
    groups: tuple[QuestionGroup, ...] = ()
    vocabulary: tuple[VocabularyTerm, ...] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        """Section names in the order in which they first appear."""
        return tuple(dict.fromkeys(question.section for question in self.questions))

    @property
    def every(self) -> tuple[Question, ...]:
        """All questions, those that are asked and those that are retired."""
        return (*self.questions, *self.retired)

    @property
    def topics(self) -> tuple[str, ...]:
        """What can be chosen to be practised: the sections, then groups with questions to ask."""
        grouped = (group.name for group in self.groups if self.about((group.name,)))
        return tuple(dict.fromkeys((*self.sections, *grouped)))

    def about(self, topics: Collection[str]) -> tuple[Question, ...]:
        """Return the questions of these sections and groups, each once, in the bank's order."""
        grouped = {
            ident for group in self.groups if group.name in topics for ident in group.questions
        }
        return tuple(
            question
            for question in self.questions
            if question.section in topics or question.id in grouped
        )

    def only(self, sections: Collection[str]) -> "Bank":
        """Return a bank of only these sections; what leads to questions left out is dropped."""
        asked = [question for question in self.questions if question.section in sections]
        retired = [question for question in self.retired if question.section in sections]
        ids = {question.id for question in (*asked, *retired)}
        groups = tuple(
            QuestionGroup(
                name=group.name, questions=tuple(each for each in group.questions if each in ids)
            )
            for group in self.groups
        )
        return self.model_copy(
            update={
                "questions": tuple(_leading_to(question, ids) for question in asked),
                "retired": tuple(_leading_to(question, ids) for question in retired),
                "groups": tuple(group for group in groups if group.questions),
            }
        )


def _leading_to(question: Question, ids: Collection[str]) -> Question:
    """Return a question that leads only to questions of these ids."""
    return question.model_copy(
        update={"see_also": tuple(other for other in question.see_also if other in ids)}
    )


class BankHeader(BaseModel):
    """``bank.yaml``: what the bank is called, and what holds for it as a whole.

    ``retired`` has the ids of questions that are asked no more.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    name: BankText
    version: BankText
    retired: tuple[Slug, ...] = ()
    groups: tuple[QuestionGroup, ...] = ()
    vocabulary: tuple[VocabularyTerm, ...] = ()


class SectionFile(BaseModel):
    """A file of questions; each is validated by itself, as a ``Question``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    section: BankText | None = None
    questions: tuple[Any, ...] = Field(min_length=1)


class BankFile(BankHeader, SectionFile):
    """A whole bank in one file."""


@dataclass
class _TermUses:
    """How questions name a term; it is written as the first of them does."""

    term: str
    questions: int = 0
    essential: int = 0
    heard_as: tuple[str, ...] = ()


def section_terms(questions: Iterable[Question], section: str) -> tuple[VocabularyTerm, ...]:
    """Return the terms that several questions of a section name, each with all it is heard as.

    Those of the most questions come first, then those that are essential to the most, then those
    named first. Terms that differ only in case are one.
    """
    uses: dict[str, _TermUses] = {}
    for question in questions:
        if question.section == section:
            for key, term in {term.term.casefold(): term for term in question.vocabulary}.items():
                use = uses.setdefault(key, _TermUses(term.term))
                use.questions += 1
                use.essential += term.essential
                use.heard_as = tuple(dict.fromkeys((*use.heard_as, *term.heard_as)))
    shared = [use for use in uses.values() if use.questions > 1]
    shared.sort(key=lambda use: (-use.questions, -use.essential))
    return tuple(VocabularyTerm(term=use.term, heard_as=use.heard_as) for use in shared)


FIRST_VERSION = "1"


GENERAL_SECTION = "General"
