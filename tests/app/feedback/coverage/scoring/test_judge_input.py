from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from mock_interviewer.app.feedback.coverage.scoring.judge_files import judge_files
from mock_interviewer.app.feedback.coverage.scoring.judge_input import (
    MOST_TOKENS,
    JudgeInput,
    TokenizedAnswer,
    judge_tokenizer,
    tokenized,
)

texts = st.lists(st.integers(5, 30_000), max_size=120).map(tuple)
several = st.lists(texts, min_size=1, max_size=8)


@cache
def tokenizer() -> Tokenizer:
    return judge_tokenizer(judge_files().tokenizer)


def tokens(text: str) -> tuple[int, ...]:
    return tokenized(tokenizer(), text)


def test_a_row_is_the_question_the_points_and_the_sentences() -> None:
    row = JudgeInput.made(
        tokens("Why?"), [tokens("It is cheap."), tokens("It is fast.")], [tokens("Costs little.")]
    )
    assert tokenizer().decode(list(row.tokens), skip_special_tokens=False) == (
        "<s> why? </s> <mask> it is cheap. </s> <mask> it is fast. </s> costs little. </s>"
    )


@given(texts, several, st.lists(texts, min_size=1, max_size=40))
def test_a_row_fits_into_the_network(
    question: tuple[int, ...], points: list[tuple[int, ...]], said: list[tuple[int, ...]]
) -> None:
    row = JudgeInput.made(question, points, said)
    assert len(row.tokens) <= MOST_TOKENS
    assert row.points.shape == (len(points), len(row.tokens))
    assert row.sentences.shape == (len(said), len(row.tokens))


@given(several, st.lists(texts.filter(bool), min_size=1, max_size=4))
def test_weights_average_the_tokens_of_each_part(
    points: list[tuple[int, ...]], said: list[tuple[int, ...]]
) -> None:
    said = [sentence[:10] for sentence in said]
    row = JudgeInput.made((7,), [point[:20] for point in points], said)
    assert row.points.sum(axis=1) == pytest.approx(1.0)
    for sentence, weights in zip(said, row.sentences, strict=True):
        assert [row.tokens[at] for at in np.flatnonzero(weights)] == [*sentence]
        assert np.unique(weights[weights > 0]) == pytest.approx(1 / len(sentence))
    assert (row.points.sum(axis=0) * row.sentences.sum(axis=0)).max() == 0.0


@given(texts, several)
def test_what_has_room_is_not_cut(question: tuple[int, ...], points: list[tuple[int, ...]]) -> None:
    room = JudgeInput.room(question, points)
    row = JudgeInput.made(question, points, [(9,) * room])
    assert len(row.tokens) == MOST_TOKENS
    assert np.count_nonzero(row.sentences[0]) == room


@given(st.lists(st.integers(1, 90), max_size=60), st.integers(60, 400))
def test_pieces_cover_an_answer_and_overlap(lengths: list[int], room: int) -> None:
    answer = TokenizedAnswer(tuple((9,) * length for length in lengths))
    pieces = answer.pieces(room)
    assert {number for piece in pieces for number in piece} == set(range(len(lengths)))
    for piece in pieces:
        assert len(piece) == 1 or sum(lengths[number] for number in piece) <= room
    for one, other in pairwise(pieces):
        assert one.start < other.start <= one.stop < other.stop


def test_neighboring_pieces_share_two_sentences() -> None:
    answer = TokenizedAnswer(((9,) * 10,) * 9)
    assert answer.pieces(50) == [range(5), range(3, 8), range(6, 9)]


def test_an_answer_that_fits_is_one_piece() -> None:
    assert TokenizedAnswer(((9,) * 10,) * 5).pieces(50) == [range(5)]


@given(st.text())
def test_any_text_has_tokens(text: str) -> None:
    assert all(0 <= token < tokenizer().get_vocab_size() for token in tokens(text))


def test_a_lone_surrogate_is_accepted() -> None:
    assert tokens("so \ud800 it is") == tokens("so ? it is")


def test_a_text_of_any_length_keeps_all_of_its_tokens() -> None:
    assert len(tokens("word " * 2000)) == 2000
