"""The draft of a question that is not saved yet; it survives the end of the program."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mock_interviewer.app.data_folder.private_files import (
    free_broken_name,
    make_private_folder,
    read_regular_file,
    write_private,
)

MOST_DRAFT_BYTES = 2_000_000


@dataclass(frozen=True)
class QuestionDraft:
    """``question`` is the id of the one that is written on, "" for a new one.

    ``bank_name`` is the name of a bank that is to be made with this question, "" where the bank is
    there already. ``fields`` are those of ``questions.drafted``.
    """

    bank: str
    question: str
    fields: dict[str, Any] = field(default_factory=dict)
    bank_name: str = ""


def write_draft(path: Path, draft: QuestionDraft | None) -> None:
    """Keep a draft in place of the one before, or keep none. Raises OSError."""
    if draft is None:
        path.unlink(missing_ok=True)
        return
    make_private_folder(path.parent)
    write_private(path, json.dumps(asdict(draft), ensure_ascii=False).encode())


def read_draft(path: Path) -> QuestionDraft | None:
    """Return the draft that is kept, or None; a file that holds none is set aside."""
    try:
        draft = _draft(json.loads(read_regular_file(path, MOST_DRAFT_BYTES)))
        if draft is not None:
            return draft
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        pass
    with suppress(OSError):
        path.rename(free_broken_name(path))
    return None


def _draft(content: object) -> QuestionDraft | None:
    if not isinstance(content, dict):
        return None
    words = {key: content.get(key) for key in ("bank", "question", "bank_name")}
    fields = content.get("fields")
    if not isinstance(fields, dict) or not _shaped(fields):
        return None
    if not all(isinstance(word, str) for word in words.values()) or not words["bank"]:
        return None
    return QuestionDraft(
        bank=str(words["bank"]),
        question=str(words["question"]),
        fields=fields,
        bank_name=str(words["bank_name"]),
    )


def _shaped(fields: object) -> bool:
    """Return whether fields, and those of entries in them, have the shape that is written on."""
    return isinstance(fields, dict) and all(
        shaped(fields[name]) for names, shaped in _SHAPES for name in names if name in fields
    )


def _entries(value: object) -> bool:
    return isinstance(value, list) and all(map(_shaped, value))


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _number(value: object) -> bool:
    return isinstance(value, int | float)


def _text(value: object) -> bool:
    return isinstance(value, str | None)


_SHAPES: tuple[tuple[tuple[str, ...], Callable[[object], bool]], ...] = (
    (("key_points", "vocabulary", "follow_ups", "references"), _entries),
    (("terms", "said", "mistaken", "heard_as", "about", "see_also"), _words),
    (("text", "section", "kind", "spoken", "rephrased", "model_answer"), _text),
    (("id", "point", "why", "part", "term", "definition"), _text),
    (("weight",), _number),
)
"""What stands under these names, wherever they stand."""
