"""The draft of an unsaved question, kept in a file across runs of the program."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from mock_interviewer.app.data_folder.private_files import (
    free_broken_name,
    make_private_folder,
    read_regular_file,
    write_private,
)
from mock_interviewer.questions.question_fields import QuestionFields, are_question_fields

MOST_DRAFT_BYTES = 2_000_000


@dataclass(frozen=True)
class QuestionDraft:
    """The unsaved fields of a question, which may be incomplete or invalid.

    ``question`` is its id, "" for a new question. ``bank_name`` is the name of a bank to create
    with this question, "" if the bank exists.
    """

    bank: str
    question: str
    fields: QuestionFields = field(default_factory=dict)
    bank_name: str = ""


def write_draft(path: Path, draft: QuestionDraft | None) -> None:
    """Replace the draft in the file, or with None delete it. Raises OSError."""
    if draft is None:
        path.unlink(missing_ok=True)
        return
    make_private_folder(path.parent)
    write_private(path, json.dumps(asdict(draft), ensure_ascii=False).encode())


def read_draft(path: Path) -> QuestionDraft | None:
    """Return the draft in the file, or None; a file that is not a draft is renamed and left."""
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
    if not isinstance(fields, dict) or not are_question_fields(fields):
        return None
    if not all(isinstance(word, str) for word in words.values()) or not words["bank"]:
        return None
    return QuestionDraft(
        bank=str(words["bank"]),
        question=str(words["question"]),
        fields=fields,
        bank_name=str(words["bank_name"]),
    )
