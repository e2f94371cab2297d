"""A small custom bank."""

from pathlib import Path

_BANK = """\
id: small
name: Small
version: 1
section: One
questions:
  - id: what-is-rag
    text: What is RAG?
    kind: technical
    vocabulary: [chunk, {term: RAG, essential: true}]
"""


def write_small_bank(folder: Path) -> None:
    """Write a bank ``small`` with the terms RAG and chunk; create the folder if needed."""
    folder.mkdir(exist_ok=True)
    (folder / "small.yaml").write_text(_BANK, encoding="utf-8")
