"""Question banks and their files: questions, key points, follow-ups, and what else belongs to them.

A bank is a folder with ``bank.yaml`` (a header) and one file for each section, or a single file.
``section`` at the top of a file applies to each of its questions that names no section.

A field is declared once, here: with its type, its default, and its ``FieldWords``.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from mock_interviewer.questions.field_words import FieldWords

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]

BankText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]

WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>]+$", max_length=1000)]


_ACRONYM = re.compile(r"\b[A-Z]{2,}(?:-[0-9]+|s)?\b")


class _Entry(BaseModel):
    """A base that refuses unknown keys, so that a misspelled one is noticed; entries are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class QuestionKind(StrEnum):
    """The sort of answer that a question asks for."""

    TECHNICAL = "technical"
    """How something works, or how it is built, measured, or fixed."""
    BEHAVIORAL = "behavioral"
    """What you did, or usually do, told from experience."""
    SITUATIONAL = "situational"
    """What you would do in a given situation."""
    CONCEPTUAL = "conceptual"
    """Uses, consequences, and outlook, where judgment counts for more than mechanism."""


class StarPart(StrEnum):
    """The part of a story told from experience that a key point belongs to."""

    SITUATION = "situation"
    """Where it happened, and what was at stake."""
    TASK = "task"
    """What had to be achieved, and was yours to achieve."""
    ACTION = "action"
    """What you did yourself."""
    RESULT = "result"
    """What came of it, with numbers where there are any."""
    REFLECTION = "reflection"
    """What you learned from it, or would do differently."""


class QuestionSource(_Entry):
    """The list that a question came from, and its number in that list, both counted from 1."""

    list: Annotated[int, FieldWords("1")] = Field(ge=1)
    number: Annotated[int, FieldWords("1")] = Field(ge=1)


class VocabularyTerm(_Entry):
    """A word or phrase that is likely in a good answer, given to speech recognition.

    A plain string is a term without any other fields.
    """

    term: Annotated[BankText, FieldWords("self-attention", missing="Write the term.")]
    definition: Annotated[BankText | None, FieldWords("attention of a sequence to itself")] = None
    heard_as: Annotated[tuple[BankText, ...], FieldWords("[self a tension]")] = ()
    essential: Annotated[bool, FieldWords("true")] = False

    @model_validator(mode="before")
    @classmethod
    def _from_bare_term(cls, data: object) -> object:
        return {"term": data} if isinstance(data, str) else data


class KeyPoint(_Entry):
    """One thing that a good answer says; the unit of coverage.

    ``terms`` are words that usually show that it was made; ``part`` is the part of a story that it
    belongs to. ``said`` are sentences in a candidate's words, each of which makes the point by
    itself; ``mistaken`` are sentences that only sound like it.
    """

    id: Annotated[Slug, FieldWords("weighs-each-token")]
    point: Annotated[
        BankText,
        FieldWords(
            "It weighs each token by its relevance.", missing="Write what a good answer says."
        ),
    ]
    why: Annotated[BankText | None, FieldWords("The rest of the answer depends on it.")] = None
    terms: Annotated[tuple[BankText, ...], FieldWords("[query, key, value]")] = ()
    essential: Annotated[bool, FieldWords("true")] = False
    weight: Annotated[float, FieldWords("1.5", invalid="Enter a number above 0, up to 10.")] = (
        Field(default=1.0, gt=0, le=10)
    )
    part: Annotated[
        StarPart | None, FieldWords("action", invalid="Choose a part of a story, or none.")
    ] = None
    said: Annotated[
        tuple[BankText, ...], FieldWords("[Each word gets weighed by how much it matters.]")
    ] = ()
    mistaken: Annotated[
        tuple[BankText, ...], FieldWords("[Attention only shortens the input.]")
    ] = ()


class FollowUp(_Entry):
    """A question that the interviewer asks about an answer; ``about`` lists its key points."""

    text: Annotated[
        BankText, FieldWords("Why are the scores scaled?", missing="Write the question.")
    ]
    about: Annotated[tuple[Slug, ...], FieldWords("[weighs-each-token]")] = ()
    key_points: Annotated[
        tuple[KeyPoint, ...],
        FieldWords("[{id: keeps-gradients, point: It keeps gradients.}]", entry="key point"),
    ] = ()


