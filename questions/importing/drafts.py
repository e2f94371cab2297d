"""What a list of bare questions leaves to be guessed before it is a bank."""

import re
import unicodedata
from pathlib import Path

from mock_interviewer.questions.marked_yaml import List, Map
from mock_interviewer.questions.model import Kind

FIRST_VERSION = "1"
GENERAL_SECTION = "General"

_ID_WORDS = 8
_ID_LENGTH = 60
_TOLD = re.compile(
    r"\b(tell (me|us) about (a time|a situation|yourself|your)|have you ever|how did you"
    r"|(describe|recall|think of) a (time|situation)|give (me |us )?an example of|when have you)",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(what would you|how would you|what (do|will) you do (if|when)|suppose|imagine)\b",
    re.IGNORECASE,
)


class Draft:
    """A bank's map while its questions are gathered, in the order in which they stand."""

    def __init__(self, path: Path) -> None:
        self.name = _spaced(path.stem)
        self._path = path
        self._entries = List(1)
        self._ids: set[str] = set()

    def __len__(self) -> int:
        return len(self._entries)

    def question(self, text: str, section: str, line: int) -> Map:
        """Add a question that stands on ``line``, and return its map for more keys."""
        entry = Map(line)
        entry.put("id", self._free_id(text), line)
        entry.put("text", text, line)
        entry.put("section", section, line)
        entry.put("kind", guessed_kind(text).value, line)
        self._entries.put(entry, line)
        return entry

    def root(self) -> Map:
        """Return the map of a bank file."""
        root = Map(1)
        for key, value in (
            ("id", slug(self.name) or "bank"),
            ("name", self.name),
            ("version", FIRST_VERSION),
            ("questions", self._entries),
        ):
            root.put(key, value, 1)
        return root

    def _free_id(self, text: str) -> str:
        wanted = slug(text) or "question"
        ident, number = wanted, 1
        while ident in self._ids:
            number += 1
            ident = f"{wanted}-{number}"
        self._ids.add(ident)
        return ident


def key_points(texts: list[tuple[str, int]]) -> List:
    """Return key points of these texts, each with the line it stands on."""
    points = List(texts[0][1] if texts else 1)
    for number, (text, line) in enumerate(texts, 1):
        point = Map(line)
        point.put("id", f"point-{number}", line)
        point.put("point", text, line)
        points.put(point, line)
    return points


def slug(text: str) -> str:
    """Return an id made of the first words of a text; "" where it has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "")).encode("ascii", "ignore").decode()
    parts = re.findall(r"[a-z0-9]+", plain.lower())[:_ID_WORDS]
    while len("-".join(parts)) > _ID_LENGTH and len(parts) > 1:
        parts.pop()
    return "-".join(parts)[:_ID_LENGTH].strip("-")


def guessed_kind(text: str) -> Kind:
    """Return what sort of answer a question seems to want, by how it is asked."""
    if _TOLD.search(text):
        return Kind.BEHAVIORAL
    if _SUPPOSED.search(text):
        return Kind.SITUATIONAL
    return Kind.TECHNICAL


def _spaced(stem: str) -> str:
    return " ".join(re.split(r"[\s_-]+", stem)).strip().capitalize() or "Bank"
