"""The cross-encoder that judges answers: its graph, input pairs, weights, and judgments.

The fine-tuned change of the weights is stored as a product of two narrow matrices per layer (Hu et
al. 2021, LoRA), a few megabytes beside the packaged model, and is added to it on loading.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.coverage.coverage import UNSURE_COUNTS, ExpectedPoint
from mock_interviewer.app.feedback.coverage.scoring.sentence_model import (
    SentenceModelFiles,
    answer_tokenizer,
    onnx_session,
    sentence_model_files,
    without_surrogates,
)
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.packaged_models import INSTALL_AGAIN

if TYPE_CHECKING:
    from onnx import GraphProto
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


def apply_trained_weights(graph: "GraphProto", trained: Mapping[str, NDArray[np.float32]]) -> None:
    """Put the fine-tuned weights into the packaged model's graph.

    The graph stores a weight as 8-bit numbers and a scale; the two nodes that multiply them are
    removed. ``trained`` is as described at ``TrainedWeights``.
    """
    from onnx import numpy_helper

    kept = {tensor.name: tensor for tensor in graph.initializer}
    names = {name.removeprefix("down/") for name in trained if name.startswith("down/")}
    for name in names:
        scale = numpy_helper.to_array(kept[f"{name}_scale"])
        weight = numpy_helper.to_array(kept[f"{name}_q"]).astype(np.float32) * scale
        change = trained[f"down/{name}"] @ trained[f"up/{name}"]
        graph.initializer.append(numpy_helper.from_array(weight + change, name))
    for key in trained:
        if key.startswith("set/"):
            name = key.removeprefix("set/")
            graph.initializer.remove(kept[name])
            graph.initializer.append(numpy_helper.from_array(trained[key], name))
    made = names | {f"{name}_f" for name in names}
    for node in [node for node in graph.node if set(node.output) & made]:
        graph.node.remove(node)
    _remove_unused(graph)


def remove_attention_masks(graph: "GraphProto") -> None:
    """Let every token attend to every other, for rows without padding.

    The graph adds masks to the attention scores, and sets fully masked rows to 0 after the
    softmax. Without padding, neither has an effect, and together they take nearly half the time.
    """
    makers = {name: node for node in graph.node for name in node.output}
    guards = {node.input[2]: node.output[0] for node in graph.node if node.op_type == "Where"}
    unguarded = {}
    for node in graph.node:
        if node.op_type == "Softmax":
            (scores,) = (
                name for name in makers[node.input[0]].input if makers[name].op_type == "MatMul"
            )
            node.input[0] = scores
            unguarded[guards[node.output[0]]] = node.output[0]
    for node in graph.node:
        node.input[:] = [unguarded.get(name, name) for name in node.input]
    _remove_unused(graph)


def _remove_unused(graph: "GraphProto") -> None:
    """Remove what is not needed, which ONNX Runtime would compute anyway."""
    needed = {output.name for output in graph.output}
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
    for parts in (graph.node, graph.initializer, graph.input):
        for part in list(parts):
            names = part.output if hasattr(part, "output") else (part.name,)
            if not needed.intersection(names):
                parts.remove(part)


POINT_TOKENS = 250
"""Maximum tokens of a point with its example sentences; what does not fit is left out."""


PIECE_TOKENS = 245
"""Maximum tokens of an answer that are read at once; with the point, they fit into the network's
512 positions."""


_SHARED = 50
"""Minimum overlap of neighboring pieces, so that what is cut in one is whole in the other."""


_BEGIN = 101


_END = 102
"""BERT's [CLS] and [SEP]."""


@dataclass(frozen=True)
class AnswerPiece:
    """A piece of an answer: its tokens, and their offsets in the answer's text."""

    tokens: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PointAnswerPair:
    """One input row: the tokens of a point, then those of a piece of an answer."""

    point: tuple[int, ...]
    piece: AnswerPiece

    def __len__(self) -> int:
        return len(self.point) + len(self.piece.tokens) + 1

    @property
    def tokens(self) -> tuple[int, ...]:
        """All tokens of the row."""
        return (*self.point, *self.piece.tokens, _END)


def point_tokens(tokenizer: "Tokenizer", point: ExpectedPoint) -> tuple[int, ...]:
    """Return the tokens of a point and of as many example sentences as fit."""
    parts = [without_surrogates(part) for part in (point.point, *point.said)]
    encoded = tokenizer.encode_batch(parts, add_special_tokens=False)
    tokens = [_BEGIN, *encoded[0].ids[: POINT_TOKENS - 2], _END]
    for more in encoded[1:]:
        if len(tokens) + len(more.ids) + 1 > POINT_TOKENS:
            break
        tokens += [*more.ids, _END]
    return tuple(tokens)


def answer_pieces(tokenizer: "Tokenizer", answer: str) -> list[AnswerPiece]:
    """Return the overlapping pieces of an answer; none if it has no words."""
    encoded = tokenizer.encode(without_surrogates(answer), add_special_tokens=False)
    count = len(encoded.ids)
    if not count:
        return []
    further = max(0, ceil((count - PIECE_TOKENS) / (PIECE_TOKENS - _SHARED)))
    step = (count - PIECE_TOKENS) / further if further else 0
    starts = [round(step * number) for number in range(further + 1)]
    return [_piece(encoded.ids, encoded.offsets, start) for start in starts]


def _piece(tokens: Sequence[int], offsets: Sequence[tuple[int, int]], start: int) -> AnswerPiece:
    end = start + PIECE_TOKENS
    return AnswerPiece(tuple(tokens[start:end]), tuple(offsets[start:end]))


