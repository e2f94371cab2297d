"""Words for the fields of bank files, declared beside each field as metadata of its type.

The reader's errors, the notes about edits, the columns of CSV tables, and the question editor all
take their words from here.
"""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class FieldWords:
    """What a person reads about a field."""

    example: str
    """A valid value, as it is written in YAML."""
    _: KW_ONLY
    label: str = ""
    """The field's name within a sentence; "" if it is the key with spaces for underscores."""
    entry: str = ""
    """What one entry of the field is called, if its entries have fields themselves."""
    columns: tuple[str, ...] | None = None
    """Other names for its column in a CSV table; None if a table has no column for it."""
    missing: str = "Write something here, or delete it."
    """What the question editor says where the field is empty but must not be."""
    invalid: str = "This can't be saved as it is. Rewrite it."
    """What the question editor says about a value that the field cannot have."""


@dataclass(frozen=True)
class FieldPlace:
    """A field that a path leads to: its key, and the model that it belongs to.

    ``owner`` is what an entry of that model is called; "" for the model that the path starts from.
    """

    key: str
    model: type[BaseModel]
    owner: str = ""

    @property
    def words(self) -> FieldWords:
        """The words for the field; its key is the example of a field that has none."""
        field = self.model.model_fields.get(self.key)
        return (words_for(field) if field is not None else None) or FieldWords(self.key)


def words_for(field: FieldInfo) -> FieldWords | None:
    """Return the words that a field is declared with, or None."""
    return next((each for each in field.metadata if isinstance(each, FieldWords)), None)


def label_of(model: type[BaseModel], key: str) -> str:
    """Return what a field is called within a sentence."""
    return FieldPlace(key, model).words.label or key.replace("_", " ")


def find_field(model: type[BaseModel], path: Sequence[str | int]) -> FieldPlace:
    """Return the field that a path of keys and list indexes leads to; its key is "" for no key."""
    keys = [step for step in path if isinstance(step, str)]
    owner = ""
    for key in keys[:-1]:
        field = model.model_fields.get(key)
        inner = entry_model(field.annotation) if field is not None else None
        if field is None or inner is None:
            break
        words = words_for(field)
        model, owner = inner, (words.entry if words is not None else "") or key
    return FieldPlace(keys[-1] if keys else "", model, owner)


def entry_model(annotation: Any) -> type[BaseModel] | None:
    """Return the model of a field's value, or of the entries of its list; None if it has none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(entry_model, get_args(annotation))), None)