class Reference(_Entry):
    """A publication that supports a technical claim."""

    authors: Annotated[BankText, FieldWords("Vaswani et al.", missing="Write who wrote it.")]
    title: Annotated[BankText, FieldWords("Attention Is All You Need", missing="Write its title.")]
    year: Annotated[
        int,
        FieldWords(
            "2017",
            missing="Enter the year it was published.",
            invalid="Enter a year from 1800 to 2100.",
        ),
    ] = Field(ge=1800, le=2100)
    doi: Annotated[BankText | None, FieldWords("10.1000/182")] = None
    arxiv: Annotated[BankText | None, FieldWords("1706.03762")] = None
    url: Annotated[
        WebAddress | None,
        FieldWords(
            "https://example.org/paper", invalid="Enter an address that starts with https://."
        ),
    ] = None

    @property
    def citation(self) -> str:
        """Authors, year, and title on one line."""
        end = "" if self.title.endswith(("?", "!", ".")) else "."
        return f"{self.authors} ({self.year}). {self.title}{end}"

    @property
    def place(self) -> str:
        """Its DOI, arXiv id, or address; "" if it has none."""
        if self.doi:
            return f"doi:{self.doi}"
        return f"arXiv:{self.arxiv}" if self.arxiv else self.url or ""

    @property
    def link(self) -> str:
        """The address to read it at; "" if none is known."""
        if self.doi:
            return f"https://doi.org/{quote(self.doi)}"
        return f"https://arxiv.org/abs/{quote(self.arxiv)}" if self.arxiv else self.url or ""


class Question(_Entry):
    """One entry of a bank. ``spoken`` replaces ``text`` only where it is read aloud.

    ``rephrased`` is the same question in simpler words, for a person who asks for that. ``notes``
    are for the person alone, such as why the question is asked.
    ``example`` marks a model answer that tells an invented experience, to be replaced by a real
    one.
    """

    id: Annotated[Slug, FieldWords("what-is-attention", columns=())]
    text: Annotated[
        BankText,
        FieldWords(
            "What is attention?",
            columns=("question", "prompt", "questions"),
            missing="Write the question.",
        ),
    ]
    section: Annotated[
        BankText,
        FieldWords(
            "Model Architecture",
            columns=("topic", "category", "heading", "group"),
            missing="Choose a section, or enter a new one.",
        ),
    ]
    subsection: Annotated[BankText | None, FieldWords("Attention", columns=("subtopic",))] = None
    source: Annotated[QuestionSource, FieldWords("{list: 1, number: 1}", entry="source")]
    kind: Annotated[QuestionKind, FieldWords("technical", columns=("type",))]
    difficulty: Annotated[
        int | None,
        FieldWords("3", columns=("level",), invalid="Choose a difficulty from 1 to 5."),
    ] = Field(default=None, ge=1, le=5)
    spoken: Annotated[
        BankText | None, FieldWords("What is an L L M?", label="spoken form", columns=())
    ] = None
    rephrased: Annotated[
        BankText | None,
        FieldWords(
            "How would you explain attention to me?",
            label="simpler wording",
            columns=("rephrasing", "in other words"),
        ),
    ] = None
    vocabulary: Annotated[
        tuple[VocabularyTerm, ...],
        FieldWords("[self-attention]", entry="term", columns=("terms", "keywords")),
    ] = ()
    key_points: Annotated[
        tuple[KeyPoint, ...],
        FieldWords(
            "[{id: weighs-each-token, point: It weighs each token.}]",
            entry="key point",
            columns=("points", "key point", "answer points"),
        ),
    ] = ()
    model_answer: Annotated[
        BankText | None,
        FieldWords(
            "Attention weighs each token by its relevance.", columns=("answer", "sample answer")
        ),
    ] = None
    example: Annotated[bool, FieldWords("true", label="fictional example mark")] = False
    notes: Annotated[
        BankText | None,
        FieldWords("They ask it to hear how you think.", columns=("note", "comment", "comments")),
    ] = None
    follow_ups: Annotated[
        tuple[FollowUp, ...],
        FieldWords(
            "[{text: 'Why are the scores scaled?'}]",
            label="follow-ups",
            entry="follow-up",
            columns=("follow up", "follow up questions"),
        ),
    ] = ()
    references: Annotated[
        tuple[Reference, ...],
        FieldWords(
            "[{authors: Vaswani et al., title: Attention Is All You Need, …}]", entry="reference"
        ),
    ] = ()
    see_also: Annotated[
        tuple[Slug, ...],
        FieldWords(
            "[what-is-attention]",
            label="related questions",
            columns=("related",),
            invalid="Choose another question of this bank, or remove this one.",
        ),
    ] = ()

    @property
    def hotwords(self) -> tuple[str, ...]:
        """The terms that speech recognition should expect, each once, the likeliest first.

        The essential terms of the vocabulary, then the acronyms of the question itself, which
        answers repeat, in singular and plural, then the other terms.
        """
        essential = [term.term for term in self.vocabulary if term.essential]
        acronyms = _ACRONYM.findall(self.text)
        singular = [word.removesuffix("s") for word in acronyms]
        others = [term.term for term in self.vocabulary if not term.essential]
        return tuple(dict.fromkeys([*essential, *acronyms, *singular, *others]))


