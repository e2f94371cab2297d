from pydantic import BaseModel

from mock_interviewer.questions.complaints import EXAMPLES
from mock_interviewer.questions.file_shapes import BankFile
from mock_interviewer.questions.model import FollowUp, KeyPoint, Question, Reference, Source, Term

SHAPES: tuple[type[BaseModel], ...] = (
    BankFile,
    FollowUp,
    KeyPoint,
    Question,
    Reference,
    Source,
    Term,
)


def test_every_key_has_an_example_to_write_instead() -> None:
    keys = {key for shape in SHAPES for key in shape.model_fields}
    assert keys == set(EXAMPLES)


def test_every_example_starts_with_its_key() -> None:
    assert all(example.startswith(f"{key}: ") for key, example in EXAMPLES.items())
