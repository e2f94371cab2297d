from functools import cache
from itertools import pairwise

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tokenizers import Tokenizer

from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageScorer,
    CoverageVerdict,
    ExpectedPoint,
)
from mock_interviewer.app.feedback.coverage.scoring import load_scorer
from mock_interviewer.app.feedback.coverage.scoring.cross_encoder import (
    PIECE_TOKENS,
    POINT_TOKENS,
    AnswerPiece,
    CrossEncoder,
    PointAnswerPair,
    answer_pieces,
    point_tokens,
    remove_attention_masks,
)
from mock_interviewer.app.feedback.coverage.scoring.sentence_model import (
    answer_tokenizer,
    sentence_model_files,
)

POINT = ExpectedPoint(
    "labels",
    "Pre-training learns general representations from raw text without labels.",
    said=(
        "You first let it read heaps of plain text, nobody has to annotate anything for that.",
        "The big first phase runs on unlabelled text and gives you general knowledge.",
    ),
)
ASKED = CoverageQuestion("What is the purpose of pre-training?", (POINT,))


@pytest.fixture(scope="module")
def real() -> CoverageScorer:
    return load_scorer()


def verdict(scorer: CoverageScorer, answer: str) -> CoverageVerdict:
    (point,) = scorer.cover(ASKED, answer).points
    return point.covered


MAKING = {
    "plainly": (
        "So at first it just reads raw text off the web, no labels needed, and picks up general "
        "knowledge of language from that."
    ),
    "in everyday words": (
        "Well, you just feed it tons of writing that nobody had to annotate, and it gets a feel "
        "for how language works."
    ),
}


@pytest.mark.model
@pytest.mark.parametrize("way", MAKING)
def test_a_made_point_is_recognized(real: CoverageScorer, way: str) -> None:
    assert verdict(real, MAKING[way]) is CoverageVerdict.MADE


@pytest.mark.model
@pytest.mark.parametrize(
    "answer",
    [
        "So, what is the purpose of pre-training? That is a good question, pre-training matters.",
        "I'd say labels, raw text, representations, general, pre-training, that kind of thing.",
        "We grilled fish on the beach and then it rained, so we went home early.",
        "No, pre-training can't use raw text at all, every sentence needs a label by an expert.",
    ],
)
def test_repetition_lists_off_topic_talk_and_denial_make_no_point(
    real: CoverageScorer, answer: str
) -> None:
    assert verdict(real, answer) is not CoverageVerdict.MADE


@pytest.mark.model
def test_probabilities_add_up_and_every_word_has_a_signal() -> None:
    made = CrossEncoder.load()
    (piece,) = answer_pieces(made.tokenizer, "It reads raw text without labels.")
    found = made.judge(PointAnswerPair(point_tokens(made.tokenizer, POINT), piece))
    assert found.not_made + found.partly + found.made == pytest.approx(1.0, abs=1e-5)
    assert found.evidence.shape == (len(piece.tokens),)
    assert np.isfinite(found.evidence).all()


@cache
def tokenizer() -> Tokenizer:
    return answer_tokenizer(sentence_model_files())


def read_back(tokens: tuple[int, ...]) -> str:
    return str(tokenizer().decode(list(tokens)))


def test_the_point_comes_before_its_example_sentences() -> None:
    point = ExpectedPoint("a", "It scales well.", said=("It grows with you.",))
    assert read_back(point_tokens(tokenizer(), point)) == "it scales well. it grows with you."


def test_sentences_that_do_not_fit_are_dropped_before_the_point() -> None:
    point = ExpectedPoint("a", "It scales well.", said=("short one", "word " * POINT_TOKENS))
    tokens = point_tokens(tokenizer(), point)
    assert read_back(tokens) == "it scales well. short one"


def test_a_point_that_is_too_long_is_truncated() -> None:
    tokens = point_tokens(tokenizer(), ExpectedPoint("a", "word " * 400))
    assert len(tokens) == POINT_TOKENS


def test_a_short_answer_is_one_chunk_with_its_offsets() -> None:
    answer = "You learn from text."
    (piece,) = answer_pieces(tokenizer(), answer)
    words = [answer[start:end] for start, end in piece.offsets]
    assert words == ["You", "learn", "from", "text", "."]


@pytest.mark.parametrize("answer", ["", " ", "\n\t"])
def test_an_answer_without_words_has_no_chunks(answer: str) -> None:
    assert answer_pieces(tokenizer(), answer) == []


@given(st.integers(1, 1500))
def test_every_word_of_a_long_answer_is_in_a_chunk(count: int) -> None:
    answer = " ".join(["word"] * count)
    cut = answer_pieces(tokenizer(), answer)
    covered = {offset for piece in cut for offset in piece.offsets}
    assert covered == {(at * 5, at * 5 + 4) for at in range(count)}
    assert all(len(piece.tokens) <= PIECE_TOKENS for piece in cut)


@given(st.integers(PIECE_TOKENS + 1, 1500))
def test_neighboring_chunks_overlap(count: int) -> None:
    cut = answer_pieces(tokenizer(), " ".join(["word"] * count))
    for one, other in pairwise(cut):
        assert set(one.offsets) & set(other.offsets)


@given(st.text())
def test_any_text_can_be_split(answer: str) -> None:
    for piece in answer_pieces(tokenizer(), answer):
        assert len(piece.tokens) == len(piece.offsets)
        assert all(0 <= start <= end <= len(answer) for start, end in piece.offsets)


def test_a_lone_surrogate_is_accepted() -> None:
    (piece,) = answer_pieces(tokenizer(), "so \ud800 it is")
    assert piece.offsets[-1] == (8, 10)


def test_a_pair_has_the_length_of_its_tokens() -> None:
    pair = PointAnswerPair((101, 7, 102), AnswerPiece((8, 9), ((0, 1), (2, 3))))
    assert pair.tokens == (101, 7, 102, 8, 9, 102)
    assert len(pair) == len(pair.tokens)


def _states(model: onnx.ModelProto, tokens: NDArray[np.int64]) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    given = {
        "input_ids": tokens,
        "attention_mask": np.ones_like(tokens),
        "token_type_ids": np.zeros_like(tokens),
    }
    wanted = {put.name for put in session.get_inputs()}
    found: NDArray[np.float32] = session.run(None, {name: given[name] for name in wanted})[0]
    return found


@pytest.mark.model
def test_a_row_without_padding_needs_no_masks() -> None:
    packaged = onnx.load_model(str(sentence_model_files().model))
    tokens = np.array([[101, 2009, 9384, 6315, 3793, 1012, 102]])
    whole = _states(packaged, tokens)
    remove_attention_masks(packaged.graph)
    assert {node.op_type for node in packaged.graph.node}.isdisjoint({"Where", "IsNaN"})
    assert _states(packaged, tokens) == pytest.approx(whole, abs=1e-5)
