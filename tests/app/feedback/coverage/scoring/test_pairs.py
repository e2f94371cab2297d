from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from mock_interviewer.app.feedback.coverage.coverage import ExpectedPoint
from mock_interviewer.app.feedback.coverage.scoring.cross_encoder import (
    PIECE_TOKENS,
    POINT_TOKENS,
    AnswerPiece,
    PointAnswerPair,
    answer_pieces,
    point_tokens,
)
from mock_interviewer.app.feedback.coverage.sentence_model import (
    answer_tokenizer,
    sentence_model_files,
)


@cache
def tokenizer() -> Tokenizer:
    return answer_tokenizer(sentence_model_files())


def read_back(tokens: tuple[int, ...]) -> str:
    return str(tokenizer().decode(list(tokens)))


def test_a_point_stands_before_the_sentences_that_make_it() -> None:
    point = ExpectedPoint("a", "It scales well.", said=("It grows with you.",))
    assert read_back(point_tokens(tokenizer(), point)) == "it scales well. it grows with you."


def test_sentences_that_do_not_fit_are_left_out_and_the_point_stays() -> None:
    point = ExpectedPoint("a", "It scales well.", said=("short one", "word " * POINT_TOKENS))
    tokens = point_tokens(tokenizer(), point)
    assert read_back(tokens) == "it scales well. short one"


def test_a_point_that_is_too_long_is_cut() -> None:
    tokens = point_tokens(tokenizer(), ExpectedPoint("a", "word " * 400))
    assert len(tokens) == POINT_TOKENS


def test_a_short_answer_is_one_piece_that_knows_its_places() -> None:
    answer = "You learn from text."
    (piece,) = answer_pieces(tokenizer(), answer)
    words = [answer[start:end] for start, end in piece.offsets]
    assert words == ["You", "learn", "from", "text", "."]


@pytest.mark.parametrize("answer", ["", " ", "\n\t"])
def test_an_answer_without_words_has_no_pieces(answer: str) -> None:
    assert answer_pieces(tokenizer(), answer) == []


@given(st.integers(1, 1500))
def test_every_word_of_a_long_answer_is_in_a_piece(count: int) -> None:
    answer = " ".join(["word"] * count)
    cut = answer_pieces(tokenizer(), answer)
    covered = {offset for piece in cut for offset in piece.offsets}
    assert covered == {(at * 5, at * 5 + 4) for at in range(count)}
    assert all(len(piece.tokens) <= PIECE_TOKENS for piece in cut)


@given(st.integers(PIECE_TOKENS + 1, 1500))
def test_neighboring_pieces_share_words(count: int) -> None:
    cut = answer_pieces(tokenizer(), " ".join(["word"] * count))
    for one, other in pairwise(cut):
        assert set(one.offsets) & set(other.offsets)


@given(st.text())
def test_any_text_can_be_cut(answer: str) -> None:
    for piece in answer_pieces(tokenizer(), answer):
        assert len(piece.tokens) == len(piece.offsets)
        assert all(0 <= start <= end <= len(answer) for start, end in piece.offsets)


def test_a_lone_surrogate_is_no_reason_to_fail() -> None:
    (piece,) = answer_pieces(tokenizer(), "so \ud800 it is")
    assert piece.offsets[-1] == (8, 10)


def test_a_pair_is_as_long_as_its_tokens() -> None:
    pair = PointAnswerPair((101, 7, 102), AnswerPiece((8, 9), ((0, 1), (2, 3))))
    assert pair.tokens == (101, 7, 102, 8, 9, 102)
    assert len(pair) == len(pair.tokens)
