"""Escaping of text for Markdown."""

import re

from mock_interviewer.app.text.control_characters import without_controls

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!]|&(?=#?\w+;))")
_START = re.compile(r"(\d*)([-+=.)])")


def escaped(text: str) -> str:
    """Return a text on one line that Markdown shows literally."""
    line = " ".join(without_controls(text).split())
    line = _SIGNS.sub(r"\\\1", line)
    # A character that could start a list or underline a heading, after a number if any.
    start = _START.match(line)
    if start and (line[start.end() : start.end() + 1] in {"", " "} or start[2] in {"=", "-"}):
        return f"{start[1]}\\{line[len(start[1]) :]}"
    return line


def bold(text: str) -> str:
    """Return a text that Markdown shows in bold."""
    return f"**{escaped(text)}**"


def code(text: str) -> str:
    """Return a short text without backticks as code."""
    return f"`{text}`"


def linked(text: str, address: str) -> str:
    """Return a link with a text and an address."""
    return f"[{escaped(text)}](<{address}>)"
