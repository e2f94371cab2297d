from pydantic import BaseModel

from mock_interviewer.questions.model import (
    BankFile,
    FollowUp,
    KeyPoint,
    Question,
    QuestionSource,
    Reference,
    VocabularyTerm,
)
from mock_interviewer.questions.validation import KEY_EXAMPLES

SHAPES: tuple[type[BaseModel], ...] = (
    BankFile,
    FollowUp,
    KeyPoint,
    Question,
    Reference,
    QuestionSource,
    VocabularyTerm,
)


def test_every_key_has_an_example_to_write_instead() -> None:
    keys = {key for shape in SHAPES for key in shape.model_fields}
    assert keys == set(KEY_EXAMPLES)


def test_every_example_starts_with_its_key() -> None:
    assert all(example.startswith(f"{key}: ") for key, example in KEY_EXAMPLES.items())
