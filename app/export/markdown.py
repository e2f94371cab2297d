"""Sessions as a Markdown page (CommonMark)."""

from collections.abc import Iterable
from typing import TextIO

from mock_interviewer.app.export.kept import KeptSession
from mock_interviewer.app.export.page import Block, Heading, Items, Text, blocks
from mock_interviewer.app.sheets.markdown import emphasised, escaped


def write_markdown(sessions: Iterable[KeptSession], file: TextIO) -> None:
    """Write sessions one after the other; every text stands there literally. Raises OSError."""
    begun = False
    for kept in sessions:
        for block in blocks(kept):
            file.write(f"\n{_written(block)}\n" if begun else f"{_written(block)}\n")
            begun = True


def _written(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {escaped(text)}"
        case Text(text, _):
            return escaped(text)
        case Items(items):
            return "\n".join(
                f"- {emphasised(label)} {escaped(text)}" if label else f"- {escaped(text)}"
                for label, text in items
            )
