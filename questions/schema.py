"""The JSON Schema of bank files, for editors that complete and check while a person writes."""

from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from mock_interviewer.questions.model import BankHeader, BankText, Question, SectionFile

BANK_SCHEMA = Path(__file__).with_name("bank.schema.json")
"""Where the schema of a whole bank in one file stands."""
SECTION_SCHEMA = Path(__file__).with_name("section.schema.json")
"""Where the schema of one file of a bank's folder stands."""


class _SectionShape(SectionFile):
    """One file of a bank's folder; ``section`` holds for each question that names none."""

    questions: tuple[Question, ...] = Field(min_length=1)


class _BankShape(BankHeader):
    """A whole bank in one file; ``section`` holds for each question that names none."""

    section: BankText | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class _AsWritten(GenerateJsonSchema):
    """Follows what the reader fills in or reads more kindly than the model itself says."""

    def generate(self, schema: Any, mode: Any = "validation") -> JsonSchemaValue:
        made = super().generate(schema, mode)
        parts = made["$defs"]
        question, term = parts["Question"], parts["VocabularyTerm"]
        question["required"].remove("section")
        question["required"].remove("source")
        bare = term["properties"]["term"]
        parts["VocabularyTerm"] = {"description": term.pop("description"), "anyOf": [bare, term]}
        if version := made["properties"].get("version"):
            # Unquoted, 1.0 is a number to every reader of YAML but ours.
            version["type"] = ["string", "number"]
        for described in (made, *parts.values()):
            described["description"] = described["description"].replace("``", "`")
        return {"$schema": self.schema_dialect, **made}


def schemas() -> dict[Path, dict[str, Any]]:
    """Return the published files and what they must hold."""
    return {
        BANK_SCHEMA: _BankShape.model_json_schema(schema_generator=_AsWritten),
        SECTION_SCHEMA: _SectionShape.model_json_schema(schema_generator=_AsWritten),
    }
