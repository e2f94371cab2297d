"""The names of the columns of a table of questions, and what their cells hold."""

import re
from collections.abc import Sequence
from typing import get_origin

from mock_interviewer.questions.field_words import label_of, words_for
from mock_interviewer.questions.ids import slug
from mock_interviewer.questions.importing.bank_builder import key_points
from mock_interviewer.questions.model import Question, QuestionKind
from mock_interviewer.questions.yaml_reader import YamlList, YamlMap, YamlValue

COLUMNS = {
    key: words.columns
    for key, field in Question.model_fields.items()
    if (words := words_for(field)) is not None and words.columns is not None
}
"""The keys of a question that a column can hold, with other names for each of them."""

SEVERAL = frozenset({"key_points", "notes"})
"""The keys that more than one column may hold."""

Part = tuple[str, int]
"""A text and its line."""

_COUNTERS = frozenset({"#", "q", "no", "no.", "nr", "nr.", "num", "number", "row", "s.no", "s.no."})
_LISTS = re.compile(r"[;\n|]")
_LEVELS = {"very easy": 1, "easy": 2, "medium": 3, "moderate": 3, "hard": 4, "very hard": 5}
_MOST_LEVEL = 5
_KNOWN: dict[str, str] = {}


def key_of_name(name: str) -> str:
    """Return the key of a question that a column with this name holds, or ""."""
    if not _KNOWN:
        _KNOWN.update(
            {_plain(word): key for key, others in COLUMNS.items() for word in (key, *others)}
        )
    return _KNOWN.get(_plain(name), "")


def counts_rows(name: str) -> bool:
    """Return whether a column with this name only numbers the rows."""
    return name.strip().casefold() in _COUNTERS


def column_label(key: str) -> str:
    """Return what a column that holds a field is called."""
    label = "question" if key == "text" else label_of(Question, key)
    return label[:1].upper() + label[1:]


def cell_doubt(key: str, cell: str) -> str:
    """Return why a cell can't be used; "" if it can."""
    if key == "kind" and _kind(cell) not in set(QuestionKind):
        return f"“{cell}” isn't a kind of question"
    if key == "difficulty" and _level(cell) not in map(str, range(1, _MOST_LEVEL + 1)):
        return f"“{cell}” isn't a difficulty from 1 to 5"
    return ""


def is_list(key: str) -> bool:
    """Return whether a field has several entries."""
    return get_origin(Question.model_fields[key].annotation) is tuple


def entries(cell: str) -> list[str]:
    """Return the entries in a cell: it separates them by semicolons, bars, or line breaks."""
    return [part.strip() for part in _LISTS.split(cell) if part.strip()]


def value_of(key: str, parts: Sequence[Part]) -> YamlValue:
    """Return the value of a field that has these texts."""
    line = parts[0][1]
    if key == "key_points":
        return key_points(list(parts))
    if is_list(key):
        values = YamlList(line)
        for text, at in parts:
            values.put(_follow_up(text, at) if key == "follow_ups" else text, at)
        return values
    if key in {"kind", "difficulty", "id"}:
        cell = parts[0][0]
        return {"kind": _kind, "difficulty": _level}.get(key, lambda word: slug(word) or word)(cell)
    return "\n".join(text for text, _ in parts)


def _follow_up(text: str, line: int) -> YamlMap:
    asked = YamlMap(line)
    asked.put("text", text, line)
    return asked


def _kind(cell: str) -> str:
    return cell.casefold()


def _level(cell: str) -> str:
    return str(_LEVELS.get(cell.casefold(), cell))


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", name.strip().casefold()))
