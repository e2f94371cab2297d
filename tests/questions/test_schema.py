"""The published JSON Schemas."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from mock_interviewer.questions.bank_loader import HEADER_FILE, bank_folder, bank_ids
from mock_interviewer.questions.schema import BANK_SCHEMA, SECTION_SCHEMA, schemas

SECTION_FILES = [
    path
    for bank_id in bank_ids()
    for path in sorted(bank_folder(bank_id).glob("*.yaml"))
    if path.name != HEADER_FILE
]

OWN = """\
id: own
name: My Questions
version: 1.0
section: Tea
questions:
  - id: why-tea
    text: Why tea?
    kind: technical
    vocabulary: [oolong, {term: matcha, essential: true}]
"""


def refusals(path: Path, content: Any) -> list[str]:
    schema = json.loads(path.read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(content)]


@pytest.mark.parametrize("path", [BANK_SCHEMA, SECTION_SCHEMA], ids=lambda path: path.name)
def test_the_published_schema_is_up_to_date(path: Path) -> None:
    published = json.loads(path.read_text("utf-8"))
    assert published == schemas()[path], "write it anew with `make schema`"
    jsonschema.Draft202012Validator.check_schema(published)


@pytest.mark.parametrize("path", SECTION_FILES, ids=lambda path: path.stem)
def test_every_shipped_file_names_the_schema_and_conforms_to_it(
    path: Path,
) -> None:
    text = path.read_text("utf-8")
    first, _ = text.split("\n", 1)
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / named).resolve() == SECTION_SCHEMA.resolve()
    assert refusals(SECTION_SCHEMA, yaml.load(text, Loader=yaml.CSafeLoader)) == []


def test_a_small_own_bank_conforms_to_the_schema() -> None:
    assert refusals(BANK_SCHEMA, yaml.safe_load(OWN)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: technical", "kind: funny"),
        ("text: Why tea?", "txt: Why tea?"),
        ("id: why-tea", "id: Why tea"),
        ("oolong", "{trem: oolong}"),
    ],
)
def test_the_schema_refuses_a_mistake(old: str, new: str) -> None:
    assert refusals(BANK_SCHEMA, yaml.safe_load(OWN.replace(old, new)))