class QuestionGroup(_Entry):
    """Questions that a person grouped under a name, to practice them together."""

    name: Annotated[BankText, FieldWords("Before Friday")]
    questions: Annotated[tuple[Slug, ...], FieldWords("[what-is-attention]")] = ()


class Bank(_Entry):
    """A named, versioned set of questions, in the order of their sources.

    ``retired`` questions are no longer asked, and are kept for the answers given to them.
    ``vocabulary`` lists terms that are likely in answers to any question.
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
    def all_questions(self) -> tuple[Question, ...]:
        """All questions, including retired ones, which come last."""
        return (*self.questions, *self.retired)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics to choose from for practice: sections, then groups with questions to ask."""
        grouped = (group.name for group in self.groups if self.questions_about((group.name,)))
        return tuple(dict.fromkeys((*self.sections, *grouped)))

    def questions_about(self, topics: Collection[str]) -> tuple[Question, ...]:
        """Return the questions of these sections and groups, each once, in the bank's order."""
        grouped = {
            ident for group in self.groups if group.name in topics for ident in group.questions
        }
        return tuple(
            question
            for question in self.questions
            if question.section in topics or question.id in grouped
        )

    def restricted_to(self, sections: Collection[str]) -> "Bank":
        """Return a bank of only these sections, without links to questions that are left out."""
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
                "questions": tuple(_linked_to(question, ids) for question in asked),
                "retired": tuple(_linked_to(question, ids) for question in retired),
                "groups": tuple(group for group in groups if group.questions),
            }
        )


def _linked_to(question: Question, ids: Collection[str]) -> Question:
    """Return a question that links only to questions with these ids."""
    return question.model_copy(
        update={"see_also": tuple(other for other in question.see_also if other in ids)}
    )


class BankHeader(BaseModel):
    """``bank.yaml``: the name of the bank, and what applies to the bank as a whole.

    ``retired`` lists the ids of questions that are no longer asked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[Slug, FieldWords("llm")]
    name: Annotated[BankText, FieldWords("Large Language Models")]
    version: Annotated[BankText, FieldWords("1.0")]
    retired: Annotated[tuple[Slug, ...], FieldWords("[what-is-attention]")] = ()
    groups: Annotated[
        tuple[QuestionGroup, ...],
        FieldWords("[{name: Before Friday, questions: [what-is-attention]}]", entry="group"),
    ] = ()
    vocabulary: Annotated[
        tuple[VocabularyTerm, ...], FieldWords("[self-attention]", entry="term")
    ] = ()


class SectionFile(BaseModel):
    """A file of questions; each is validated by itself, as a ``Question``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    section: Annotated[BankText | None, FieldWords("Model Architecture")] = None
    questions: Annotated[tuple[Any, ...], FieldWords("[{id: what-is-attention, …}]")] = Field(
        min_length=1
    )


class BankFile(BankHeader, SectionFile):
    """A whole bank in one file."""


@dataclass
class _TermUses:
    """How questions use a term, in the spelling of the first of them."""

    term: str
    questions: int = 0
    essential: int = 0
    heard_as: tuple[str, ...] = ()


def section_terms(questions: Iterable[Question], section: str) -> tuple[VocabularyTerm, ...]:
    """Return the terms shared by several questions of a section, each with all of its ``heard_as``.

    Terms of the most questions come first, then those essential to the most, then those that
    appear first. Terms that differ only in case are one.
    """
    uses = _term_uses(question for question in questions if question.section == section)
    shared = [use for use in uses if use.questions > 1]
    shared.sort(key=lambda use: (-use.questions, -use.essential))
    return tuple(VocabularyTerm(term=use.term, heard_as=use.heard_as) for use in shared)


def all_terms(questions: Iterable[Question]) -> tuple[VocabularyTerm, ...]:
    """Return the terms of all questions, in their order, each with all of its ``heard_as``.

    Terms that differ only in case are one.
    """
    return tuple(
        VocabularyTerm(term=use.term, heard_as=use.heard_as) for use in _term_uses(questions)
    )


def _term_uses(questions: Iterable[Question]) -> list[_TermUses]:
    uses: dict[str, _TermUses] = {}
    for question in questions:
        for key, term in {term.term.casefold(): term for term in question.vocabulary}.items():
            use = uses.setdefault(key, _TermUses(term.term))
            use.questions += 1
            use.essential += term.essential
            use.heard_as = tuple(dict.fromkeys((*use.heard_as, *term.heard_as)))
    return list(uses.values())


FIRST_VERSION = "1"
"""The version of a bank that a person creates or imports."""
GENERAL_SECTION = "General"
"""The section of an imported or new question that names none."""
