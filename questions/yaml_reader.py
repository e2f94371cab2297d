"""A YAML reader whose plain maps, lists, and strings know their lines.

What a value means is for the bank's model to say, so every scalar stays the text that was written
("no" is a word, 1.10 a version); only an empty value or ``null`` is None. Aliases, tags, and deep
nesting, which a bank does not need and an attack does, are refused.
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
    """A map that stands on ``line``; ``lines`` has the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def put(self, key: str, value: YamlValue, line: int) -> None:
        """Set a key that stands on ``line``."""
        self[key] = value
        self.lines[key] = line

    def find(self, step: str | int) -> tuple[int, YamlValue] | None:
        """Return the line and the value of a key, or None where there is no such key."""
        return (self.lines[step], self[step]) if isinstance(step, str) and step in self else None


class YamlList(list[YamlValue]):
    """A list that stands on ``line``; ``lines`` has the line of each entry."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []

    def put(self, value: YamlValue, line: int) -> None:
        """Append an entry that stands on ``line``."""
        self.append(value)
        self.lines.append(line)

    def find(self, step: str | int) -> tuple[int, YamlValue] | None:
        """Return the line and the value of an entry, or None where the list is shorter."""
        if isinstance(step, int) and step < len(self):
            return self.lines[step], self[step]
        return None


def line_of(root: YamlMap, *steps: str | int) -> int:
    """Return the line of what the steps lead to, or of the last thing on the way that is there."""
    line = root.line
    value: YamlValue = root
    for step in steps:
        found = value.find(step) if isinstance(value, YamlMap | YamlList) else None
        if found is None:
            break
        line, value = found
    return line


def read_map(path: Path) -> YamlMap:
    """Return the map that a file holds; raises BankError where it holds anything else."""
    return parse_map(read_text(path), path)


def parse_map(text: str, path: Path) -> YamlMap:
    """Return the map that a text holds; ``path`` is named in the BankError of any fault."""
    refuse_unprintable(text, path)
    try:
        value = _Reader(text, path).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(error.problem or error.context or "it breaks off").split())
        raise BankError(
            path,
            mark.line + 1 if mark else None,
            f"this is not YAML ({problem})",
            'mend it there; a text that holds ": " or " #" or starts with a sign needs quotes',
        ) from error
    # PyYAML's own parser, unlike libyaml, lets Python's errors through for numbers out of range.
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise BankError(path, None, "this is not YAML", "write it anew as plain YAML") from error
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
    """One pass over the parser's events, so that nothing refused is ever built."""

    def __init__(self, text: str, path: Path) -> None:
        self._path = path
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def document(self) -> YamlValue:
        """Return what the only document of the text holds."""
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        value = self._value(next(self._events), 0)
        next(self._events)
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, "a second document starts here", 'take the "---" out')
        return value

    def _refuse(self, event: yaml.Event, what: str, remedy: str) -> NoReturn:
        raise BankError(self._path, _line(event), what, remedy)

    def _value(self, event: yaml.Event, depth: int) -> YamlValue:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                event,
                f"the alias {quoted(event.anchor)} repeats another part",
                "write that part out here",
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(
                event,
                f"the tag {quoted(tag)} asks for more than text",
                "take the tag out, since a bank holds only words, numbers, lists and maps",
            )
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            return None if plain and event.value in _NULLS else str(event.value)
        if depth == MAX_DEPTH:
            self._refuse(
                event,
                f"this is nested more than {MAX_DEPTH} levels deep",
                "take the surplus brackets or indents out",
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
