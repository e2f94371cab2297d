"""The sentence model as it was trained on to judge answers, ready to run.

What training changed in the weights is kept as a product of two narrow matrices a layer (Hu et al.
2021, LoRA), a few megabytes beside the packaged model, and is added to that when it is loaded.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.coverage import PARTLY_COUNTS
from mock_interviewer.app.feedback.scoring.graph import leave_out_masks, put_in
from mock_interviewer.app.feedback.scoring.pairs import Pair, answer_tokenizer
from mock_interviewer.app.feedback.scoring.session import session_of
from mock_interviewer.app.feedback.sentence_model import SentenceModelFiles, sentence_model_files
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.packaged_models import INSTALL_AGAIN

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Trained = Mapping[str, NDArray[np.float32]]
"""What training changed: ``down/NAME`` (inputs, rank) and ``up/NAME`` (rank, outputs) for each
changed weight of the packaged model, ``set/NAME`` for what was put in place of a small one, the
layers that judge, and thresholds; written by the training program."""

_DOUBT = 1e-3
"""What every chance is thought to be off at least, so that none is beyond doubt."""


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

    def leaning(self, log_odds: float) -> "Judgement":
        """Return it as it is where something else makes the point so much likelier."""
        made = _shifted(self.made, log_odds)
        touched = max(made, _shifted(self.touched, log_odds))
        return Judgement(1.0 - touched, touched - made, made, self.evidence)

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
        trained: Trained,
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
        trained = _read_trained(files.trained)
        try:
            import onnx

            tokenizer = answer_tokenizer(files)
        except (ImportError, OSError) as error:
            raise ModelError(
                f"What runs the sentence model is not installed completely: {error}.",
                f"{INSTALL_AGAIN}.",
            ) from error
        model = onnx.load_model(str(files.model))
        put_in(model.graph, trained)
        leave_out_masks(model.graph)
        session = session_of(model.SerializeToString())
        return cls(session, tokenizer, trained)

    @property
    def thresholds(self) -> tuple[float, float]:
        """From which chance on a point counts as made, and from which as partly made.

        Found on the development half of the labelled answers, so that as many points are counted
        wrongly as are missed.
        """
        made, partly = self._trained["thresholds"]
        return float(made), float(partly)

    def judge(self, pair: Pair) -> Judgement:
        """Return what the network says of a pair: some 0.05 s on two cores.

        Alone, not among others: rows of many pairs leave the processor's caches, and take longer.
        """
        tokens = np.array([pair.tokens], dtype=np.int64)
        answer = np.zeros_like(tokens)
        answer[0, len(pair.point) :] = 1
        given = {"input_ids": tokens, "token_type_ids": answer}
        states = cast("NDArray[np.float32]", self._session.run(None, given)[0])
        return self._judgement(states[0], len(pair.point), len(pair) - 1)

    def _judgement(self, states: NDArray[np.float32], start: int, end: int) -> Judgement:
        """Judge a pair by the states of its tokens; those from start to end are the answer's."""
        layers = self._trained
        said = states[start:end]
        scores = said @ layers["token.w"] + layers["token.b"]
        evidence = scores[:, 1]
        weights = _softmax(evidence)
        features = np.concatenate([states[0], weights @ said, said.mean(axis=0)])
        hidden = _gelu(features @ layers["first.w"] + layers["first.b"])
        not_made, partly, made = _softmax(hidden @ layers["second.w"] + layers["second.b"])
        return Judgement(float(not_made), float(partly), float(made), evidence)


def _read_trained(path: Path) -> Trained:
    with np.load(path, allow_pickle=False) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


def _shifted(chance: float, log_odds: float) -> float:
    odds = (chance + _DOUBT) / (max(0.0, 1.0 - chance) + _DOUBT) * math.exp(log_odds)
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
