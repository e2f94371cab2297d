"""The sentence model as it was trained on to judge answers, ready to run.

What training changed in the weights is kept as a product of two narrow matrices a layer (Hu et al.
2021, LoRA), a few megabytes beside the packaged model, and is added to that when it is loaded.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Self, cast

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.coverage import PARTLY_COUNTS
from mock_interviewer.app.feedback.scoring.pairs import Pair, answer_tokenizer
from mock_interviewer.app.feedback.sentence_model import SentenceModelFiles, sentence_model_files
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.model_status import INSTALL_AGAIN

if TYPE_CHECKING:
    from onnx import ModelProto
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

TRAINED = "trained.npz"
"""Beside this module: ``down/NAME`` (inputs, rank) and ``up/NAME`` (rank, outputs) for each changed
weight of the packaged model, ``set/NAME`` for what was put in place of a small one, the layers that
judge, and thresholds; written by the training program."""

_THREADS = 2
_BATCH = 8


@dataclass(frozen=True)
class Judgement:
    """What the network says of a pair.

    ``not_made``, ``partly`` and ``made`` are probabilities that add up to 1; ``evidence`` is a
    number a token of the piece, over 0 where it is likelier than not part of what makes the point.
    """

    not_made: float
    partly: float
    made: float
    evidence: NDArray[np.float32]

    @property
    def touched(self) -> float:
        """The probability that the point was made at least partly."""
        return self.partly + self.made

    @property
    def score(self) -> float:
        """How much of the point was made, from 0 to 1, as the network expects it."""
        return min(1.0, self.made + PARTLY_COUNTS * self.partly)


def mean(judgements: Sequence[Judgement]) -> Judgement:
    """Return the average of readings of one piece."""
    count = len(judgements)
    return Judgement(
        sum(each.not_made for each in judgements) / count,
        sum(each.partly for each in judgements) / count,
        sum(each.made for each in judgements) / count,
        cast("NDArray[np.float32]", sum(each.evidence for each in judgements) / count),
    )


class Network:
    """Reads pairs of key point and answer; one thread at a time."""

    def __init__(
        self,
        session: "InferenceSession",
        tokenizer: "Tokenizer",
        trained: Mapping[str, NDArray[np.float32]],
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
        trained = _read_trained()
        try:
            import onnx
            import onnxruntime

            tokenizer = answer_tokenizer(files)
        except (ImportError, OSError) as error:
            raise ModelError(
                f"What runs the sentence model is not installed completely: {error}.",
                f"{INSTALL_AGAIN}.",
            ) from error
        model = onnx.load_model(str(files.model))
        _change(model, trained)
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _THREADS
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        return cls(session, tokenizer, trained)

    @property
    def thresholds(self) -> tuple[float, float]:
        """From which chance on a point counts as made, and from which as partly made.

        Found on the development half of the labelled answers.
        """
        made, partly = self._trained["thresholds"]
        return float(made), float(partly)

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """Return what the network says of each pair, in their order."""
        found: dict[int, Judgement] = {}
        by_length = sorted(range(len(pairs)), key=lambda at: len(pairs[at]))
        for start in range(0, len(pairs), _BATCH):
            chosen = by_length[start : start + _BATCH]
            found.update(zip(chosen, self._run([pairs[at] for at in chosen]), strict=True))
        return [found[at] for at in range(len(pairs))]

    def _run(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """Judge pairs of about the same length."""
        shape = len(pairs), max(map(len, pairs))
        tokens = np.zeros(shape, dtype=np.int64)
        real, answer = np.zeros_like(tokens), np.zeros_like(tokens)
        for row, pair in enumerate(pairs):
            tokens[row, : len(pair)] = pair.tokens
            real[row, : len(pair)] = 1
            answer[row, len(pair.point) : len(pair)] = 1
        given = {"input_ids": tokens, "attention_mask": real, "token_type_ids": answer}
        states = cast("NDArray[np.float32]", self._session.run(None, given)[0])
        return [
            self._judgement(states[row], len(pair.point), len(pair) - 1)
            for row, pair in enumerate(pairs)
        ]

    def _judgement(self, states: NDArray[np.float32], start: int, end: int) -> Judgement:
        """Judge one pair by the states of its tokens; those from start to end are the answer's."""
        layers = self._trained
        said = states[start:end]
        scores = said @ layers["token.w"] + layers["token.b"]
        evidence = scores[:, 1]
        weights = _softmax(evidence)
        features = np.concatenate([states[0], weights @ said, said.mean(axis=0)])
        hidden = _gelu(features @ layers["first.w"] + layers["first.b"])
        not_made, partly, made = _softmax(hidden @ layers["second.w"] + layers["second.b"])
        return Judgement(float(not_made), float(partly), float(made), evidence)


def _read_trained() -> dict[str, NDArray[np.float32]]:
    source = resources.files("mock_interviewer.app.feedback.scoring") / TRAINED
    try:
        with source.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return {name: kept[name].astype(np.float32) for name in kept.files}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            "What the program learned about judging answers is missing or damaged.",
            f"{INSTALL_AGAIN}.",
        ) from error


def _change(model: "ModelProto", trained: Mapping[str, NDArray[np.float32]]) -> None:
    """Put the weights as training changed them into the packaged model.

    There a weight is 8-bit numbers times a scale; the two nodes that multiply them go.
    """
    from onnx import numpy_helper

    graph = model.graph
    kept = {tensor.name: tensor for tensor in graph.initializer}
    names = {name.removeprefix("down/") for name in trained if name.startswith("down/")}
    for name in names:
        scale = numpy_helper.to_array(kept[f"{name}_scale"])
        weight = numpy_helper.to_array(kept[f"{name}_q"]).astype(np.float32) * scale
        change = trained[f"down/{name}"] @ trained[f"up/{name}"]
        graph.initializer.append(numpy_helper.from_array(weight + change, name))
        graph.initializer.remove(kept[f"{name}_q"])
        graph.initializer.remove(kept[f"{name}_scale"])
    for key in trained:
        if key.startswith("set/"):
            name = key.removeprefix("set/")
            graph.initializer.remove(kept[name])
            graph.initializer.append(numpy_helper.from_array(trained[key], name))
    multiplied = [
        node for node in graph.node if set(node.output) & (names | {f"{name}_f" for name in names})
    ]
    for node in multiplied:
        graph.node.remove(node)


def _softmax(values: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(values - values.max())
    return cast("NDArray[np.float32]", raised / raised.sum())


def _gelu(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return Hendrycks and Gimpel's Gaussian error linear unit, exactly."""
    erf = np.frompyfunc(math.erf, 1, 1)
    return cast(
        "NDArray[np.float32]",
        (values * 0.5 * (1.0 + erf(values / math.sqrt(2.0)).astype(np.float32))),
    )
