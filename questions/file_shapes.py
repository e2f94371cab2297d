"""What the files of a bank hold around their questions.

A bank is a folder of ``bank.yaml`` (a header) and one section file a section, or a single bank
file. ``section`` at the top of a file holds for each of its questions that names none.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from mock_interviewer.questions.model import Group, Slug, Term, Text


class BankHeader(BaseModel):
    """``bank.yaml``: what the bank is called, and what holds for it as a whole.

    ``retired`` has the ids of questions that are asked no more.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    name: Text
    version: Text
    retired: tuple[Slug, ...] = ()
    groups: tuple[Group, ...] = ()
    vocabulary: tuple[Term, ...] = ()


class SectionFile(BaseModel):
    """A file of questions; each is validated by itself, as a ``Question``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    section: Text | None = None
    questions: tuple[Any, ...] = Field(min_length=1)


class BankFile(BankHeader, SectionFile):
    """A whole bank in one file."""
