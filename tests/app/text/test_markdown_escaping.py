"""Escaping of text for Markdown."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mock_interviewer.app.text.markdown_escaping import bold, escaped, linked

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))).map(
    lambda text: " ".join(text.split())
)


def shown(markdown: str) -> str:
    """Return the words that a reader of the page would see."""
    (_, inline, _) = MarkdownIt("commonmark", {"html": True}).parse(markdown)
    return "".join(child.content for child in inline.children or ())


@given(TEXTS.filter(bool))
@example("1. first")
@example("- an item")
@example("-")
@example("---")
@example("12)")
@example("=====")
@example("# no heading")
@example("<b>&amp;&#35;</b>")
@example("*a* _b_ `c` [d](e) ![f](g) ~~h~~ \\i")
def test_text_is_shown_literally(text: str) -> None:
    assert shown(escaped(text)) == text


@given(TEXTS.filter(bool))
def test_bold_text_is_shown_literally(text: str) -> None:
    assert shown(bold(text)) == text


@pytest.mark.parametrize("text", ["version 1.0.0", "R&D", "a - b", "3.5 points", "+1 more"])
def test_plain_text_is_not_escaped(text: str) -> None:
    assert escaped(text) == text


def test_text_is_on_one_line() -> None:
    assert escaped("    two\n\n lines") == "two lines"


def test_a_link_has_its_text_and_address() -> None:
    (_, inline, _) = MarkdownIt().parse(linked("a [b]", "https://x.org/a_(b)"))
    assert inline.children is not None
    opening, text, _ = inline.children
    assert (opening.attrs["href"], text.content) == ("https://x.org/a_(b)", "a [b]")
