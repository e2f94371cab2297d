"""The cross-encoder that judges answers: its graph, its input pairs, its weights, its judgments.

What training changed in the weights is kept as a product of two narrow matrices per layer (Hu et
al. 2021, LoRA), a few megabytes beside the packaged model, and is added to it when it is loaded.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.coverage.coverage import PARTLY_COUNTS, ExpectedPoint
from mock_interviewer.app.feedback.coverage.sentence_model import (
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
    """Put the weights as training changed them into the packaged model's graph.

    There a weight is 8-bit numbers times a scale; the two nodes that multiply them go.
    ``trained`` is as ``network.Trained`` says.
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
    """Let every token attend to every other, for rows of which none is padding.

    Masks are added to the scores of attention, and rows that they hide entirely are set to 0 after
    the softmax: without padding neither does anything, and both take nearly half of the time.
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
    """Remove what nothing needs: ONNX Runtime would compute it all the same."""
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
"""Most tokens of a point with the sentences that make it; what does not fit is left out."""


PIECE_TOKENS = 245
"""Most tokens of an answer that are read at once; with the point they stay under the 512 places
that the network has."""


_SHARED = 50
"""Fewest tokens that neighboring pieces share, so that what is cut in one is whole in the other."""


_BEGIN = 101


_END = 102
"""BERT's [CLS] and [SEP]."""


@dataclass(frozen=True)
class AnswerPiece:
    """A part of an answer: its tokens, and where each stands in the answer's text."""

    tokens: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PointAnswerPair:
    """One row for the network: the tokens of a point, then those of a piece of an answer."""

    point: tuple[int, ...]
    piece: AnswerPiece

    def __len__(self) -> int:
        return len(self.point) + len(self.piece.tokens) + 1

    @property
    def tokens(self) -> tuple[int, ...]:
        """All tokens of the row."""
        return (*self.point, *self.piece.tokens, _END)


def point_tokens(tokenizer: "Tokenizer", point: ExpectedPoint) -> tuple[int, ...]:
    """Return the tokens of a point and of as many sentences that make it as fit."""
    parts = [without_surrogates(part) for part in (point.point, *point.said)]
    encoded = tokenizer.encode_batch(parts, add_special_tokens=False)
    tokens = [_BEGIN, *encoded[0].ids[: POINT_TOKENS - 2], _END]
    for more in encoded[1:]:
        if len(tokens) + len(more.ids) + 1 > POINT_TOKENS:
            break
        tokens += [*more.ids, _END]
    return tuple(tokens)


def answer_pieces(tokenizer: "Tokenizer", answer: str) -> list[AnswerPiece]:
    """Return an answer cut into overlapping pieces; none for one without words."""
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
"""What training changed: ``down/NAME`` (inputs, rank) and ``up/NAME`` (rank, outputs) for each
changed weight of the packaged model, ``set/NAME`` for what was put in place of a small one, the
layers that judge, and thresholds; written by the training program."""


_CHANCE_FLOOR = 1e-3
"""What every chance is thought to be off at least, so that none is beyond doubt."""


@dataclass(frozen=True)
class PointJudgment:
    """What the network says of a pair.

    ``not_made``, ``partly`` and ``made`` are probabilities that add up to 1; ``evidence`` is a
    number a token of the piece, over 0 where it is likelier than not part of what makes the point.
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
        """Return it as it is where something else makes the point so much likelier."""
        made = _shifted(self.made, log_odds)
        at_least_partly = max(made, _shifted(self.at_least_partly, log_odds))
        return PointJudgment(1.0 - at_least_partly, at_least_partly - made, made, self.evidence)

    @property
    def score(self) -> float:
        """How much of the point was made, from 0 to 1, as the network expects it."""
        return min(1.0, self.made + PARTLY_COUNTS * self.partly)


def mean_judgment(judgments: Sequence[PointJudgment]) -> PointJudgment:
    """Return the average of readings of one piece."""
    count = len(judgments)
    return PointJudgment(
        sum(each.not_made for each in judgments) / count,
        sum(each.partly for each in judgments) / count,
        sum(each.made for each in judgments) / count,
        cast("NDArray[np.float32]", sum(each.evidence for each in judgments) / count),
    )


class CrossEncoder:
    """Reads pairs of key point and answer; one thread at a time."""

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
        """Check the files and load the network: about a second.

        Raises ModelError where files are missing or damaged, or a library is.
        """
        files = files or sentence_model_files()
        trained = _read_trained_weights(files.trained)
        try:
            import onnx

            tokenizer = answer_tokenizer(files)
        except (ImportError, OSError) as error:
            raise ModelError(
                f"What runs the sentence model is not installed completely: {error}.",
                f"{INSTALL_AGAIN}.",
            ) from error
        model = onnx.load_model(str(files.model))
        apply_trained_weights(model.graph, trained)
        remove_attention_masks(model.graph)
        session = onnx_session(model.SerializeToString())
        return cls(session, tokenizer, trained)

    @property
    def thresholds(self) -> tuple[float, float]:
        """From which chance on a point counts as made, and from which as partly made.

        Found on the development half of the labelled answers, so that as many points are counted
        wrongly as are missed.
        """
        made, partly = self._trained["thresholds"]
        return float(made), float(partly)

    def judge(self, pair: PointAnswerPair) -> PointJudgment:
        """Return what the network says of a pair: some 0.05 s on two cores.

        Alone, not among others: rows of many pairs leave the processor's caches, and take longer.
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


def _shifted(chance: float, log_odds: float) -> float:
    odds = (chance + _CHANCE_FLOOR) / (max(0.0, 1.0 - chance) + _CHANCE_FLOOR) * math.exp(log_odds)
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
