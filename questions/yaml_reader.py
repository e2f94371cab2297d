"""A YAML reader whose plain maps, lists, and strings know their lines.

The bank's model decides what a value means, so every scalar stays text as written ("no" is a word,
1.10 a version); only an empty value or ``null`` is None. Aliases, tags, and deep nesting are
refused: banks don't need them, and attacks do.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn, TypeAlias

import yaml

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.text_files import read_text, refuse_unprintable

MAX_DEPTH = 12

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

YamlValue: TypeAlias = "str | YamlMap | YamlList | None"


class YamlMap(dict[str, YamlValue]):
    """A map that starts on ``line``; ``lines`` has the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def put(self, key: str, value: YamlValue, line: int) -> None:
        """Set a key, which is on ``line``."""
        self[key] = value
        self.lines[key] = line

    def find(self, step: str | int) -> tuple[int, YamlValue] | None:
        """Return the line and the value of a key, or None if the key is missing."""
        return (self.lines[step], self[step]) if isinstance(step, str) and step in self else None


class YamlList(list[YamlValue]):
    """A list that starts on ``line``; ``lines`` has the line of each entry."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []

    def put(self, value: YamlValue, line: int) -> None:
        """Append an entry, which is on ``line``."""
        self.append(value)
        self.lines.append(line)

    def find(self, step: str | int) -> tuple[int, YamlValue] | None:
        """Return the line and the value of an entry, or None if the list is shorter."""
        if isinstance(step, int) and step < len(self):
            return self.lines[step], self[step]
        return None


def line_of(root: YamlMap, *steps: str | int) -> int:
    """Return the line of the value that steps lead to, or of the last one on that path."""
    line = root.line
    value: YamlValue = root
    for step in steps:
        found = value.find(step) if isinstance(value, YamlMap | YamlList) else None
        if found is None:
            break
        line, value = found
    return line


def read_map(path: Path) -> YamlMap:
    """Return the map in a file; raises BankError for a file with anything else."""
    return parse_map(read_text(path), path)


def parse_map(text: str, path: Path) -> YamlMap:
    """Return the map in a text; a BankError names ``path``."""
    refuse_unprintable(text, path)
    try:
        value = _Reader(text, path).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(error.problem or error.context or "it ends early").split())
        raise BankError(
            path,
            mark.line + 1 if mark else None,
            f"this is not YAML ({problem})",
            'fix it there; quote a text that contains ": " or " #" or starts with punctuation',
        ) from error
    # PyYAML's own parser, unlike libyaml, lets Python's errors through for numbers out of range.
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise BankError(path, None, "this is not YAML", "rewrite it as plain YAML") from error
    if not isinstance(value, YamlMap):
        raise BankError(
            path,
            1,
            "the file is empty" if value is None else "the file does not start with a key",
            'start it with keys such as "section:" and "questions:"',
        )
    return value


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Reader:
    """One pass over the parser's events, so that nothing that is refused is ever built."""

    def __init__(self, text: str, path: Path) -> None:
        self._path = path
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def document(self) -> YamlValue:
        """Return the value of the only document in the text."""
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        value = self._value(next(self._events), 0)
        next(self._events)
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, "a second document starts here", 'delete the "---"')
        return value

    def _refuse(self, event: yaml.Event, what: str, remedy: str) -> NoReturn:
        raise BankError(self._path, _line(event), what, remedy)

    def _value(self, event: yaml.Event, depth: int) -> YamlValue:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                event,
                f"the alias {quoted(event.anchor)} repeats another part",
                "write that part out in full",
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(
                event,
                f"the tag {quoted(tag)} isn't allowed",
                "delete the tag; a bank has only text, numbers, lists, and maps",
            )
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            return None if plain and event.value in _NULLS else str(event.value)
        if depth == MAX_DEPTH:
            self._refuse(
                event,
                f"this is nested more than {MAX_DEPTH} levels deep",
                "delete surplus brackets or indentation",
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self._map(event, depth + 1)
        return self._list(event, depth + 1)

    def _map(self, start: yaml.Event, depth: int) -> YamlMap:
        result = YamlMap(_line(start))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._value(event, depth)
            if not isinstance(key, str):
                self._refuse(event, "a key must be a word", 'write it as "word: value"')
            if key in result:
                self._refuse(
                    event,
                    f"the key {quoted(key)} is already used on line {result.lines[key]}",
                    "delete one of them",
                )
            line = _line(event)
            result.put(key, self._value(next(self._events), depth), line)
        return result

    def _list(self, start: yaml.Event, depth: int) -> YamlList:
        result = YamlList(_line(start))
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            result.put(self._value(event, depth), _line(event))
        return result
