"""The JSON Schemas of bank files, for text editors that complete and check as a person types."""

from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from mock_interviewer.questions.model import BankHeader, BankText, Question, SectionFile

BANK_SCHEMA = Path(__file__).with_name("bank.schema.json")
"""The file of the schema for a whole bank in one file."""
SECTION_SCHEMA = Path(__file__).with_name("section.schema.json")
"""The file of the schema for one file of a bank's folder."""


class _SectionShape(SectionFile):
    """One file of a bank's folder; ``section`` applies to each question that names no section."""

    questions: tuple[Question, ...] = Field(min_length=1)


class _BankShape(BankHeader):
    """A whole bank in one file; ``section`` applies to each question that names no section."""

    section: BankText | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class _AsWritten(GenerateJsonSchema):
    """Allows what the reader completes or accepts, although the model alone would refuse it."""

    def generate(self, schema: Any, mode: Any = "validation") -> JsonSchemaValue:
        whole = super().generate(schema, mode)
        parts = whole["$defs"]
        question, term = parts["Question"], parts["VocabularyTerm"]
        question["required"].remove("section")
        question["required"].remove("source")
        bare = term["properties"]["term"]
        parts["VocabularyTerm"] = {"description": term.pop("description"), "anyOf": [bare, term]}
        if version := whole["properties"].get("version"):
            # Without quotes, 1.0 is a number to every YAML reader but ours.
            version["type"] = ["string", "number"]
        for described in (whole, *parts.values()):
            described["description"] = described["description"].replace("``", "`")
        return {"$schema": self.schema_dialect, **whole}


def schemas() -> dict[Path, dict[str, Any]]:
    """Return the published files and their content."""
    return {
        BANK_SCHEMA: _BankShape.model_json_schema(schema_generator=_AsWritten),
        SECTION_SCHEMA: _SectionShape.model_json_schema(schema_generator=_AsWritten),
    }
