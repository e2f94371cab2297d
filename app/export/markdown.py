"""Export of sessions as a Markdown page (CommonMark)."""

from collections.abc import Iterable
from typing import TextIO

from mock_interviewer.app.export.page_blocks import (
    HeadingBlock,
    ListBlock,
    PageBlock,
    TextBlock,
    session_blocks,
)
from mock_interviewer.app.export.selection import ExportedSession
from mock_interviewer.app.text.markdown_escaping import bold, escaped


def write_markdown(sessions: Iterable[ExportedSession], file: TextIO) -> None:
    """Write sessions one after the other; all texts are escaped. Raises OSError."""
    begun = False
    for kept in sessions:
        for block in session_blocks(kept):
            file.write(f"\n{_written(block)}\n" if begun else f"{_written(block)}\n")
            begun = True


def _written(block: PageBlock) -> str:
    match block:
        case HeadingBlock(level, text):
            return f"{'#' * level} {escaped(text)}"
        case TextBlock(text, _):
            return escaped(text)
        case ListBlock(items):
            return "\n".join(
                f"- {bold(label)} {escaped(text)}" if label else f"- {escaped(text)}"
                for label, text in items
            )