TrainedWeights = Mapping[str, NDArray[np.float32]]
"""The result of training: ``down/NAME`` (inputs, rank) and ``up/NAME`` (rank, outputs) for each
changed weight of the packaged model, ``set/NAME`` for each replaced small one, the judging layers,
and the thresholds; written by the training program."""


_MIN_ERROR = 1e-3
"""The minimum error of every probability, so that none is certain."""


@dataclass(frozen=True)
class PointJudgment:
    """The network's judgment of a pair.

    ``not_made``, ``partly``, and ``made`` are probabilities that add up to 1; ``evidence`` has a
    logit per token of the piece, above 0 if the token likely belongs to what makes the point.
    """

    not_made: float
    partly: float
    made: float
    evidence: NDArray[np.float32]

    @property
    def at_least_partly(self) -> float:
        """The probability that the point was made at least partly."""
        return self.partly + self.made

    def shifted_by(self, log_odds: float) -> "PointJudgment":
        """Return the judgment with its odds shifted by other evidence for the point."""
        made = _shifted(self.made, log_odds)
        at_least_partly = max(made, _shifted(self.at_least_partly, log_odds))
        return PointJudgment(1.0 - at_least_partly, at_least_partly - made, made, self.evidence)

    @property
    def score(self) -> float:
        """The expected share of the point that was made, from 0 to 1."""
        return min(1.0, self.made + UNSURE_COUNTS * self.partly)


def mean_judgment(judgments: Sequence[PointJudgment]) -> PointJudgment:
    """Return the average of several judgments of one piece."""
    count = len(judgments)
    return PointJudgment(
        sum(each.not_made for each in judgments) / count,
        sum(each.partly for each in judgments) / count,
        sum(each.made for each in judgments) / count,
        cast("NDArray[np.float32]", sum(each.evidence for each in judgments) / count),
    )


class CrossEncoder:
    """Judges pairs of key point and answer; use it on one thread at a time."""

    def __init__(
        self,
        session: "InferenceSession",
        tokenizer: "Tokenizer",
        trained: TrainedWeights,
    ) -> None:
        self._session = session
        self._trained = trained
        self.tokenizer = tokenizer

    @classmethod
    def load(cls, files: SentenceModelFiles | None = None) -> Self:
        """Verify the files and load the network, which takes about a second.

        Raises ModelError if a file or a library is missing or damaged.
        """
        files = files or sentence_model_files()
        trained = _read_trained_weights(files.trained)
        try:
            import onnx

            tokenizer = answer_tokenizer(files)
        except (ImportError, OSError) as error:
            raise ModelError(
                f"The libraries of the sentence model are not installed completely: {error}.",
                f"{INSTALL_AGAIN}.",
            ) from error
        model = onnx.load_model(str(files.model))
        apply_trained_weights(model.graph, trained)
        remove_attention_masks(model.graph)
        session = onnx_session(model.SerializeToString())
        return cls(session, tokenizer, trained)

    @property
    def thresholds(self) -> tuple[float, float]:
        """The probabilities from which a point counts as made, and as partly made.

        Chosen on the development half of the labeled answers so that false positives and false
        negatives balance.
        """
        made, partly = self._trained["thresholds"]
        return float(made), float(partly)

    def judge(self, pair: PointAnswerPair) -> PointJudgment:
        """Return the judgment of a pair, which takes about 0.05 s on two cores.

        Pairs are not batched: a batch does not fit into the processor's caches and takes longer.
        """
        tokens = np.array([pair.tokens], dtype=np.int64)
        answer = np.zeros_like(tokens)
        answer[0, len(pair.point) :] = 1
        given = {"input_ids": tokens, "token_type_ids": answer}
        states = cast("NDArray[np.float32]", self._session.run(None, given)[0])
        return self._judge_states(states[0], len(pair.point), len(pair) - 1)

    def _judge_states(self, states: NDArray[np.float32], start: int, end: int) -> PointJudgment:
        """Judge a pair by the states of its tokens; those from start to end are the answer's."""
        layers = self._trained
        said = states[start:end]
        scores = said @ layers["token.w"] + layers["token.b"]
        evidence = scores[:, 1]
        weights = _softmax(evidence)
        features = np.concatenate([states[0], weights @ said, said.mean(axis=0)])
        hidden = _gelu(features @ layers["first.w"] + layers["first.b"])
        not_made, partly, made = _softmax(hidden @ layers["second.w"] + layers["second.b"])
        return PointJudgment(float(not_made), float(partly), float(made), evidence)


def _read_trained_weights(path: Path) -> TrainedWeights:
    with np.load(path, allow_pickle=False) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


def _shifted(probability: float, log_odds: float) -> float:
    odds = (
        (probability + _MIN_ERROR) / (max(0.0, 1.0 - probability) + _MIN_ERROR) * math.exp(log_odds)
    )
    return odds / (1.0 + odds)


def _softmax(values: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(values - values.max())
    return cast("NDArray[np.float32]", raised / raised.sum())


def _gelu(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return Hendrycks and Gimpel's Gaussian error linear unit, exactly."""
    erf = np.frompyfunc(math.erf, 1, 1)
    # Newer stubs of numpy type this as a float or an array; asarray satisfies all of them.
    errors: NDArray[np.float32] = np.asarray(erf(values / math.sqrt(2.0)), dtype=np.float32)
    return cast("NDArray[np.float32]", values * 0.5 * (1.0 + errors))
