"""Writing of banks as readable YAML."""

from typing import Any

import yaml

from mock_interviewer.questions.model import Bank

_WIDTH = 96
_SHORT = 72


def bank_yaml(bank: Bank) -> str:
    """Return the text of a bank file, without default values; reading it returns the same bank."""
    content = bank.model_dump(mode="json", exclude_defaults=True, exclude={"questions", "retired"})
    if bank.retired:
        content["retired"] = [question.id for question in bank.retired]
    questions = sorted(bank.all_questions, key=lambda each: (each.source.list, each.source.number))
    content["questions"] = [
        question.model_dump(mode="json", exclude_defaults=True) for question in questions
    ]
    for entry in (content, *content["questions"]):
        shorten_terms(entry)
    return as_yaml(content)


def as_yaml(content: dict[str, Any]) -> str:
    """Return plain values as YAML that is easy to read and edit."""
    return yaml.dump(
        content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, indent=2
    )


def shorten_terms(entry: dict[str, Any]) -> None:
    """Replace each vocabulary term without other fields by a plain string."""
    if "vocabulary" in entry:
        entry["vocabulary"] = [
            term["term"] if len(term) == 1 else term for term in entry["vocabulary"]
        ]


class _Dumper(yaml.SafeDumper):
    """Folds long texts, writes short lists on one line, indents lists, and uses no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 (PyYAML's signature)
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > _SHORT else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: yaml.SafeDumper, entries: list[Any]) -> yaml.SequenceNode:
    words = all(isinstance(entry, str) for entry in entries)
    short = words and sum(len(entry) + 2 for entry in entries) < _SHORT
    return dumper.represent_sequence("tag:yaml.org,2002:seq", entries, flow_style=short)


def _map(dumper: yaml.SafeDumper, fields: dict[str, Any]) -> yaml.MappingNode:
    numbers = all(isinstance(value, int) for value in fields.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", fields.items(), flow_style=numbers)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(dict, _map)
