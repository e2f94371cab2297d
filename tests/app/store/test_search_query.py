"""The terms of a query, and where a text matches them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.store.search.search_query import (
    QuotePiece,
    first_match,
    fts_expression,
    highlight_matches,
    matching_words,
    quote_best_match,
    search_terms,
)

ANY = st.text(max_size=60) | st.text("ab c\"*^:+-(){}'ORANDNEAR\x00é\u0301", max_size=40)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize='unicode61 remove_diacritics 2')"
        )
        yield connection


def _shown(typed: str, text: str) -> str:
    pieces, _ = quote_best_match(search_terms(typed), text)
    return "".join(f"[{piece.text}]" if piece.matched else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("loss", '"loss"*'),
        ("the loss", '"the" "loss"*'),
        ("loss ", '"loss"*'),
        ('"the loss"', '"the loss"'),
        ('"the loss', '"the loss"*'),
        ('"the loss" fell', '"the loss" "fell"*'),
        ("fine-tuning", '"fine-tuning"*'),
        ("loss OR NOT * fell", '"loss" "OR" "NOT" "fell"*'),
        ("+++ loss ---", '"loss"*'),
        ("a\x00b\ud800c", '"a" "b" "c"*'),
    ],
)
def test_typed_words_become_an_expression(typed: str, wanted: str) -> None:
    assert fts_expression(search_terms(typed)) == wanted


@pytest.mark.parametrize("typed", ["", "  ", '"', '""', "...", "*", "\x00"])
def test_a_query_without_words_has_no_terms(typed: str) -> None:
    assert search_terms(typed) == ()


def test_only_the_beginning_of_a_very_long_query_counts() -> None:
    assert len(search_terms("word " * 100_000)) <= 32


@given(typed=ANY)
def test_typed_text_is_never_syntax(index: sqlite3.Connection, typed: str) -> None:
    index.execute("DELETE FROM texts")
    index.execute("INSERT INTO texts VALUES (?)", (typed.replace("\x00", " "),))
    sought = search_terms(typed)
    if sought:
        found = index.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ?", (fts_expression(sought),)
        )
        assert len(found.fetchall()) == 1


@given(words=st.lists(st.text("abéß日1", min_size=1, max_size=4), min_size=1, max_size=8))
def test_a_text_is_found_by_its_words_and_marked_where_the_index_finds_it(
    index: sqlite3.Connection, words: list[str]
) -> None:
    text = " ".join(words)
    index.execute("DELETE FROM texts")
    index.execute("INSERT INTO texts VALUES (?)", (text,))
    found = index.execute(
        "SELECT text FROM texts WHERE texts MATCH ?", (fts_expression(search_terms(words[0][:2])),)
    )
    assert found.fetchone() == (text,)
    assert any(piece.matched for piece in quote_best_match(search_terms(words[0][:2]), text)[0])


@given(typed=ANY, text=ANY)
def test_quotes_are_parts_of_the_text(typed: str, text: str) -> None:
    pieces, said = quote_best_match(search_terms(typed), text)
    quoted = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert " ".join(quoted.split()) in " ".join(text.split())
    assert any(piece.matched for piece in pieces) == (said > 0)


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("loss", "The Loss fell", "The [Loss] fell"),
        ("los", "The loss fell", "The [loss] fell"),
        ("los fell", "The loss fell", "The loss [fell]"),
        ("fell the", "The loss fell", "[The] loss [fell]"),
        ('"loss fell"', "A loss. The loss fell", "A loss. The [loss fell]"),
        ("cafe", "Au café", "Au [café]"),
        ("café", "Au cafe\u0301 noir", "Au [cafe\u0301] noir"),
        ("none", "The loss\n\n fell", "The loss fell"),
        ("<b>", "a <b>bold</b> b", "a <[b]>[bold]</[b]> [b]"),
        ("loss", "", ""),
    ],
)
def test_matches_are_highlighted(typed: str, text: str, shown: str) -> None:
    assert _shown(typed, text) == shown


def test_a_long_text_is_cut_to_the_part_with_the_most_matches() -> None:
    text = f"loss {'x ' * 80} the loss fell {'y ' * 80}"
    shown = _shown("loss fell", text)
    assert shown.startswith("… x ")
    assert "the [loss] [fell]" in shown
    assert shown.endswith("y …")
    assert len(shown.split()) < 40


def test_a_whole_text_is_kept_with_its_matches_highlighted() -> None:
    text = "Héllo there, and hello again"
    assert highlight_matches(search_terms("hello"), text) == (
        QuotePiece("Héllo", matched=True),
        QuotePiece(" there, and "),
        QuotePiece("hello", matched=True),
        QuotePiece(" again"),
    )
    assert highlight_matches(search_terms("gone"), text) == (QuotePiece(text),)


def test_overlapping_matches_follow_each_other() -> None:
    pieces, _ = quote_best_match(search_terms('"a b" "b c"'), "a b c")
    assert pieces == (QuotePiece("a b", matched=True), QuotePiece(" c", matched=True))
    pieces, _ = quote_best_match(search_terms('"a b c" b d'), "a b c d")
    assert pieces == (
        QuotePiece("a b c", matched=True),
        QuotePiece(" "),
        QuotePiece("d", matched=True),
    )


def test_the_first_match_is_where_most_terms_match() -> None:
    words = ["The", " loss,", *(" x",) * 40, " the", " training-loss", " fell."]
    assert first_match(search_terms("loss fell"), words) == 43
    assert first_match(search_terms("loss"), words) == 1
    assert first_match(search_terms("gain"), words) is None
    assert first_match((), words) is None


def test_all_matching_words_are_found() -> None:
    words = ["The", " loss,", " x", " training-loss", " fell", " again."]
    assert matching_words(search_terms('"loss fell" the'), words) == (range(1), range(3, 5))
    assert matching_words(search_terms("gain"), words) == ()
