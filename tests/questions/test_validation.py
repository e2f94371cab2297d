from typing import Any

import pytest
import yaml
from pydantic import BaseModel, TypeAdapter

from mock_interviewer.questions.field_words import words_for
from mock_interviewer.questions.model import (
    BankFile,
    FollowUp,
    KeyPoint,
    Question,
    QuestionGroup,
    QuestionSource,
    Reference,
    VocabularyTerm,
)

FIELDS = [
    pytest.param(model, name, id=f"{model.__name__}-{name}")
    for model in (
        BankFile,
        FollowUp,
        KeyPoint,
        Question,
        QuestionGroup,
        QuestionSource,
        Reference,
        VocabularyTerm,
    )
    for name in model.model_fields
]


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_every_field_has_a_valid_example_to_write_instead(
    model: type[BaseModel], name: str
) -> None:
    field = model.model_fields[name]
    words = words_for(field)
    assert words is not None
    assert words.example
    if "…" not in words.example:
        value: Any = yaml.safe_load(words.example)
        TypeAdapter(field.rebuild_annotation()).validate_python(_as_the_reader_has_it(value))


def _as_the_reader_has_it(value: Any) -> Any:
    """Return a value with the numbers as texts that our own YAML reader leaves as texts."""
    return str(value) if isinstance(value, float) else value
