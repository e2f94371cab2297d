"""A bank built from a list of plain questions, with guesses for the other fields."""

import re
from pathlib import Path

from mock_interviewer.questions.ids import free_id, slug
from mock_interviewer.questions.model import FIRST_VERSION, QuestionKind
from mock_interviewer.questions.yaml_reader import YamlList, YamlMap

_ASKS_FOR_EXPERIENCE = re.compile(
    r"\b(tell (me|us) about (a time|a situation|yourself|your)|have you ever|how did you"
    r"|(describe|recall|think of) a (time|situation)|give (me |us )?an example of|when have you)",
    re.IGNORECASE,
)
_ASKS_FOR_CASE = re.compile(
    r"\b(what would you|how would you|what (do|will) you do (if|when)|suppose|imagine)\b",
    re.IGNORECASE,
)


class BankBuilder:
    """The YAML map of a bank while its questions are added, in their order in the file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._entries = YamlList(1)
        self._ids: set[str] = set()

    def question(self, text: str, section: str, line: int) -> YamlMap:
        """Add the question on ``line``, and return its map, for more keys."""
        entry = YamlMap(line)
        ident = free_id(slug(text) or "question", self._ids)
        self._ids.add(ident)
        entry.put("id", ident, line)
        entry.put("text", text, line)
        entry.put("section", section, line)
        entry.put("kind", guess_kind(text).value, line)
        self._entries.put(entry, line)
        return entry

    def root(self) -> YamlMap:
        """Return the map of a bank file."""
        root = YamlMap(1)
        for key, value in (
            ("id", slug(self._name) or "bank"),
            ("name", self._name),
            ("version", FIRST_VERSION),
            ("questions", self._entries),
        ):
            root.put(key, value, 1)
        return root


def key_points(texts: list[tuple[str, int]]) -> YamlList:
    """Return key points with these texts, each given with its line."""
    points = YamlList(texts[0][1] if texts else 1)
    for number, (text, line) in enumerate(texts, 1):
        point = YamlMap(line)
        point.put("id", f"point-{number}", line)
        point.put("point", text, line)
        points.put(point, line)
    return points


def guess_kind(text: str) -> QuestionKind:
    """Return the kind that the wording of a question suggests."""
    if _ASKS_FOR_EXPERIENCE.search(text):
        return QuestionKind.BEHAVIORAL
    if _ASKS_FOR_CASE.search(text):
        return QuestionKind.SITUATIONAL
    return QuestionKind.TECHNICAL


def name_of_file(path: Path) -> str:
    """Return the name of a bank that a file with this name holds."""
    return _spaced(path.stem)


def _spaced(stem: str) -> str:
    return " ".join(re.split(r"[\s_-]+", stem)).strip().capitalize() or "Bank"
