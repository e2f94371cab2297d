"""A small bank of a person's own."""

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
    """Put a bank ``small`` into a folder of banks, made if need be; its words are RAG and chunk."""
    folder.mkdir(exist_ok=True)
    (folder / "small.yaml").write_text(_BANK, encoding="utf-8")
